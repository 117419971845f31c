"""Every page there is answers; what is on it, others look at."""

from django.contrib.auth.models import User
from django.test import Client

from tests.pages import desk_pages, fill_the_record, public_pages


def test_no_page_breaks(editor: User) -> None:
    fill_the_record(editor)
    reader, desk = Client(raise_request_exception=False), Client(raise_request_exception=False)
    desk.force_login(editor)

    statuses = {address: reader.get(address).status_code for address in public_pages(of_each=30)}
    statuses |= {address: desk.get(address).status_code for address in desk_pages()}

    assert {address: status for address, status in statuses.items() if status >= 500} == {}
    assert len(statuses) > 60
