"""Articles as they are taken in, their particulars, and the copies of their text."""

import logging
from collections.abc import Collection, Sequence
from functools import partial

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..dates import PartialDate
from ..intake.furniture import Piece, restored
from ..models import Article, ArticleVersion, Outlet
from ..passages import normalise_newlines
from ..record import writing
from ..vocabulary import Change, Medium
from .locking import Conflict, Unchanged, check_unchanged_since, lock, require_change, require_reason, said
from .recording import publish_thing, record_thing

log = logging.getLogger(__name__)


@writing()
def take_in_article(
    *,
    title: str,
    by: User,
    text: str = "",
    furniture: Sequence[Piece] = (),
    byline: str = "",
    date_as_printed: str = "",
    published_at: PartialDate | None = None,
    outlet: Outlet | None = None,
    url: str = "",
    medium: Medium = Medium.TEXT,
    language: str = "",
) -> Article:
    """Take in an article; its `text`, if any, is frozen as version 1, with the lines that were taken out of it.

    Nobody outside sees it before a public claim.
    """
    article = Article(
        title=title,
        byline=byline,
        date_as_printed=date_as_printed,
        published_at=published_at,
        outlet=outlet,
        medium=medium,
        language=language,
    )
    article.set_url(url)
    article.full_clean(exclude=["head", "outlet"])
    article.set_search_text()
    article.save()
    if text.strip():
        _freeze(article, text, furniture)
    record_thing(article, Change.PUBLISHED, by=by)
    return article


@writing()
def add_article_text(
    article: Article, *, text: str, by: User, furniture: Sequence[Piece] = (), based_on: str | None = None
) -> ArticleVersion:
    """Freeze a newer text of the article. Passages stay anchored in the version they were taken from.

    Raises Conflict where the newest text is another than was `based_on`, which is what `text_seen` gave, and Unchanged
    where it is this very text.
    """
    article = lock(article)
    seen = article.text_seen()
    if based_on is not None and seen != based_on:
        raise Conflict(article)
    if seen == ArticleVersion.digest_of(_clean(text)):
        raise Unchanged
    version = _freeze(article, text, furniture)
    record_thing(article, Change.UPDATED, by=by)
    return version


@writing()
def put_back_lines(article: Article, *, based_on: str, pieces: Collection[int], by: User) -> ArticleVersion:
    """Put lines taken out as page furniture back where they stood: `pieces`, numbered from 0, of the newest text.

    Makes a newer text; or, where nobody outside knows the article and nothing was lifted from the text, another one in
    its place. Raises ValidationError where the newest text is another than was `based_on`, or has no such lines.
    """
    article = lock(article)
    newest = article.current_version()
    if newest is None or newest.sha256 != based_on:
        raise ValidationError(_("A colleague changed this text meanwhile. Look at it again."), code="changed")
    if not pieces or not set(pieces) <= set(range(len(newest.furniture))):
        raise ValidationError(_("No such line was taken out of this text."), code="unknown")
    whole = restored(newest.text, newest.furniture, pieces)
    if not article.is_recorded and not newest.appearances.exists():
        newest.delete()
    made = _freeze(article, whole.text, whole.pieces)
    record_thing(article, Change.UPDATED, by=by)
    return made


@writing()
def correct_article(
    article: Article,
    *,
    based_on: int,
    title: str,
    byline: str,
    date_as_printed: str,
    published_at: PartialDate | None,
    outlet: Outlet | None,
    url: str,
    medium: Medium,
    language: str,
    by: User,
    reason: str = "",
) -> Article:
    """Replace an article's particulars; for a public one `reason` is the public notice.

    Raises Conflict where anything changed since row version `based_on`.
    """
    article = lock(article)
    check_unchanged_since(article, based_on)
    before = said(article)
    article.title, article.byline, article.date_as_printed = title, byline, date_as_printed
    article.published_at, article.outlet = published_at, outlet
    article.medium, article.language = medium, language
    article.set_url(url)
    article.set_search_text()
    require_change(article, before)
    if article.is_recorded:
        reason = require_reason(reason)
    article.full_clean(exclude=["head", "outlet"])
    if article.is_recorded and outlet is not None and not outlet.is_recorded:
        record_outlet(outlet, by=by)
    record_thing(article, Change.CORRECTED, by=by, reason=reason)
    return article


@writing()
def discard_article(article: Article, *, based_on: int, by: User) -> None:
    """Delete an article that nobody outside knows and nothing refers to, with its texts. Its outlet stays.

    The record knows nothing of it, so the log says who did it. Raises ValidationError where it is kept, or anything
    changed since row version `based_on`.
    """
    article = lock(article)
    if reason := article.kept_because:
        raise ValidationError(reason, code="kept")
    if article.version != based_on:
        raise ValidationError(_("A colleague changed this article meanwhile. Look at it again."), code="changed")
    transaction.on_commit(partial(log.info, "Article %d was discarded by %s.", article.pk, by.get_username()))
    article.versions.all().delete()
    article.delete()


def record_outlet(outlet: Outlet, *, by: User) -> None:
    """Make an outlet public that a public article names."""
    publish_thing(lock(outlet), by=by)


def _freeze(article: Article, text: str, furniture: Sequence[Piece]) -> ArticleVersion:
    text = _clean(text)
    newest = article.current_version()
    version = ArticleVersion(
        article=article,
        number=newest.number + 1 if newest else 1,
        text=text,
        sha256=ArticleVersion.digest_of(text),
        furniture=list(furniture),
    )
    version.full_clean(exclude=["article"])
    version.save()
    return version


def _clean(text: str) -> str:
    try:
        return normalise_newlines(text)
    except ValueError as error:
        raise ValidationError({"text": ValidationError(str(error), code="text")}) from error
