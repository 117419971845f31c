"""Claims found by words: their own, and the names of who answered, of outlets, and of topics.

A word may stand in either, so that "Peskov talks" finds what Peskov answered on talks. As of a day in the past the same
is asked of documents (`words_of_reading`).
"""

from typing import Any

from django.db.models import Q, Value

from ..models import Claim, Outlet, Speaker, Topic
from ..models.claims import ClaimQuerySet, answered_by_or_for, ran_in_or_credits
from ..models.thing import NamedQuerySet, NamedThing
from ..reading import ClaimReading
from .index import HasWords
from .words import Term, site_of, terms_of, words_of_claim, words_of_name

NAMED: tuple[type[NamedThing], ...] = (Speaker, Outlet, Topic)
#: A word that more names have is no help to find by them, and is looked for in claims' own words alone.
MOST_NAMES = 1_000


def found_by(claims: ClaimQuerySet, query: str) -> ClaimQuerySet:
    """Those of `claims` that all of `query` is in; all where it asks for nothing."""
    terms = terms_of(query)
    if not terms:
        return claims.matching(query)
    for term in terms:
        claims = claims.filter(_has(term) | _named(_names(term)))
    return claims


def words_of_reading(claim: ClaimReading) -> str:
    """The words by which a claim is found as it was: its own, and of each name, which a line parts from others."""
    speakers = [answer.response.speaker for answer in claim.standing_answers]
    bodies = [answer.response.body for answer in claim.standing_answers if answer.response.body]
    outlets = [
        outlet
        for one in claim.standing_appearances
        for outlet in (one.article.outlet, *(step.outlet for step in one.attributions))
        if outlet
    ]
    named = [
        *(f"{speaker.name} {speaker.description}" for speaker in (*speakers, *bodies)),
        *(f"{outlet.name} {site_of(outlet.url)}" for outlet in outlets),
        *(f"{topic.name} {topic.description}" for topic in claim.topics),
    ]
    own = words_of_claim(claim.statement, claim.claimant)
    return "\n".join([own, *(" ".join(words_of_name(name)) for name in named)])


def _has(term: Term) -> Q:
    table = Claim._meta.db_table
    own = Q(HasWords(table, term.words))
    if term.together:
        own &= Q(search_text__contains=term.together)
    return own | Q(HasWords(table, [term.as_one])) if term.as_one else own


type Names = dict[type[NamedThing], list[int]]


def _names(term: Term) -> Names:
    """The numbers of the names that have the term, by kind; none where it is in more than `MOST_NAMES`."""
    choices = [words for words in (term.words, (term.as_one,)) if words != ("",)]
    found, *others = (
        NamedQuerySet[Any](model)
        .published()
        .filter(HasWords(model._meta.db_table, *choices))
        .order_by()
        .values_list(Value(model._meta.db_table), "pk", "search_text")
        for model in NAMED
    )
    rows = list(found.union(*others, all=True).order_by()[: MOST_NAMES + 1])
    names: Names = {model: [] for model in NAMED}
    if len(rows) > MOST_NAMES:
        return names
    models = {model._meta.db_table: model for model in NAMED}
    for table, number, words in rows:
        if term.is_in(words):
            names[models[table]].append(number)
    return names


def _named(names: Names) -> Q:
    """Whether something by one of these names answered, was spoken for, printed or credited, or is a topic of it."""
    speakers, outlets, topics = (names[model] for model in NAMED)
    named = Q()
    if speakers:
        named |= answered_by_or_for(speakers)
    if outlets:
        named |= ran_in_or_credits(outlets)
    if topics:
        named |= Q(pk__in=Claim.topics.through.objects.filter(topic__in=topics).values("claim"))
    return named
