"""Every page there is: axe finds nothing, in light and in dark, and nothing runs wide at 320 px."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.template.loader import render_to_string
from playwright.sync_api import Page

from tests.browser.conftest import sign_in
from tests.browser.looks import RUNS_WIDE, SCHEMES, violations
from tests.pages import account_pages, admin_pages, desk_pages, fill_the_record, public_pages

#: Pages are many: so that those who test side by side share them.
PARTS = 3


def findings(page: Page, site: str, addresses: list[str]) -> list[str]:
    """What is wrong with the pages, a line each."""
    wrong = []
    for address in addresses:
        for scheme, size in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            response = page.goto(site + address)
            if response is None or response.status >= 500:
                wrong.append(f"{address}: {response and response.status}")
                continue
            wrong += [f"{address} ({scheme}): {name}: {places}" for name, places in violations(page)]
            if page.evaluate(RUNS_WIDE) > 0:
                wrong.append(f"{address}: wider than {size['width']} px")
    return wrong


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("addresses", [public_pages, desk_pages], ids=["public", "desk"])
def test_axe_finds_nothing_and_no_page_runs_wide(
    page: Page, site: str, editor: User, addresses: Callable[[], list[str]], part: int
) -> None:
    fill_the_record(editor)
    if addresses is desk_pages:
        sign_in(page, site, editor)

    assert findings(page, site, addresses()[part::PARTS]) == []


def test_axe_finds_nothing_in_the_administration(page: Page, site: str, editor: User, administrator: User) -> None:
    fill_the_record(editor)
    sign_in(page, site, administrator)

    found = findings(page, site, account_pages() + admin_pages())

    # The label of Django's own search field is a picture, which this rule does not count beside a text of help.
    assert [line for line in found if "label-title-only" not in line] == []


@pytest.mark.parametrize(
    "name", ["400.html", "403.html", "403_csrf.html", "404.html", "405.html", "500.html", "503.html"]
)
def test_axe_finds_nothing_on_the_pages_of_errors(page: Page, site: str, name: str) -> None:
    page.route(f"{site}/broken/", lambda route: route.fulfill(body=render_to_string(name), content_type="text/html"))

    assert findings(page, site, ["/broken/"]) == []
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.evaluate("getComputedStyle(document.body).display") == "flex", "without its style sheet"
