"""What one version of an article, a speaker, an outlet or a topic changed, in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..reading import ArticleReading, NamedReading, OutletReading, SpeakerReading, TopicReading
from .differences import Difference
from .lines import language_name
from .phrases import name_of, plain, quoted, worded


def named_line(thing: NamedReading) -> str:
    """What it is called: its name, an article's title in quotation marks."""
    match thing:
        case ArticleReading():
            return quoted(thing.title)
        case SpeakerReading():
            return name_of(thing)
    return plain(thing.name)


def named_differences(before: NamedReading | None, after: NamedReading) -> list[Difference]:
    """What `after` changed of `before`; everything it says where there was no version before."""
    earlier = dict(_facts(before)) if before else {}
    later = dict(_facts(after))
    pairs = [(label, earlier.get(label, ""), later[label]) for label in later]
    return [Difference(label, old, new) for label, old, new in pairs if old != new]


def _facts(thing: NamedReading) -> Iterator[tuple[str, str]]:
    """Everything the record says of it, each with what it is."""
    match thing:
        case ArticleReading():
            yield from _article_facts(thing)
        case SpeakerReading():
            yield _("Name"), plain(thing.name)
            yield _("Kind"), str(thing.kind.label)
            yield _("Description"), plain(thing.description)
        case OutletReading():
            yield _("Name"), plain(thing.name)
            yield _("Address"), thing.url
        case TopicReading():
            yield _("Name"), plain(thing.name)
            yield _("Description"), plain(thing.description)


def _article_facts(article: ArticleReading) -> Iterator[tuple[str, str]]:
    yield _("Title"), quoted(article.title)
    yield _("Publisher"), plain(article.outlet.name) if article.outlet else _("unknown publisher")
    yield _("By"), plain(article.byline)
    yield _("Published"), worded(article.published_at)
    yield _("Date as printed"), plain(article.date_as_printed)
    yield _("Medium"), str(article.medium.label)
    yield _("Language"), language_name(article.language) if article.language else ""
    yield _("Read it at"), article.url
    yield _("Copy of"), _("article %(number)s") % {"number": article.copy_of} if article.copy_of else ""
    yield _("Versions of its text"), str(article.versions or "")
