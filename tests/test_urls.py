"""Addresses that are none, whatever stands behind them."""

import pytest


@pytest.mark.parametrize("number", ["9" * 19, "9" * 30])
@pytest.mark.parametrize("address", ["/claims/{}/", "/articles/{}/", "/claims/1/revisions/{}/"])
def test_a_number_that_no_row_can_have_is_not_found(client, db, address, number):
    assert client.get(address.format(number)).status_code == 404
