"""Every page there is answers as it should; what is on it, others look at."""

import re

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from claims.characters import END_ISOLATE, ISOLATE
from claims.models import Claim
from claims.vocabulary import State
from tests import htmx
from tests.htmx import parse, title_of
from tests.pages import account_pages, admin_pages, desk_pages, fill_the_record, public_pages


def answered_otherwise() -> dict[str, int]:
    """Addresses, as patterns, that are not answered with a page of their own, and how: the first one counts."""
    merged = Claim.objects.get(state=State.MERGED)
    return {
        # What is not there, or was not yet there in 2001.
        r"/claims/999/|/no/such/page/": 404,
        r"/(claims/\d+|topics)/[a-z0-9-]+/\?as_of=2001-01-01": 404,
        r"/accounts/once/MQ/spent-link/": 410,
        # What cannot be read, in a filter or a day.
        r"/claims/\?(since|as_of)=yesterday": 400,
        # A number alone leads to the address with its words, and a merged claim to the one it was merged into.
        r"/(claims|articles)/\d+/": 301,
        re.escape(reverse("claim_detail", args=[merged.pk, merged.slug])): 301,
    }


def test_no_page_breaks(editor: User, administrator: User) -> None:
    fill_the_record(editor)
    reader, desk, office = (Client(raise_request_exception=False) for _who in range(3))
    desk.force_login(editor)
    office.force_login(administrator)

    statuses = {address: reader.get(address).status_code for address in public_pages(of_each=30)}
    statuses |= {address: desk.get(address).status_code for address in desk_pages()}
    statuses |= {address: office.get(address).status_code for address in account_pages() + admin_pages()}

    otherwise = answered_otherwise()
    expected = {
        address: next((otherwise[pattern] for pattern in otherwise if re.fullmatch(pattern, address)), 200)
        for address in statuses
    }
    assert {address: status for address, status in statuses.items() if status != expected[address]} == {}
    assert set(statuses.values()) == {200, *otherwise.values()}
    assert len(statuses) > 60


def test_nobody_in_between_keeps_what_is_not_for_everybody(editor: User, administrator: User) -> None:
    fill_the_record(editor)
    stranger, desk, office = (Client(raise_request_exception=False) for _who in range(3))
    desk.force_login(editor)
    office.force_login(administrator)
    refused = ["/desk/claims/999999/", "/desk/no/such/page/", "/admin/no/such/page/"]

    answers = {address: desk.get(address) for address in [*desk_pages(), *refused]}
    answers |= {address: office.get(address) for address in [*account_pages(), *admin_pages()]}
    answers |= {f"{address}, signed out": stranger.get(address) for address in [*desk_pages(), *account_pages()]}
    answers |= {f"{address}, posted": desk.post(address) for address in [reverse("article_new"), reverse("desk_queue")]}

    assert [address for address, answer in answers.items() if "no-store" not in answer.get("Cache-Control", "")] == []


def test_every_page_is_called_what_it_says_it_is(editor: User, administrator: User) -> None:
    fill_the_record(editor)
    reader, desk, office = (Client(raise_request_exception=False) for _who in range(3))
    desk.force_login(editor)
    office.force_login(administrator)
    gone = Claim.objects.filter(state=State.WITHDRAWN).order_by("pk")[0]
    closed = [reverse(name, args=[gone.pk]) for name in ("claim_edit", "evidence_new", "claim_mark")]
    missing = [*closed, "/desk/claims/999999/", "/desk/speakers/999999/", "/desk/no/such/page/"]
    # What was typed into a form, and no form takes: it comes back, as a whole page.
    typed = {"once": "no token", "statement": "", "reason": ""}

    answers = {address: reader.get(address) for address in public_pages(of_each=30)}
    answers |= {address: desk.get(address) for address in [*desk_pages(), *missing]}
    answers |= {address: office.get(address) for address in account_pages()}
    answers |= {f"{address}, posted": desk.post(address, typed) for address in [*desk_pages(), *closed]}

    unlike = {}
    for address, answer in answers.items():
        if not answer.content or "text/html" not in answer["Content-Type"]:
            continue
        page = parse(answer.content.decode())
        title, [heading] = title_of(page).words(), [node.words() for node in page.nodes() if node.tag == "h1"]
        if re.sub(f"[{ISOLATE}{END_ISOLATE}]", "", heading) not in re.sub(f"[{ISOLATE}{END_ISOLATE}]", "", title):
            unlike[address] = f"{heading} ≠ {title}"
    # The words of a claim that was withdrawn are on its page, and are handed on nowhere else.
    assert list(unlike) == [reverse("claim_detail", args=[gone.pk, gone.slug])]
    assert {answer.status_code for answer in answers.values()} >= {200, 404, 405, 409, 410, 422}


def test_every_link_of_what_is_wrong_leads_to_a_place_that_is_seen_in_its_page(editor: User) -> None:
    fill_the_record(editor)
    desk = Client(raise_request_exception=False)
    desk.force_login(editor)
    linked: set[str] = set()
    astray = []

    for address in desk_pages():
        names = {node.get("name") for node in htmx.load(desk, address).nodes()} - {"", "redraw"}
        # Nothing, and in every field what it cannot be.
        for typed in ("", "\x00 999999"):
            page = parse(desk.post(address, dict.fromkeys(names, typed)).content.decode())
            places = {node.get("id") for node in page.nodes() if node.get("type") != "hidden"}
            for summary in (node for node in page.nodes() if node.get("class") == "error-summary"):
                links = {node.get("href").removeprefix("#") for node in summary.nodes() if node.tag == "a"}
                linked |= links
                astray += [f"{address}: {link}" for link in links - places]

    assert astray == []
    assert len(linked) > 40
