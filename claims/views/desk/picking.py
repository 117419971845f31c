"""Rows to choose from in a form: a number typed, words typed, or the newest."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from ...forms.fields import is_number
from ...models import Article, Claim

MOST_ARTICLES = 100
MOST_CLAIMS = 8


class Found(NamedTuple):
    """Claims found. `is_cut` where others were, too."""

    claims: list[Claim]
    is_cut: bool = False


def number(text: str | None) -> int | None:
    """The row number that `text` is, with or without "#"; None for anything else."""
    digits = (text or "").strip().removeprefix("#")
    return int(digits) if is_number(digits) else None


def article_to_pick(text: str | None) -> Article | None:
    wanted = number(text)
    return Article.objects.select_related("outlet").filter(pk=wanted).first() if wanted else None


def articles_to_pick(words: str = "") -> list[Article]:
    """The newest with these words in title, byline or outlet, one more than is shown where there are more."""
    return Article.objects.select_related("outlet").newest(words, MOST_ARTICLES + 1)


def claims_found(asked: str, *, chosen: Iterable[int] = ()) -> Found:
    """Claims on the desk: those `chosen` first, as they come, then those of the number or words `asked` for."""
    claims = Claim.objects.on_desk().select_related("mark")
    numbers = [*chosen, *([asked_number] if (asked_number := number(asked)) else [])]
    rows = claims.in_bulk(numbers) if numbers else {}
    named = [rows[one] for one in dict.fromkeys(numbers) if one in rows]
    found = claims.newest(asked, MOST_CLAIMS + 1) if asked.strip() else []
    others = [claim for claim in found[:MOST_CLAIMS] if claim not in named]
    return Found(named + others, is_cut=len(found) > MOST_CLAIMS)


def what_became(number: int, claim: Claim | None) -> str:
    """What a colleague made meanwhile of claim `number`, which can no longer be chosen; no `claim` where it is gone."""
    if claim is None:
        return _("Draft %(number)d is gone: a colleague discarded, merged or split it.") % {"number": number}
    if claim.merged_into_id:
        names = {"number": number, "into": claim.merged_into_id}
        return _("Claim %(number)d was merged into claim %(into)d meanwhile.") % names
    return _("Claim %(number)d was withdrawn or split meanwhile.") % {"number": number}
