"""Whatever editors do, in any order: the chain verifies, heads equal documents, the past stays, drafts stay hidden."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test

from claims import workflow
from claims.dates import PartialDate
from claims.models import Answer, Article, Claim, Outlet, Response, Revision, Speaker, Topic
from claims.record import reader
from claims.record.as_of import moment_of, sequence_at
from claims.record.canonical import moment_text
from claims.record.verify import verify
from claims.vocabulary import AnswerKind, Bearing, OriginKind, Outcome, Position, Stance, Standing, State, Status
from claims.wording import status_line
from tests.factories import ArticleFactory, EditorFactory, SpeakerFactory, TopicFactory

pytestmark = pytest.mark.django_db

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30).filter(
    str.strip
)
DATES = st.none() | st.sampled_from(["2024", "2024-01", "2024-01-26", "2024-01-26T13:14Z"]).map(PartialDate)
DRAFT_WORD = "unpublishedword"

type Page = tuple[Any, int]


class Desk(RuleBasedStateMachine):
    """An editor at work. After each step, what was public at some moment must read the same as of that moment."""

    def __init__(self) -> None:
        super().__init__()
        # Each example starts from an empty record: everything it did is rolled back in `teardown`.
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.editor: User = EditorFactory()
        self.articles: list[Article] = [ArticleFactory(), ArticleFactory(outlet=None)]
        self.speakers: list[Speaker] = [
            SpeakerFactory(),
            SpeakerFactory(institution=True),
            SpeakerFactory(unnamed=True),
        ]
        self.topic = TopicFactory()
        self.seen: list[tuple[str, dict[Page, str]]] = []
        # A draft merged into another claim is gone: what comes for it is done to the other.
        self.taken_over: dict[int, int] = {}

    claims = Bundle("claims")

    # What editors do. A step that a rule of the desk forbids changes nothing; the invariants see to that.

    @rule(target=claims, words=WORDS, when=DATES)
    def draft(self, words: str, when: PartialDate | None) -> int:
        claim = workflow.draft_claim(statement=f"{DRAFT_WORD} {words}", claimed_on=when, by=self.editor)
        return claim.pk

    @rule(claim=claims)
    def publish(self, claim: int) -> None:
        row = self.row(claim)
        with suppress(ValidationError, workflow.Unchanged):
            if row.is_draft:
                self.do(
                    workflow.reword_claim,
                    row,
                    based_on=row.version,
                    statement=row.statement.replace(DRAFT_WORD, "A"),
                    reason="",
                    still_fits=fitting(row, True),
                )
            self.do(workflow.publish_claim, self.row(claim))

    @rule(claim=claims, article=st.integers(0, 1), stance=st.sampled_from(Stance), people=st.none() | st.integers(1, 3))
    def appear(self, claim: int, article: int, stance: Stance, people: int | None) -> None:
        with suppress(ValidationError, workflow.Unchanged):
            self.do(
                workflow.add_appearance,
                self.row(claim),
                article=self.articles[article],
                locator="0:42",
                stance=stance,
                credits=[workflow.Credit(words="two people", kind=OriginKind.ANONYMOUS, people=people)],
            )

    @rule(claim=claims, standing=st.sampled_from(Standing), reason=st.sampled_from(["", "Wrong before."]))
    def change_appearance(self, claim: int, standing: Standing, reason: str) -> None:
        appearance = self.row(claim).appearances.filter(retraction="").first()
        if appearance is not None:
            with suppress(ValidationError, workflow.Unchanged):
                self.do(
                    workflow.change_appearance,
                    appearance,
                    locator="1:00",
                    stance=Stance.REPORTS,
                    standing=standing,
                    standing_note="",
                    credits=[],
                    reason=reason,
                )

    @rule(
        some=st.lists(claims, min_size=1, max_size=3, unique=True),
        kind=st.sampled_from(AnswerKind),
        position=st.sampled_from(Position),
        speaker=st.integers(0, 2),
        words=WORDS,
        said=DATES,
    )
    def respond(
        self, some: list[int], kind: AnswerKind, position: Position, speaker: int, words: str, said: PartialDate | None
    ) -> None:
        part = "the month" if kind.startswith("partly") else ""
        answers = [Answer(claim=self.row(claim), kind=kind, position=position, part=part) for claim in some]
        response = Response(speaker=self.speakers[speaker], words=words, said_at=said)
        with suppress(ValidationError, workflow.Unchanged):
            self.do(workflow.record_response, response, answers=answers)

    @rule(claim=claims, other=claims, kind=st.sampled_from([AnswerKind.DENIES, AnswerKind.CONFIRMS]))
    def answer_further_claim(self, claim: int, other: int, kind: AnswerKind) -> None:
        answer = self.row(claim).answers.first()
        if answer is not None:
            with suppress(ValidationError, workflow.Unchanged):
                self.do(workflow.answer_claim, answer.response, self.row(other), kind=kind)

    @rule(claim=claims, role=WORDS, speaker=st.integers(0, 2))
    def correct_response(self, claim: int, role: str, speaker: int) -> None:
        answer = self.row(claim).answers.first()
        if answer is not None:
            response, values = answer.response, {"role": role, "speaker": self.speakers[speaker]}
            with suppress(ValidationError, workflow.Unchanged):
                self.do(
                    workflow.correct_response,
                    response,
                    based_on=response.version,
                    values=values,
                    reason="Wrong role.",
                )

    @rule(claim=claims, bearing=st.sampled_from(Bearing))
    def evidence(self, claim: int, bearing: Bearing) -> None:
        with suppress(ValidationError, workflow.Unchanged):
            self.do(
                workflow.record_evidence,
                self.row(claim),
                title="Log",
                bearing=bearing,
                assessed_by="the court",
                finding="It was so",
            )

    @rule(claim=claims, outcome=st.sampled_from([Outcome.AWAITING, Outcome.DECLINED]))
    def approach(self, claim: int, outcome: Outcome) -> None:
        with suppress(ValidationError, workflow.Unchanged):
            self.do(workflow.record_approach, self.row(claim), asked=self.speakers[1], outcome=outcome)

    @rule(claim=claims, status=st.sampled_from(Status), data=st.data(), stale=st.booleans())
    def mark(self, claim: int, status: Status, data: st.DataObject, stale: bool) -> None:
        row = self.row(claim)
        answers = list(row.answers.values_list("pk", flat=True))
        evidence = list(row.evidence.values_list("pk", flat=True))
        with suppress(ValidationError, workflow.Conflict):
            self.do(
                workflow.mark_claim,
                row,
                based_on=max(0, row.version - stale),
                status=status,
                reason="As recorded.",
                despite="All the same.",
                answers=data.draw(subset(answers)),
                evidence=data.draw(subset(evidence)),
                not_pursued=status == Status.OPEN,
            )

    @rule(claim=claims)
    def undo(self, claim: int) -> None:
        row = self.row(claim)
        if row.mark is not None:
            with suppress(ValidationError, workflow.Unchanged):
                self.do(workflow.undo_mark, row, mark=row.mark)

    @rule(claim=claims, words=WORDS, still=st.booleans())
    def reword(self, claim: int, words: str, still: bool) -> None:
        row = self.row(claim)
        word = DRAFT_WORD if row.is_draft else "A"
        with suppress(ValidationError, workflow.Unchanged):
            self.do(
                workflow.reword_claim,
                row,
                based_on=row.version,
                statement=f"{word} {words}",
                reason="Clearer.",
                still_fits=fitting(row, still),
            )

    @rule(claim=claims, claimant=WORDS, corrects=st.booleans())
    def change_details(self, claim: int, claimant: str, corrects: bool) -> None:
        row = self.row(claim)
        values: dict[str, Any] = {
            "unknowns": "",
            "claimant": claimant,
            "claimed_on": None,
            "about_when": None,
            "topics": [self.topic],
            "review_by": None,
            "not_before": None,
        }
        reason = "Wrong claimant." if corrects else ""
        with suppress(ValidationError, workflow.Unchanged):
            self.do(workflow.update_claim, row, based_on=row.version, **values, reason=reason)

    @rule(claim=claims, what=st.sampled_from(["answers", "evidence", "appearances", "approaches"]))
    def retract_item(self, claim: int, what: str) -> None:
        item = getattr(self.row(claim), what).order_by("pk").first()
        if item is not None:
            with suppress(ValidationError, workflow.Unchanged):
                self.do(workflow.retract, item, reason="We were wrong.")

    @rule(which=st.integers(0, 3), name=WORDS)
    def rename(self, which: int, name: str) -> None:
        row = [*self.speakers[:2], self.articles[0].outlet, self.topic][which]
        row.refresh_from_db()
        with suppress(ValidationError, workflow.Unchanged):
            self.do(workflow.rename, row, based_on=row.version, name=name, reason="Spelling.")

    @rule(claim=claims)
    def withhold(self, claim: int) -> None:
        row = self.row(claim)
        with suppress(ValidationError):
            self.do(workflow.withhold_claim_text, row, reason="A court ordered it.")
            self.forget(row)

    @rule(claim=claims, ours=st.booleans())
    def withdraw(self, claim: int, ours: bool) -> None:
        row = self.row(claim)
        with suppress(ValidationError, workflow.Unchanged):
            self.do(workflow.withdraw_claim, row, based_on=row.version, reason="Out of scope.", retracting=ours)

    @rule(loser=claims, survivor=claims, keeps_own=st.booleans())
    def merge(self, loser: int, survivor: int, keeps_own: bool) -> None:
        row, into = self.row(loser), self.row(survivor)
        choices = {own.response_id: own if keeps_own else other for other, own in workflow.differing_answers(row, into)}
        with suppress(ValidationError, workflow.Unchanged):
            self.do(
                workflow.merge_claims,
                row,
                into=into,
                based_on=row.version,
                into_based_on=into.version,
                reason="The same.",
                choices=choices,
            )
            if row.is_draft:
                self.taken_over[row.pk] = into.pk

    @rule(target=claims, claim=claims, words=WORDS, leaves_out=st.booleans())
    def split(self, claim: int, words: str, leaves_out: bool) -> Any:
        row = self.row(claim)
        word = DRAFT_WORD if row.is_draft else "A"
        heard = [*row.answers.filter(retraction=""), *row.evidence.filter(retraction="")]
        told = [*row.appearances.filter(retraction=""), *row.approaches.filter(retraction="")]
        try:
            parts = self.do(
                workflow.split_claim,
                row,
                based_on=row.version,
                parts=[
                    workflow.Part(statement=f"{word} {words}", items=heard),
                    workflow.Part(statement=f"{word} other", items=[] if leaves_out else told),
                ],
                left_out=told if leaves_out else [],
                reason="Two in one.",
            )
        except ValidationError:
            return multiple()
        return multiple(*(part.pk for part in parts))

    # What must hold after each.

    @invariant()
    def the_record_verifies(self) -> None:
        verify()

    @invariant()
    def every_moment_reads_as_it_did(self) -> None:
        # The newest; all of them are read once more at the end.
        for moment, pages in self.seen[-2:]:
            assert self.pages(as_of=moment, of=pages) == pages

    @invariant()
    def no_draft_is_visible(self) -> None:
        drafts = list(Claim.objects.filter(state=State.DRAFT))
        assert not any(reader.claims([draft.pk for draft in drafts]))
        for draft in drafts[:1]:
            assert Client().get(draft_address(draft)).status_code == 404
        for name in ("home", "claim_list", "change_list", "changes_feed"):
            assert DRAFT_WORD not in Client().get(reverse(name)).content.decode()

    def teardown(self) -> None:
        try:
            for moment, pages in self.seen:
                assert self.pages(as_of=moment, of=pages) == pages
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    # How.

    def row(self, claim: int) -> Claim:
        while claim in self.taken_over:
            claim = self.taken_over[claim]
        return Claim.objects.get(pk=claim)

    def do(self, operation: Any, *args: Any, **kwargs: Any) -> Any:
        """Run an operation of the workflow, and if it recorded anything, remember how the pages read then."""
        before = Revision.objects.count()
        try:
            return operation(*args, by=self.editor, **kwargs)
        finally:
            if Revision.objects.count() > before:
                newest = Revision.objects.latest("sequence")
                self.seen.append((moment_text(newest.recorded_at), self.pages(as_of=None, of=self.public_pages())))

    def forget(self, withheld: Claim) -> None:
        """The one thing that changes the past: what was withheld is gone from every page that had it."""
        for _moment, pages in self.seen[:-1]:
            for page in [page for page in pages if page[0] is not Claim or page[1] == withheld.pk]:
                del pages[page]

    def public_pages(self) -> list[Page]:
        """Every claim, and one thing of each other kind."""
        claims = Claim.objects.filter(state__in=[State.PUBLIC, State.WITHDRAWN])
        others = [self.articles[0], self.speakers[0], self.articles[0].outlet, self.topic]
        for row in others:
            row.refresh_from_db()
        return [(Claim, claim.pk) for claim in claims] + [(type(row), row.pk) for row in others if row.head]

    def pages(self, *, as_of: str | None, of: Iterable[Page]) -> dict[Page, str]:
        """What each page says: its words, with the band and addresses of the day left out."""
        return {(model, pk): page_of(model.objects.get(pk=pk), as_of) for model, pk in of}


def subset(items: list[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(items), unique=True, max_size=2) if items else st.just([])


def fitting(claim: Claim, still: bool) -> dict[Any, bool]:
    """The same decision on whatever stands."""
    return dict.fromkeys([*claim.answers.filter(retraction=""), *claim.evidence.filter(retraction="")], still)


def address_of(row: Any) -> str:
    match row:
        case Claim():
            return reverse("claim_redirect", args=[row.pk])
        case Article():
            return reverse("article_detail", args=[row.pk, row.slug])
    return reverse(f"{row.KIND}_detail", args=[row.slug])


def draft_address(draft: Claim) -> str:
    return reverse("claim_detail", args=[draft.pk, draft.slug])


def page_of(row: Any, as_of: str | None) -> str:
    """The `<main>` of a thing's page, now or as of a moment; without the form that asks for another."""
    response = Client().get(address_of(row), {"as_of": as_of} if as_of else {}, follow=True)
    assert response.status_code == 200, (row, as_of, response.status_code)
    html = response.content.decode()
    if isinstance(row, Claim):
        at = None if as_of is None else sequence_at(moment_of(as_of))
        assert status_line(reader.claims([row.pk], at=at)[row.pk]) in unescape(html)
    main = html[html.index("<main") : html.index("</main>")]
    main = re.sub('<form class="as-of".*?</form>', "", main, flags=re.DOTALL)
    if isinstance(row, Outlet | Topic):
        # How many there are of each is counted for the present alone.
        main = re.sub('<p class="case-counts">.*?</p>', "", main, flags=re.DOTALL)
    return re.sub(r'(\?|&amp;)as_of=[^"]*', "", main)


def test_the_record_through_any_life(db):
    run_state_machine_as_test(
        Desk,
        settings=settings(
            # More in a long run: ONRECORD_LIVES=100
            max_examples=int(os.environ.get("ONRECORD_LIVES", "8")),
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
        ),
    )
