"""Where a claim comes from: a chain of credits in one line, and whether all articles go back to one source."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from ..crediting import Crediting, Place
from ..reading import AppearanceReading, AttributionReading, ClaimReading, OriginReading
from ..vocabulary import OriginKind
from .phrases import ended, in_line, listed, plain, quoted, worded


def attribution_line(appearance: AppearanceReading) -> str:
    """The chain of credits as text, nearest first; empty where none is recorded.

    "Bloomberg ← two unnamed sources linked to the Kremlin (anonymous, 2 people; first known source)".
    """
    steps = [_step(step) for step in appearance.attributions]
    return pgettext("between the steps of a chain of credits", " ← ").join(steps)


def _step(step: AttributionReading) -> str:
    if step.origin is None:
        return plain(step.outlet.name if step.outlet else step.words)
    names = {
        "source": plain(step.words or step.origin.label),
        "kind": origin_line(step.origin),
    }
    if step.outlet:
        names["source"] = plain(step.outlet.name)
    if step.origin.kind == OriginKind.NOT_SAID:
        return _("%(source)s (source not said)") % names
    return _("%(source)s (%(kind)s; first known source)") % names


def origin_line(origin: OriginReading) -> str:
    """What kind of source it is, and of how many people: "anonymous, 2 people"."""
    return in_line([str(origin.kind.label), _people(origin)])


def _people(origin: OriginReading) -> str:
    if not origin.people:
        return ""
    return ngettext("%(count)d person", "%(count)d people", origin.people) % {"count": origin.people}


# For two articles, and for more.
_ONE_REPORT = (
    gettext_lazy("Both articles go back to one report"),
    gettext_lazy("All %(count)d articles go back to one report"),
)
_ONE_SOURCE = (
    gettext_lazy("Both articles go back to one source: %(source)s"),
    gettext_lazy("All %(count)d articles go back to one source: %(source)s"),
)
_SAME_PEOPLE = (
    gettext_lazy("Both articles go back to the same %(people)d people: %(source)s"),
    gettext_lazy("All %(count)d articles go back to the same %(people)d people: %(source)s"),
)
_ONE_ANONYMOUS = (
    gettext_lazy("Both articles go back to one anonymous source: %(source)s"),
    gettext_lazy("All %(count)d articles go back to one anonymous source: %(source)s"),
)


def origin_summary(claim: ClaimReading) -> str:
    """ "Both articles go back to one report", where every article's credits end at the same first known source.

    Where that is not known of each, only a single anonymous person is spoken of who is all that anybody goes back to;
    and a single article only where its source is one.
    """
    standing = claim.standing_appearances
    origins = [origin if origin and origin.kind != OriginKind.NOT_SAID else None for origin in _ends(standing)]
    known = {origin.id: origin for origin in origins if origin}
    if len(known) != 1:
        return ""
    [first] = known.values()
    if None in origins:
        if first.kind != OriginKind.ANONYMOUS or first.people != 1:
            return ""
        return _("The only first known source is one anonymous person: %(source)s") % {"source": plain(first.label)}
    count = len({appearance.article.id for appearance in standing})
    names = {"count": count, "source": plain(first.label), "people": first.people or 0}
    is_one_anonymous = first.kind == OriginKind.ANONYMOUS and first.people == 1
    if count == 1:
        if not is_one_anonymous:
            return ""
        return _("The only article on record goes back to one anonymous source: %(source)s") % names
    if is_one_anonymous:
        both, more = _ONE_ANONYMOUS
    elif _is_one_report(standing):
        both, more = _ONE_REPORT
    elif first.people and first.people > 1:
        both, more = _SAME_PEOPLE
    else:
        both, more = _ONE_SOURCE
    return (both if count == 2 else more) % names


def _ends(appearances: Sequence[AppearanceReading]) -> list[OriginReading | None]:
    return [appearance.origin for appearance in appearances]


def _is_one_report(appearances: Sequence[AppearanceReading]) -> bool:
    """Whether all credits pass through one outlet last, which itself carries the claim in one article at most."""
    outlets = {_last_outlet(appearance) for appearance in appearances}
    own = {a.article.id for a in appearances if not any(step.outlet for step in a.attributions)}
    return len(outlets) == 1 and None not in outlets and len(own) <= 1


def _last_outlet(appearance: AppearanceReading) -> int | None:
    credited = [step.outlet for step in appearance.attributions if step.outlet]
    outlet = credited[-1] if credited else appearance.article.outlet
    return outlet.id if outlet else None


# The picture of it

#: More places than that are shown with few words each.
MANY_PLACES = 12


def place_name(place: Place) -> str:
    """Who or what stands at one place: "Bloomberg", “two people close to the talks”, "18 more articles"."""
    if place.folded:
        count = place.article_count
        return ngettext("%(count)d more article", "%(count)d more articles", count) % {"count": count}
    if place.outlet:
        return plain(place.outlet.name)
    if place.articles:
        return quoted(place.articles[0].title)
    if place.origin and place.is_source:
        return quoted(place.origin.label)
    return quoted(place.words) if place.words else _("Source not said")


def place_notes(place: Place, crediting: Crediting) -> list[str]:
    """What is to be known of it, a line each: "anonymous · 2 people", "first known source".

    Where there are many places an outlet's article goes without its title.
    """
    credited = [other for one, other in crediting.credits if one == place.key]
    if place.folded:
        return [_credited_line([other for other in crediting.places if other.key in credited])]
    if place.origin and place.is_source:
        return [_source_line(place.origin), _("first known source"), *_reached_line(place.reached_by)]
    if place.is_not_said:
        if place.origin:
            return [_("source not said")]
        return [_("no outlet or source named")] if place.words else []
    if not place.articles:
        return [_("no article of it on record")]
    notes = _article_notes(place, briefly=len(crediting.places) > MANY_PLACES)
    return notes if credited else [*notes, _("no credit on record")]


def _article_notes(place: Place, *, briefly: bool) -> list[str]:
    first = place.articles[0]
    count = len(place.articles)
    day = worded(first.published_at)
    if not place.outlet:
        notes = [_("unknown publisher"), day]
    elif count > 1:
        articles = ngettext("%(count)d article", "%(count)d articles", count) % {"count": count}
        notes = [articles, _("the first: %(day)s") % {"day": day} if day else ""]
    else:
        notes = [day] if briefly else [quoted(first.title), day]
    if place.copies:
        notes.append(copies_line(place.copies))
    return [note for note in notes if note]


def copies_line(count: int) -> str:
    """How often a text ran elsewhere: "and 12 copies of it"."""
    return ngettext("and %(count)d copy of it", "and %(count)d copies of it", count) % {"count": count}


def _credited_line(credited: Sequence[Place]) -> str:
    names = [place_name(place) for place in credited if not place.is_not_said]
    if not credited:
        return _("no credit on record")
    if not names:
        return _("none says whom it credits")
    if len(names) == 1:
        return _("crediting %(name)s alone") % {"name": names[0]}
    return _("each crediting %(names)s") % {"names": listed(names)}


def _source_line(origin: OriginReading) -> str:
    parts = [str(origin.kind.label), _people(origin)]
    return pgettext("between the parts of a caption", " · ").join(part for part in parts if part)


def _reached_line(count: int) -> list[str]:
    """How many articles go back to it, where it is not one alone."""
    if count < 2:
        return []
    line = ngettext("%(count)d article goes back to it", "%(count)d articles go back to it", count)
    return [line % {"count": count}]


def circle_lines(crediting: Crediting) -> list[str]:
    """Circular reporting in plain words, a line for each circle."""
    return [
        _CIRCLES[len(circle.places) > 2, circle.has_source]
        % {"names": listed([place_name(place) for place in circle.places])}
        for circle in crediting.circles
    ]


# Whether through others too, and whether a first known source is on record.
_CIRCLES = {
    (False, True): gettext_lazy("These reports credit each other: %(names)s."),
    (False, False): gettext_lazy(
        "These reports credit each other: %(names)s. No first known source is on record for them."
    ),
    (True, True): gettext_lazy("These reports credit each other, directly or through one another: %(names)s."),
    (True, False): gettext_lazy(
        "These reports credit each other, directly or through one another: %(names)s. "
        "No first known source is on record for them."
    ),
}


def left_out_line(crediting: Crediting) -> str:
    """How much of what is on record the picture has no room for; empty where it shows all."""
    count = crediting.left_out
    if not count:
        return ""
    return ngettext(
        "%(count)d more chain of credits is not in the picture; it stands in the list below.",
        "%(count)d more chains of credits are not in the picture; they stand in the list below.",
        count,
    ) % {"count": count}


def picture_description(claim: ClaimReading, crediting: Crediting) -> str:
    """What the picture shows, for who cannot see it: how many articles and sources, and what is plain from it."""
    standing = claim.standing_appearances
    articles = len({appearance.article.id for appearance in standing})
    sources = len({o.id for o in _ends(standing) if o and o.kind != OriginKind.NOT_SAID})
    sentences = [
        ngettext("%(count)d article.", "%(count)d articles.", articles) % {"count": articles},
        ngettext("%(count)d first known source.", "%(count)d first known sources.", sources) % {"count": sources},
    ]
    summary = origin_summary(claim)
    if summary:
        sentences.append(ended(summary))
    sentences += [*circle_lines(crediting), _("The chains follow in words.")]
    return " ".join(sentences)
