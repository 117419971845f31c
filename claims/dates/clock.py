"""The time of day in a date line, as the languages known here print it: "2:14 PM CET", "kl. 14.14", "um 14 Uhr"."""

import re
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from datetime import timezone as fixed_zone
from zoneinfo import ZoneInfo

# Hours from UTC, as the letters say, whatever the season. Left out where one abbreviation means
# several zones (CST, IST); BST is read as British Summer Time.
ZONES = {
    "z": 0,
    "utc": 0,
    "gmt": 0,
    "wet": 0,
    "west": 1,
    "bst": 1,
    "cet": 1,
    "cest": 2,
    "mez": 1,
    "mesz": 2,
    "eet": 2,
    "eest": 3,
    "msk": 3,
    "мск": 3,
    "est": -5,
    "edt": -4,
    "pst": -8,
    "pdt": -7,
    "wib": 7,
    "wita": 8,
    "sgt": 8,
    "hkt": 8,
    "jst": 9,
    "kst": 9,
    "aest": 10,
    "aedt": 11,
}
#: Letters that leave the season to the date.
CLOCKS = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}

_OFFSET = re.compile(r"[a-z]* ?([+-])([0-9]{1,2}):?([0-9]{2})?")

_HALF = r"\ ?(?P<half>[ap])\.?\ ?m\b\.?"
_ZONE = rf"""(?: \ ?(?P<zone>
    (?:utc|gmt)\ ?[+-][0-9]{{1,2}}(?: :?[0-9]{{2}} )?(?![0-9:])
    | [+-][0-9]{{2}}:?[0-9]{{2}}(?![0-9:])
    | (?:{"|".join([*ZONES, *CLOCKS])})\b
) )?"""
# What stands before a time of day and nothing else, and what may.
_SURELY = r"(?<!\w)(?:klokken|klockan|klo|kl|um|alle\ ore|ore|alle|godz(?:ina|inie)?|a\ las?|às)\.?\ ?"
_MAYBE = r"(?<!\w)(?:at|om|as|à|a|o|об?|в)\ "
_HOURS = r"\ ?(?:uhr|uur|heures?|horas|hrs|hs|часов|часа|h)\b\.?"
_NOT_INSIDE = r"(?<![0-9:.])"
_NO_MORE = r"(?!\.?[0-9:])"

_FORMS = tuple(
    re.compile(form, re.VERBOSE | re.IGNORECASE)
    for form in (
        # 14:14, 14:14:59.123, 2:14 pm, T14:14
        rf"""(?: (?<=[0-9])t | (?:{_SURELY}|{_MAYBE})?{_NOT_INSIDE} ) (?P<hour>[0-9]{{1,2}})
             :(?P<minute>[0-9]{{2}}) (?: :(?P<second>[0-9]{{2}}) (?:[.,][0-9]{{1,9}})? )? (?![0-9:])
             (?:{_HALF})? (?:{_HOURS})? {_ZONE}""",
        # 2 pm, 7.15am
        rf"(?:{_MAYBE})?{_NOT_INSIDE}(?P<hour>[0-9]{{1,2}})(?:\.(?P<minute>[0-9]{{2}}))?{_HALF}{_ZONE}",
        # 14h14, 14 h 14, 14h14min
        rf"""(?:{_SURELY}|{_MAYBE})?{_NOT_INSIDE}(?P<hour>[0-9]{{1,2}})\ ?h\ ?(?P<minute>[0-9]{{2}})
             (?:\ ?min\b)?(?![0-9:]){_ZONE}""",
        # 14时14分, 14時14分, 14시 14분
        rf"{_NOT_INSIDE}(?P<hour>[0-9]{{1,2}})\ ?[时時시]\ ?(?P<minute>[0-9]{{2}})\ ?[分분]{_ZONE}",
        # kl. 14.14, um 14.14 Uhr, kl. 14
        rf"{_SURELY}(?P<hour>[0-9]{{1,2}})(?:\.(?P<minute>[0-9]{{2}}))?{_NO_MORE}(?:{_HOURS})?{_ZONE}",
        # om 14.14 uur, 14.14 Uhr, 14 Uhr, 14 h
        rf"""(?:{_MAYBE})?{_NOT_INSIDE}(?P<hour>[0-9]{{1,2}})(?:\.(?P<minute>[0-9]{{2}}))?{_HOURS}
             (?!\ ?[0-9]){_ZONE}""",
        # om 14.14
        rf"{_MAYBE}(?P<hour>[0-9]{{1,2}})\.(?P<minute>[0-9]{{2}}){_NO_MORE}{_ZONE}",
        # 26.01.2024 14.14, 2024-01-26 14.14: at the end, after a year or a day written in figures
        rf"""(?: (?<=[0-9]{{4}}) | (?<=[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}) )(?:\ (?:г|года|р|року|r|roku)\b\.?)?[\ ,|-]+
             (?P<hour>[0-9]{{1,2}})\.(?P<minute>[0-9]{{2}}){_ZONE}\ *$""",
    )
)


@dataclass(frozen=True)
class Clock:
    """A time of day as printed: `words`, and what they say. `half` is a, p or empty; `zone` as typed, or empty."""

    words: str
    hour: int
    minute: int
    second: int
    half: str
    zone: str

    @property
    def hour_of_day(self) -> int | None:
        """From 0 to 23; None where it is no time of day. 12 AM is midnight, 12 PM noon; 14:14 PM is nothing."""
        hour = self.hour
        if self.half:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if self.half == "p" else 0)
        return hour if hour <= 23 and self.minute <= 59 and self.second <= 59 else None


def find_clock(typed: str) -> tuple[Clock | None, str]:
    """The time of day in a date line, None where there is none, and the line without it."""
    for form in _FORMS:
        if match := form.search(typed):
            said = match.groupdict()
            clock = Clock(
                words=match[0].strip(" ,|-"),
                hour=int(match["hour"]),
                minute=int(said.get("minute") or 0),
                second=int(said.get("second") or 0),
                half=(said.get("half") or "").lower(),
                zone=match["zone"] or "",
            )
            return clock, f"{typed[: match.start()]} {typed[match.end() :]}"
    return None, typed


def zone_named(typed: str) -> tzinfo | None:
    """The zone that "CET", "ET", "+0100" or "UTC+1" says; None where it says none there is."""
    lower = typed.lower()
    if lower in ZONES:
        return fixed_zone(timedelta(hours=ZONES[lower]))
    if lower in CLOCKS:
        return ZoneInfo(CLOCKS[lower])
    match = _OFFSET.fullmatch(lower)
    if match is None or int(match[2]) > 15 or int(match[3] or 0) > 59:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return fixed_zone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
