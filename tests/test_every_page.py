"""Every page there is answers; what is on it, others look at."""

from django.contrib.auth.models import User
from django.test import Client

from tests.pages import account_pages, admin_pages, desk_pages, fill_the_record, public_pages


def test_no_page_breaks(editor: User, administrator: User) -> None:
    fill_the_record(editor)
    reader, desk, office = (Client(raise_request_exception=False) for _who in range(3))
    desk.force_login(editor)
    office.force_login(administrator)

    statuses = {address: reader.get(address).status_code for address in public_pages(of_each=30)}
    statuses |= {address: desk.get(address).status_code for address in desk_pages()}
    statuses |= {address: office.get(address).status_code for address in account_pages() + admin_pages()}

    assert {address: status for address, status in statuses.items() if status >= 500} == {}
    assert len(statuses) > 60
