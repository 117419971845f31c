"""Documents: what the record says of a thing, built from the desk's rows and never changed afterwards.

A claim's document holds what the claim owns and refers to articles, speakers, outlets and topics by id; the others are
small. Member names are those of `claims.reading`. Dates are the text of a `PartialDate`, days `2024-01-26`.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from django.db.models import Prefetch, prefetch_related_objects

from ..dates import PartialDate
from ..models import (
    Answer,
    Appearance,
    Approach,
    Article,
    ArticleVersion,
    Attribution,
    Capture,
    Claim,
    Document,
    Evidence,
    Mark,
    Outlet,
    Response,
    Speaker,
    Topic,
)
from ..models.thing import Thing
from .canonical import DOCUMENT_FORMAT, Json, moment_text, parse, salt, unpack

#: The only part of a claim that a change touched.
type Touched = Literal["marks", "topics"]


def document(
    thing: Thing,
    *,
    number: int,
    change: str,
    reason: str,
    was: dict[str, Json] | None = None,
    touched: Touched | None = None,
) -> dict[str, Json]:
    """The document of revision `number` of `thing`, from its rows as they are now.

    `was` holds the values (`status`, `ground`) that this revision changed, as they were before it. `touched` names the
    one part of a claim that changed, where nothing else did.
    """
    return {
        # Before what is said of this revision, which takes the place of what was said of the last one.
        **_said(thing, touched),
        "format": DOCUMENT_FORMAT,
        "salt": salt(),
        "kind": str(thing.KIND),
        "id": thing.pk,
        "number": number,
        "change": str(change),
        "reason": reason,
        "was": was,
    }


def _said(thing: Thing, touched: Touched | None) -> dict[str, Json]:
    """The thing's content; where a change touched one part of a claim, the others as the document before said them.

    Editors mark while others wait to write, and reading a claim's answers, evidence, appearances and so on once more
    takes most of that time. The document before says the same: whatever changes them adds a document.
    """
    if touched is not None and isinstance(thing, Claim) and thing.head_id:
        body = Document.objects.filter(pk=thing.head_id).values_list("body", flat=True).first()
        if body is not None:
            # Always with the marks: one that the last revision recorded has only since then a time of its own.
            part = _marks_of(thing)
            if touched == "topics":
                part["topics"] = _ids(thing.topics.only("pk"))
            return parse(unpack(body)) | part
    return content(thing)


def _marks_of(claim: Claim) -> dict[str, Json]:
    """Where a claim stands, and every mark on it."""
    return {
        "status": claim.status,
        "ground": claim.ground or None,
        "mark": claim.mark_id,
        "marks": [_mark(mark) for mark in claim.marks.order_by("pk").prefetch_related(*CITED)],
    }


def content(thing: Thing) -> dict[str, Json]:
    """What a document of `thing` says of it, apart from the revision's own particulars."""
    match thing:
        case Claim():
            return claim_contents([thing])[thing.pk]
        case Article():
            return article_content(thing)
        case Speaker():
            return {
                "speaker_kind": thing.kind,
                "name": thing.name,
                "slug": thing.slug or "",
                "description": thing.description,
            }
        case Outlet():
            return {"name": thing.name, "slug": thing.slug or "", "url": thing.url}
        case Topic():
            return {"name": thing.name, "slug": thing.slug or "", "description": thing.description}
    raise TypeError(f"{type(thing).__name__} has no documents.")


TEXT_FINGERPRINTS = Prefetch("versions", ArticleVersion.objects.defer("text").order_by("number"))


def article_content(article: Article) -> dict[str, Json]:
    """An article's details and the fingerprints of its texts; never a text."""
    prefetch_related_objects([article], TEXT_FINGERPRINTS)
    return {
        "title": article.title,
        "slug": article.slug,
        "byline": article.byline,
        "date_as_printed": article.date_as_printed,
        "published_at": _partial(article.published_at),
        "outlet": article.outlet_id,
        "url": article.url,
        "medium": article.medium,
        "language": article.language,
        # Left out where it is none, as in documents from before copies of a text were told apart.
        **({"copy_of": article.copy_of_id} if article.copy_of_id else {}),
        "versions": [
            {
                "number": version.number,
                "sha256": version.sha256,
                "retrieved_at": moment_text(version.retrieved_at),
            }
            for version in article.versions.all()
        ],
    }


def claim_contents(claims: Sequence[Claim]) -> dict[int, dict[str, Json]]:
    """What documents of `claims` say of them, by id. A fixed number of queries, however many claims.

    What a claim owns is read afresh; the claim's own values are taken from the instances, saved or not.
    """
    owners = [Claim(pk=claim.pk) for claim in claims]
    prefetch_related_objects(owners, *_OWNED)
    return {claim.pk: _claim_content(claim, owner) for claim, owner in zip(claims, owners, strict=True)}


CITED = (Prefetch("answers", Answer.objects.only("pk")), Prefetch("evidence", Evidence.objects.only("pk")))
_OWNED = (
    Prefetch(
        "answers",
        Answer.objects.order_by("pk")
        .select_related("response")
        .prefetch_related(Prefetch("response__captures", Capture.objects.order_by("pk"))),
    ),
    Prefetch("marks", Mark.objects.order_by("pk").prefetch_related(*CITED)),
    Prefetch("evidence", Evidence.objects.order_by("pk")),
    Prefetch("approaches", Approach.objects.order_by("pk")),
    Prefetch(
        "appearances",
        Appearance.objects.order_by("pk")
        .select_related("article_version")
        .defer("article_version__text")
        .prefetch_related(Prefetch("attributions", Attribution.objects.order_by("position").select_related("origin"))),
    ),
    "topics",
    Prefetch("parts", Claim.objects.published().only("split_from")),
)


