"""At the desk, too, statements and reasons go their own way, whatever stands around them."""

import re
from html.parser import HTMLParser
from uuid import uuid4

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from claims import workflow
from claims.models import Claim
from claims.vocabulary import AnswerKind, Status
from claims.workflow import seen
from tests import factories
from tests.pages import desk_pages

STATEMENT = "وزارة النقل وقعت عقد الجسر قبل المناقصة."
REASON = "הדבר אינו נכון, כך דובר המשרד."
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
#: What holds no marks of direction, or shows nothing.
UNSEEN = {"title", "template", "script", "option"}
#: Words between isolates (Unicode Standard Annex 9) are set apart already.
HELD = re.compile(rf"(?<!\u2068)({STATEMENT}|{REASON})")
BEGINS = re.compile(rf"[\W\d]*({STATEMENT}|{REASON})")


class Directions(HTMLParser):
    """Collects in `astray` the words of a page that hold a statement or reason and have the direction of others."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool, bool]] = []  # name, whether it has a direction of its own, whether it is seen
        self.begun: list[str] = []  # what stands in each open element so far
        self.astray: list[str] = []

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        directed = name == "bdi" or given.get("dir") == "auto"
        if name == "textarea" and not directed:
            self.astray.append(f"field {given['name']}")
        if name not in VOID:
            is_seen = name not in UNSEEN and "visually-hidden" not in (given.get("class") or "").split()
            self.open.append((name, directed, is_seen))
            self.begun.append("")

    def handle_endtag(self, name: str) -> None:
        if name in VOID:
            return
        while self.open and self.open.pop()[0] != name:
            self.begun.pop()
        self.begun.pop()

    def handle_data(self, words: str) -> None:
        if HELD.search(words) and all(is_seen for _name, _directed, is_seen in self.open):
            inner = max((place for place, one in enumerate(self.open) if one[1]), default=None)
            # The first letter decides on the direction of what has one of its own.
            if inner is None or not BEGINS.match(self.begun[inner] + words):
                self.astray.append(words.strip())
        self.begun = [begun + words for begun in self.begun]


def astray(html: str) -> list[str]:
    page = Directions()
    page.feed(html)
    return page.astray


def test_statements_and_reasons_have_a_direction_of_their_own_on_every_page(desk: Client, editor: User) -> None:
    draft = factories.DraftFactory.create(statement=STATEMENT)
    factories.ran(draft)
    claim, other = factories.full_claim(statement=STATEMENT), factories.full_claim(statement=STATEMENT)
    for one in (claim, other):
        answer = factories.answered(one, words=REASON, language="he")
        factories.answered(one, AnswerKind.CONFIRMS)
        factories.assessed(one, title=REASON)
        factories.marked(one, Status.DENIED, answer, reason=REASON, despite=REASON, by=editor)
        workflow.add_note(one, text=REASON, by=editor)
    workflow.retract(other.evidence.latest("pk"), reason=REASON, based_on=seen(other.evidence.latest("pk")), by=editor)
    other.refresh_from_db()

    merge = reverse("claim_merge", args=[claim.pk])
    pages = {
        address: desk.get(address).content.decode()
        for address in [
            *desk_pages(),
            *(reverse("claim_desk", args=[one.pk]) for one in (claim, other, draft)),
            *(f"{reverse('claim_mark', args=[claim.pk])}?status={status}" for status in Status),
            f"{merge}?q=الجسر",
            f"{merge}?into={other.pk}",
            reverse("desk_queue") + "?show=all",
            reverse("response_new") + f"?claim={claim.pk}",
        ]
    }
    mark = {"once": uuid4(), "version": 0, "status": "open", "reason": REASON, "drafted": ""}
    pages["overtaken mark"] = desk.post(reverse("claim_mark", args=[claim.pk]), mark).content.decode()
    pages["mark made"] = desk.post(
        reverse("claim_mark", args=[claim.pk]), mark | {"version": Claim.objects.get(pk=claim.pk).version}, follow=True
    ).content.decode()
    gone = {"once": uuid4(), "version": 0, "into": 999, "into_version": 0, "reason": REASON}
    pages["choosing another to merge into"] = desk.post(merge, gone).content.decode()
    pages["offered to merge into"] = desk.post(merge, {"find": "1", "q": "الجسر", "reason": REASON}).content.decode()
    factories.withdrawn(other, reason=REASON)
    closed = reverse("evidence_new", args=[other.pk])
    pages["closed"] = desk.post(closed, {"once": uuid4(), "finding": REASON}).content.decode()
    pages["withdrawn"] = desk.get(reverse("claim_desk", args=[other.pk])).content.decode()

    assert sum(STATEMENT in html for html in pages.values()) > 20
    found = {address: astray(html) for address, html in pages.items()}
    assert {address: words for address, words in found.items() if words} == {}


def test_a_direction_of_its_own_is_told_from_that_of_the_words_around_it() -> None:
    assert astray(f"<p>Because: {REASON}</p>") == [f"Because: {REASON}"]
    assert astray(f'<p dir="auto">Because: {REASON}</p>') == [f"Because: {REASON}"]
    assert astray('<textarea name="reason"></textarea>') == ["field reason"]
    assert astray(f"<p>Because: <bdi>{REASON}</bdi></p>") == []
    assert astray(f'<p dir="auto">{REASON} – so he said.</p>') == []
    assert astray(f"<p>Because: \u2068{REASON}\u2069.</p>") == []
    assert astray('<textarea name="reason" dir="auto"></textarea>') == []
