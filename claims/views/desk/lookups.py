"""What an editor may mean while still typing: a few rows of one kind, each with what tells it apart.

Fragments for `lookup.js`; docs/design.md, "Lookups", says how a field asks for them. A fixed number of queries each.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, F, Max, QuerySet, Value, When
from django.http import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ...access import EditorRequest, editor_required
from ...dates import wording as date_wording
from ...forms.fields import typed_names
from ...models import Appearance, Article, Attribution, Claim, Origin, Outlet, Response, Speaker, Topic
from ...search.words import folded_name
from ...vocabulary import SpeakerKind
from ...wording import told_apart
from .lifted import Stands, where_stand
from .picking import number

#: Options shown at once; whoever wants another types on.
MOST = 8
MOST_ALIKE = 3


@dataclass(frozen=True, kw_only=True)
class Option:
    """One row to choose. `text` is what the field says when it is chosen; `details` tell it from others."""

    number: int
    text: str
    title: str
    details: Sequence[str] = ()
    stands: Stands | None = None


@editor_required
@require_safe
def lookup_claims(request: EditorRequest) -> HttpResponseBase:
    """Claims on the desk by words or number, newest first."""
    asked = request.GET.get("q", "")
    claims = Claim.objects.on_desk().select_related("mark")
    named = list(claims.filter(pk=wanted)) if (wanted := number(asked)) else []
    rows = named + [claim for claim in claims.newest(asked, MOST + 1) if claim not in named]
    options = [
        Option(
            number=stands.claim.pk,
            text=str(stands.claim.pk),
            title=stands.claim.statement,
            details=[f"#{stands.claim.pk}", stands.claim.claimant],
            stands=stands,
        )
        for stands in (where_stand(rows[:MOST]) if rows else ())
    ]
    return _answer(request, options, more=len(rows) > MOST)


@dataclass(frozen=True)
class Alike:
    """A claim in nearly the words typed, and what tells the two apart: "month (December)"."""

    stands: Stands
    differs: Sequence[str]


@editor_required
@require_POST
def lookup_alike(request: EditorRequest) -> HttpResponseBase:
    """Claims on the desk that may be the one being worded, the most alike first; with `attach` to be attached to."""
    statement = request.POST.get("statement", "")
    found = where_stand(Claim.objects.on_desk().select_related("mark").alike(statement, MOST_ALIKE))
    alike = [Alike(stands, told_apart(statement, stands.claim.statement, stands.claim.about_when)) for stands in found]
    return TemplateResponse(request, "desk/lookup_alike.html", {"alike": alike, "can_attach": "attach" in request.POST})


@editor_required
@require_safe
def lookup_speakers(request: EditorRequest) -> HttpResponseBase:
    """Speakers by words of name or description, the unnamed included."""
    return _speakers(request, Speaker.objects.all())


@editor_required
@require_safe
def lookup_bodies(request: EditorRequest) -> HttpResponseBase:
    """Institutions that one may speak for."""
    return _speakers(request, Speaker.objects.filter(kind=SpeakerKind.INSTITUTION))


@editor_required
@require_safe
def lookup_named(request: EditorRequest) -> HttpResponseBase:
    """Speakers with a name, whom one can ask."""
    return _speakers(request, Speaker.objects.exclude(kind=SpeakerKind.UNNAMED))


def _speakers(request: EditorRequest, speakers: QuerySet[Speaker]) -> HttpResponseBase:
    rows = _by_name(speakers, request)
    names, roles = typed_names(rows), _latest_roles(rows)
    options = [
        Option(
            number=row.pk,
            text=names[row.pk],
            title=str(row),
            details=[
                row.told_apart_by,
                "" if row.kind == SpeakerKind.PERSON else row.get_kind_display(),
                roles.get(row.pk, ""),
            ],
        )
        for row in rows[:MOST]
    ]
    return _answer(request, options, more=len(rows) > MOST)


def _latest_roles(speakers: Sequence[Speaker]) -> dict[int, str]:
    """What each speaker was when last on record, by number."""
    spoken = Response.objects.filter(speaker__in=speakers).exclude(role="")
    newest = spoken.order_by().values("speaker").annotate(newest=Max("pk")).values("newest")
    return dict(Response.objects.filter(pk__in=newest).values_list("speaker", "role"))


@editor_required
@require_safe
def lookup_outlets(request: EditorRequest) -> HttpResponseBase:
    """Outlets by words of name or site."""
    rows = _by_name(Outlet.objects.all(), request)
    return _named(request, rows)


@editor_required
@require_safe
def lookup_topics(request: EditorRequest) -> HttpResponseBase:
    """Topics by words of name or description."""
    rows = _by_name(Topic.objects.all(), request)
    return _named(request, rows)


def _named(request: EditorRequest, rows: Sequence[Outlet | Topic]) -> HttpResponseBase:
    names = typed_names(rows)
    options = [
        Option(number=row.pk, text=names[row.pk], title=str(row), details=[row.told_apart_by]) for row in rows[:MOST]
    ]
    return _answer(request, options, more=len(rows) > MOST)


@editor_required
@require_safe
def lookup_origins(request: EditorRequest) -> HttpResponseBase:
    """First known sources by their words, the newest first."""
    rows = Origin.objects.newest(request.GET.get("q", ""), MOST + 1)
    uses = _uses_of(rows)
    options = [
        Option(
            number=row.pk,
            text=str(row.pk),
            title=row.label,
            details=list(_told_apart(row, *uses.get(row.pk, ("", 0)))),
        )
        for row in rows[:MOST]
    ]
    return _answer(request, options, more=len(rows) > MOST)


@editor_required
@require_safe
def lookup_articles(request: EditorRequest) -> HttpResponseBase:
    """Articles by words of title, byline or outlet, or by number, the newest first."""
    asked = request.GET.get("q", "")
    articles = Article.objects.select_related("outlet")
    named = list(articles.filter(pk=wanted)) if (wanted := number(asked)) else []
    rows = named + [article for article in articles.newest(asked, MOST + 1) if article not in named]
    options = [
        Option(
            number=row.pk,
            text=str(row.pk),
            title=row.title,
            details=[
                str(row.outlet or _("unknown publisher")),
                row.byline,
                date_wording(row.published_at) if row.published_at else "",
            ],
        )
        for row in rows[:MOST]
    ]
    return _answer(request, options, more=len(rows) > MOST)


def _uses_of(origins: Sequence[Origin]) -> dict[int, tuple[str, int]]:
    """Where each of `origins` was used last, and in how many passages, by its number; those never used left out."""
    ending = Attribution.objects.filter(origin__in=origins, appearance__retraction="").order_by()
    used = {
        origin: (newest, count)
        for origin, newest, count in ending.values("origin")
        .annotate(newest=Max("appearance"), count=Count("pk"))
        .values_list("origin", "newest", "count")
    }
    rows = Appearance.objects.filter(pk__in=[newest for newest, _count in used.values()])
    titles = {
        pk: f"“{title}”, {outlet}" if outlet else f"“{title}”"
        for pk, title, outlet in rows.values_list("pk", "article__title", "article__outlet__name")
    }
    return {origin: (titles[newest], count) for origin, (newest, count) in used.items()}


def _told_apart(origin: Origin, place: str, passages: int) -> Iterator[str]:
    """What tells a first known source from others: kind, people, and where it is used."""
    yield origin.get_kind_display()
    if origin.people:
        yield ngettext("%(count)d person", "%(count)d people", origin.people) % {"count": origin.people}
    if place:
        yield place
    if (others := passages - 1) > 0:
        yield ngettext("and %(count)d other passage", "and %(count)d other passages", others) % {"count": others}


def _by_name[Row: (Speaker, Outlet, Topic)](rows: QuerySet[Row], request: EditorRequest) -> list[Row]:
    """Those that the words asked for mean: of that very name first, then of names that begin so, then the newest."""
    asked = request.GET.get("q", "")
    name = folded_name(asked)
    if not asked.strip():
        return list(rows.order_by("-pk")[: MOST + 1])
    nearness = Case(
        When(folded_name=name, then=Value(0)), When(folded_name__startswith=name, then=Value(1)), default=Value(2)
    )
    found = rows.matching(asked)  # type: ignore[attr-defined]  # each of the three is found by its words
    return list(found.order_by(nearness, F("pk").desc())[: MOST + 1])


def _answer(request: EditorRequest, options: Sequence[Option], *, more: bool) -> HttpResponseBase:
    count = len(options)
    if more:
        said = _("The first %(count)d. Type on to find others.") % {"count": count}
    elif options:
        said = ngettext("%(count)d found.", "%(count)d found.", count) % {"count": count}
    else:
        said = _("Nothing found.")
    return TemplateResponse(request, "desk/lookup.html", {"options": options, "said": said, "more": more})
