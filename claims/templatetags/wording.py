"""The generated words of `claims.wording` for templates, and dates as `<time>`."""

import re
from datetime import date, datetime
from urllib.parse import quote

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .. import wording
from ..characters import with_turns_ended
from ..dates import PartialDate, wording_of_moment
from ..dates import wording as date_wording
from ..reading import AppearanceReading, ClaimReading, ResponseReading
from ..vocabulary import Ground, State
from ..wording.phrases import name_of, plain, publisher_of, with_role

register = template.Library()

for line in (
    wording.answer_line,
    wording.answer_word,
    wording.approach_line,
    wording.article_line,
    wording.attribution_line,
    wording.capture_line,
    wording.change_line,
    wording.cited,
    wording.copies_line,
    wording.despite_line,
    wording.evidence_line,
    wording.headline,
    wording.heard_line,
    wording.is_based_on,
    wording.language_name,
    wording.origin_line,
    wording.origin_summary,
    wording.quotable_headline,
    wording.said_by_label,
    wording.short_status,
    wording.stance_line,
    wording.standing_line,
    wording.status_line,
    wording.translation_line,
    wording.version_line,
):
    register.filter(line.__name__, line)
register.filter("name_of", name_of)
register.filter("plain", plain)
register.filter("publisher_of", publisher_of)
register.filter("with_role", with_role)


@register.filter
def said(words: str) -> SafeString:
    """Words as they were said, to stand between quotation marks: line by line, and what turns their direction ends."""
    lines = (with_turns_ended(line) for line in words.splitlines())
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))


@register.filter
def marked_status_line(claim: ClaimReading) -> SafeString:
    """The status line with its beginning in `<strong>`: up to the name of who answered, or what it is based on."""
    line = wording.status_line(claim)
    end = _BEGINNING.match(line)
    length = end.end() if end else 0
    if claim.mark and claim.ground == Ground.RESPONSE:
        names = (name_of(answer.response.speaker) for answer in claim.mark.answers)
        length = min((line.find(name) + len(name) for name in names if name in line), default=length)
    return format_html("<strong>{}</strong>{}", line[:length], line[length:])


_BEGINNING = re.compile(r"[^.,:]+")


# Addresses and classes


@register.filter
def address(claim: ClaimReading) -> str:
    """Where the claim is read as it stands now."""
    return reverse("claim_detail", kwargs={"claim_id": claim.id, "slug": claim.slug})


@register.filter
def version_address(claim: ClaimReading) -> str:
    """Where this version of the claim stays for good."""
    return reverse("claim_revision", kwargs={"claim_id": claim.id, "number": claim.header.number})


@register.filter
def look(claim: ClaimReading) -> str:
    """Which shape and colour stand for it: the status, or what became of the claim."""
    if claim.withheld:
        return "withdrawn"
    return str(claim.status if claim.state == State.PUBLIC else claim.state)


# Dates


def _time(stamp: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', stamp, words)


@register.filter
def dated(date_known: PartialDate | None) -> SafeString | str:
    """The date as far as it is known, "January 2024"; empty where none is."""
    if date_known is None:
        return ""
    return _time(date_known.text, date_wording(date_known))


@register.filter
def dated_short(date_known: PartialDate) -> SafeString:
    """The date as far as it is known, where there is little room: "26 Jan 2024"."""
    return _time(date_known.text, date_wording(date_known, is_short=True))


@register.filter
def dated_with_time(date_known: PartialDate) -> SafeString:
    """The date as far as it is known, to the minute where it is: "26 January 2024, 14:14"."""
    return _time(date_known.text, date_wording(date_known, with_time=True))


@register.filter
def on_day(moment: datetime | date) -> SafeString:
    """The day, in the site's zone: "22 November 2026"."""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return _time(day.isoformat(), format_date(day, _day_format()))


@register.filter
def short_day(moment: datetime) -> SafeString:
    """The day for a narrow column: "22 Nov 2026"."""
    day = timezone.localtime(moment).date()
    words = format_date(day, pgettext("date format", "j M Y"))
    return _time(day.isoformat(), words)


@register.filter
def recorded(claim: ClaimReading) -> SafeString:
    """When what stands was recorded: "Recorded here on 22 November 2026"."""
    moment = claim.mark.recorded_at if claim.mark else claim.header.recorded_at
    return format_html(
        '<time datetime="{}">{}</time>', moment.isoformat(timespec="seconds"), wording.recorded_line(claim)
    )


@register.filter
def weekday(day: date) -> SafeString:
    """ "Sunday 22 November 2026"."""
    words = format_date(day, pgettext("date format", "l j F Y"))
    return _time(day.isoformat(), words)


@register.filter
def at_time(moment: datetime) -> SafeString:
    """Day, time and zone: "22 November 2026, 10:02 UTC"."""
    return _time(moment.isoformat(timespec="seconds"), wording_of_moment(moment))


@register.filter
def clock(moment: datetime) -> SafeString:
    """Only the time, where the day stands above: "10:02"."""
    words = format_date(timezone.localtime(moment), pgettext("date format", "H:i"))
    return _time(moment.isoformat(timespec="seconds"), words)


def _day_format() -> str:
    return pgettext("date format", "j F Y")


# Passages and words


@register.filter
def channel(response: ResponseReading) -> str:
    """Where the words were said: "Telegram", else "written statement"."""
    return response.channel_detail or str(response.channel.label)


@register.filter
def before_passage(appearance: AppearanceReading) -> str:
    """What stands before the passage in its paragraph, whole words only, with "…" where more does."""
    line = appearance.prefix.rpartition("\n")[2]
    is_cut = line == appearance.prefix and appearance.start > len(appearance.prefix)
    return f"… {line.partition(' ')[2]}" if is_cut else line


@register.filter
def after_passage(appearance: AppearanceReading) -> str:
    """The same after the passage."""
    line = appearance.suffix.partition("\n")[0]
    if line != appearance.suffix or not line:
        return line
    # Where the text itself ends is not on public record, but sentences end with a mark.
    return line if line.rstrip().endswith((".", "!", "?", "”", '"')) else f"{line.rpartition(' ')[0]} …"


@register.filter
def contact_address(claim: ClaimReading) -> str:
    """Where a reader writes about this version; an e-mail begins with which claim and version it is about."""
    contact: str = settings.CONTACT
    if not contact.startswith("mailto:"):
        return contact
    subject = _("Claim %(number)s, version %(version)s") % {"number": claim.id, "version": claim.header.number}
    return f"{contact}?subject={quote(subject, safe='')}"


@register.filter
def sentence_start(text: object) -> str:
    return capfirst(str(text))
