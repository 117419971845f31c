"""Speakers: everyone by name, and what one is on record with, case by case. Never a count as a score."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ...models import Answer, Approach, Claim, Speaker
from ...reading import AnswerReading, ApproachReading, ClaimReading
from ...record import past, reader
from ...vocabulary import Kind, Mentioned, SpeakerKind
from ...wording import Cases, came_later, case_counts, is_among, overtaken, overtaken_line
from .delivery import as_of_context, asked_after, asked_as_of, public_page, with_query
from .names import PAGE_SIZE, asked_for, list_context, places_of

NAMES_ON_PAGE = 100


@dataclass(frozen=True)
class Case:
    """What one speaker is on record with on one claim; `overtaken` are the answers that were later overtaken."""

    claim: ClaimReading
    answers: list[AnswerReading]
    approaches: list[ApproachReading]
    overtaken: list[AnswerReading]

    @property
    def line(self) -> str:
        """What was said first and what came later; empty where nothing was overtaken."""
        return overtaken_line(self.claim, self.overtaken) if self.overtaken else ""

    @property
    def later(self) -> list[AnswerReading]:
        """What others said, on which the mark that came later rests."""
        own = {answer.id for answer in self.answers}
        return [answer for answer in came_later(self.claim, self.overtaken) if answer.id not in own]


@public_page
def speaker_list(request: HttpRequest) -> HttpResponse:
    """Everyone on record by name, then the unnamed; with `as_of` those on record then, called as they were."""
    as_of, after = asked_as_of(request), asked_after(request)
    at = as_of.sequence if as_of else None
    known = Speaker.objects.published()
    if at is not None:
        known = known.filter(past.on_record(Kind.SPEAKER, at))
    named = known.exclude(kind=SpeakerKind.UNNAMED).order_by("name", "pk")
    if after is not None:
        last = Speaker.objects.published().filter(pk=after).values_list("name", flat=True).first() or ""
        named = named.filter(Q(name__gt=last) | Q(name=last, pk__gt=after))
    found = list(named.values_list("pk", flat=True)[: NAMES_ON_PAGE + 1])
    ids = found[:NAMES_ON_PAGE]
    unnamed = known.filter(kind=SpeakerKind.UNNAMED).order_by("description", "pk")
    found_unnamed = list(unnamed.values_list("pk", flat=True)[: NAMES_ON_PAGE + 1]) if after is None else []
    unnamed_ids = found_unnamed[:NAMES_ON_PAGE]
    speakers = reader.speakers([*ids, *unnamed_ids], at=at)
    context = {
        **as_of_context(request, as_of),
        "speakers": [speakers[pk] for pk in ids if pk in speakers],
        "unnamed": [speakers[pk] for pk in unnamed_ids if pk in speakers],
        "more_unnamed": len(found_unnamed) > NAMES_ON_PAGE,
        "first_url": with_query(request, after="") if after is not None else "",
        "next_url": with_query(request, after=str(ids[-1])) if len(found) > NAMES_ON_PAGE else "",
    }
    return render(request, "public/speaker_list.html", context)


@public_page
def speaker_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A speaker's answers, case by case: first in full those where one was later overtaken, with how many there are.

    With `cases` only those that one of the counts counted.
    """
    asked = asked_for(request, Kind.SPEAKER, slug)
    if isinstance(asked, HttpResponse):
        return asked
    chosen = request.GET.get("cases", "")
    if chosen and chosen not in Cases:
        raise BadRequest(_("There are no such cases. Begin with the speaker’s own page."))
    cases = Cases(chosen) if chosen else None
    speaker = asked.subject
    spoke = Q(response__speaker=speaker) | Q(response__body=speaker)
    now = Claim.objects.listed().filter(
        Q(pk__in=Answer.objects.filter(spoke).values("claim"))
        | Q(pk__in=Approach.objects.filter(asked=speaker, retraction="").values("claim"))
    )
    places = places_of(asked, Mentioned.SPEAKER, now)

    def is_shown(claim: ClaimReading) -> bool:
        case = _case(claim, speaker)
        return is_among(cases, claim, case.answers) if cases else bool(case.answers or case.approaches)

    is_first = cases is None and asked.after is None
    found = past.find(
        places,
        keep=is_shown,
        size=past.LOOK_THROUGH if is_first else PAGE_SIZE,
        at=asked.at,
        look_through=past.LOOK_THROUGH if is_first or cases else None,
    )
    counted = [_case(claim, speaker) for claim in found.claims]
    is_all = found.next is None
    page = counted[:PAGE_SIZE]
    if len(counted) > PAGE_SIZE:
        found = past.Found(found.claims, page[-1].claim.header.sequence)
    context = {
        **list_context(request, asked, found, keep=("cases",)),
        "speaker": asked.name,
        "slug": slug,
        "chosen": cases,
        "overtaken": [case for case in page if case.overtaken and not cases],
        "cases": [case for case in page if cases or not case.overtaken],
        # One description may be of several people: what is recorded of them is not counted together.
        "counts": case_counts([(case.claim, case.answers) for case in counted])
        if is_first and asked.name and not asked.name.is_unnamed
        else [],
        "counted_of": None if is_all else len(counted),
    }
    return render(request, "public/speaker_detail.html", context)


def _case(claim: ClaimReading, speaker: int) -> Case:
    def spoke(answer: AnswerReading) -> bool:
        body = answer.response.body
        return answer.response.speaker.id == speaker or (body is not None and body.id == speaker)

    answers = [answer for answer in claim.answers if spoke(answer)]
    return Case(
        claim,
        answers,
        [approach for approach in claim.approaches if approach.asked.id == speaker and not approach.retraction],
        overtaken(claim, answers),
    )
