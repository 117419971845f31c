"""Where a claim ran, and how each article credits it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ..models import Appearance, Article, Attribution, Claim, Origin, Outlet
from ..passages import PassageError, Span, take
from ..record import writing
from ..vocabulary import Change, OriginKind, Stance, Standing
from .copies import carry_in
from .locking import check_worded_as, lock, lock_all, lock_claim, require_change, said, still_standing
from .recording import record_claim


@dataclass(frozen=True, kw_only=True)
class Credit:
    """One step of a chain of credits, in the article's words.

    The last step may end at a first known source: an `origin` already on record ("same as"), or a new one described by
    `kind` and `people`. `outlet` is set where the step is a publisher.
    """

    words: str
    outlet: Outlet | None = None
    origin: Origin | None = None
    kind: OriginKind | None = None
    people: int | None = None


@writing()
def add_appearance(
    claim: Claim,
    *,
    article: Article,
    by: User,
    span: Span | None = None,
    locator: str = "",
    stance: Stance = Stance.REPORTS,
    standing: Standing = Standing.NOT_KNOWN,
    standing_note: str = "",
    credits: Sequence[Credit] = (),
    with_copies: bool = False,
    worded: str | None = None,
) -> Appearance:
    """Say that `article` carries the claim: at `span` of its newest text, or where `locator` says.

    `with_copies`: so do the copies of its text that do not carry it yet, credited as there. Raises Reworded where the
    claim is no longer `worded` as it was shown.
    """
    claim = lock_claim(claim)
    check_worded_as([claim], {claim.pk: worded})
    article = _lock_with_family(article, copies=with_copies)
    appearance = Appearance(
        claim=claim,
        article=article,
        locator=locator,
        stance=stance,
        standing=standing,
        standing_note=standing_note,
    )
    if span is not None:
        _anchor(appearance, article, span)
    _check_new(appearance)
    _save(appearance, credits)
    if with_copies:
        carry_in(article.copies.all(), appearance)
    record_claim(claim, Change.APPEARED, by=by)
    return appearance


@writing()
def change_appearance(
    appearance: Appearance,
    *,
    by: User,
    locator: str,
    stance: Stance,
    standing: Standing,
    standing_note: str,
    credits: Sequence[Credit],
    reason: str = "",
    based_on: str | None = None,
    worded: str | None = None,
) -> Appearance:
    """Replace what is said of an appearance. With a `reason` it is a correction, with a notice; else new facts.

    Raises Conflict where a colleague changed it since it was `seen` as `based_on`, and Reworded where the claim is no
    longer `worded` as it was shown.
    """
    claim = lock_claim(appearance.claim)
    appearance = still_standing(appearance, claim, based_on=based_on)
    was = said(appearance)
    appearance.locator, appearance.stance = locator, stance
    appearance.standing, appearance.standing_note = standing, standing_note
    before = list(_origins(claim.appearances.filter(pk=appearance.pk)))
    _save(appearance, credits, before)
    require_change(appearance, was)
    check_worded_as([claim], {claim.pk: worded})
    if claim.is_draft:
        _delete_unused(before)
    change = Change.CORRECTED if reason.strip() else Change.APPEARED
    record_claim(claim, change, by=by, reason=reason.strip())
    return appearance


def delete_appearances(appearances: QuerySet[Appearance]) -> None:
    """Delete appearances of a locked claim that nobody may see, and the first known sources nothing else goes to."""
    origins = set(_origins(appearances))
    appearances.delete()
    _delete_unused(origins)


def _origins(appearances: QuerySet[Appearance]) -> QuerySet[Origin]:
    return Origin.objects.filter(attributions__appearance__in=appearances)


def _delete_unused(origins: Iterable[Origin]) -> None:
    # Held before it is asked who uses them: on PostgreSQL a colleague may be about to.
    held = Origin.objects.select_for_update().filter(pk__in=[origin.pk for origin in origins]).order_by("pk")
    unused = Origin.objects.filter(pk__in=[origin.pk for origin in held], attributions__isnull=True)
    unused.delete()


def _lock_with_family(article: Article, *, copies: bool) -> Article:
    """The article, locked at once with what becomes public with it: what it is a copy of and, if asked, its copies."""
    family = Q(copies=article) | Q(copy_of=article) if copies else Q(copies=article)
    others = Article.objects.filter(family).values_list("pk", flat=True)
    return lock_all(Article, {article.pk, *others})[article.pk]


def _check_new(appearance: Appearance) -> None:
    """Raise ValidationError where the very same place of the article carries the claim on record already."""
    same = Appearance.objects.filter(
        claim=appearance.claim,
        article=appearance.article,
        article_version=appearance.article_version,
        start=appearance.start,
        exact=appearance.exact,
        locator=appearance.locator,
        retraction="",
    )
    if same.exists():
        said = _("This place of the article is on record with this claim already.")
        raise ValidationError({"passage": ValidationError(said, code="again")})


def _anchor(appearance: Appearance, article: Article, span: Span) -> None:
    version = article.current_version()
    if version is None:
        raise ValidationError({"passage": ValidationError(_("This article has no text here."), code="no_text")})
    try:
        passage = take(version.text, span.start, span.end)
    except PassageError as error:
        raise ValidationError({"passage": ValidationError(str(error), code="passage")}) from error
    appearance.article_version = version
    appearance.start = span.start
    appearance.exact = passage.exact
    appearance.prefix, appearance.suffix = passage.prefix, passage.suffix


def _save(appearance: Appearance, credits: Sequence[Credit], known: Sequence[Origin] = ()) -> None:
    appearance.full_clean(exclude=["claim", "article", "article_version"])
    appearance.save()
    appearance.attributions.all().delete()
    for position, credit in enumerate(credits, start=1):
        last = position == len(credits)
        step = Attribution(
            appearance=appearance,
            position=position,
            words=credit.words.strip(),
            outlet=credit.outlet,
            origin=_origin(credit, known) if last else None,
        )
        step.full_clean(exclude=["appearance", "outlet", "origin"])
        step.save()


def _origin(credit: Credit, known: Sequence[Origin]) -> Origin | None:
    """The source that `credit` ends at: one on record, the same of `known` where nothing changed, or a new one."""
    if credit.origin is not None:
        return lock(credit.origin)
    if credit.kind is None:
        return None
    origin = Origin(kind=credit.kind, label=credit.words.strip(), people=credit.people)
    for same in known:
        if (same.kind, same.label, same.people) == (origin.kind, origin.label, origin.people):
            return same
    origin.set_search_text()
    origin.full_clean()
    origin.save()
    return origin