def _claim_content(claim: Claim, owner: Claim) -> dict[str, Json]:
    answers = owner.answers.all()
    responses = {answer.response_id: answer.response for answer in answers}
    return {
        "statement": claim.statement,
        "slug": claim.slug,
        "unknowns": claim.unknowns,
        "claimant": claim.claimant,
        "claimed_on": _partial(claim.claimed_on),
        "about_when": _partial(claim.about_when),
        "topics": _ids(owner.topics.all()),
        "state": claim.state,
        "status": claim.status,
        "ground": claim.ground or None,
        "mark": claim.mark_id,
        "review_by": _day(claim.review_by),
        "merged_into": claim.merged_into_id,
        "split_from": claim.split_from_id,
        "split_into": _ids(owner.parts.all()),
        "text_withheld": claim.text_withheld,
        "marks": [_mark(mark) for mark in owner.marks.all()],
        "responses": [_response(responses[key]) for key in sorted(responses)],
        "answers": [_answer(answer) for answer in answers],
        "evidence": [_evidence(item) for item in owner.evidence.all()],
        "approaches": [_approach(item) for item in owner.approaches.all()],
        "appearances": [_appearance(item) for item in owner.appearances.all()],
    }


def _mark(mark: Mark) -> Json:
    return {
        "id": mark.pk,
        "status": mark.status,
        "ground": mark.ground or None,
        "answers": _ids(mark.answers.all()),
        "evidence": _ids(mark.evidence.all()),
        "reason": mark.reason,
        "despite": mark.despite,
        "stood_from": _partial(mark.stood_from),
        "not_pursued": mark.not_pursued,
        "tried_to_verify": mark.tried_to_verify,
        # null: recorded by the very revision this document belongs to, whose header has the time.
        "recorded_at": moment_text(mark.recorded_at) if mark.recorded_at else None,
        "undone": mark.undone,
    }


def _response(response: Response) -> Json:
    captures: list[Json] = [_capture(capture) for capture in response.captures.all()]
    return {
        "id": response.pk,
        "speaker": response.speaker_id,
        "role": response.role,
        "body": response.body_id,
        "short_form": response.short_form,
        "words": response.words,
        "language": response.language,
        "translation": response.translation,
        "translator": response.translator,
        "question": response.question,
        "channel": response.channel,
        "channel_detail": response.channel_detail,
        "title": response.title,
        "said_at": _partial(response.said_at),
        "url": response.url,
        "archive_url": response.archive_url,
        "heard": response.heard,
        "reported_by": response.reported_by_id,
        # Left out where there are none: documents from before copies were kept say the same as those of today.
        **({"captures": captures} if captures else {}),
    }


def _capture(capture: Capture) -> Json:
    return {
        "id": capture.pk,
        "sha256": capture.sha256,
        "media_type": capture.media_type,
        "size": capture.size,
        "kept_at": moment_text(capture.kept_at),
        # Left out where it is kept: documents from before one could be withheld say the same as those of today.
        **({"withheld": capture.withheld} if capture.withheld else {}),
    }


def _answer(answer: Answer) -> Json:
    return {
        "id": answer.pk,
        "response": answer.response_id,
        "kind": answer.kind,
        "position": answer.position,
        "part": answer.part,
        "retraction": answer.retraction,
    }


def _evidence(evidence: Evidence) -> Json:
    return {
        "id": evidence.pk,
        "title": evidence.title,
        "publisher": evidence.publisher,
        "url": evidence.url,
        "archive_url": evidence.archive_url,
        "published_at": _partial(evidence.published_at),
        "bearing": evidence.bearing,
        "assessed_by": evidence.assessed_by,
        "assessed_on": _partial(evidence.assessed_on),
        "finding": evidence.finding,
        "retraction": evidence.retraction,
    }


def _approach(approach: Approach) -> Json:
    return {
        "id": approach.pk,
        "asked": approach.asked_id,
        "asker": approach.asker_id,
        "asked_on": _partial(approach.asked_on),
        "deadline": _partial(approach.deadline),
        "how": approach.how,
        "outcome": approach.outcome,
        "checked_on": _day(approach.checked_on),
        "note": approach.note,
        "retraction": approach.retraction,
    }


def _appearance(appearance: Appearance) -> Json:
    version = appearance.article_version
    return {
        "id": appearance.pk,
        "article": appearance.article_id,
        "version": version.number if version else None,
        "text_sha256": version.sha256 if version else None,
        "exact": appearance.exact,
        "prefix": appearance.prefix,
        "suffix": appearance.suffix,
        "start": appearance.start,
        "locator": appearance.locator,
        "stance": appearance.stance,
        "standing": appearance.standing,
        "standing_note": appearance.standing_note,
        "retraction": appearance.retraction,
        "attributions": [_attribution(step) for step in appearance.attributions.all()],
    }


def _attribution(step: Attribution) -> Json:
    origin = step.origin
    return {
        "words": step.words,
        "outlet": step.outlet_id,
        "origin": None
        if origin is None
        else {"id": origin.pk, "kind": origin.kind, "label": origin.label, "people": origin.people},
    }


def _partial(value: PartialDate | None) -> str | None:
    return str(value) if value else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _ids(rows: Iterable[Topic | Answer | Evidence | Claim]) -> list[Json]:
    return [*sorted(row.pk for row in rows)]
