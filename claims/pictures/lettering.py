"""How wide words are, as far as a server can know it, and how they are broken into lines.

Readers see them in the font of their system. The widths are those of a wide one (DejaVu Sans), so that words never run
out of their box; in a narrower font some room is left.
"""

import unicodedata
from collections.abc import Iterator

# In ems; what is in none of these is as wide as a small letter.
_WIDTHS = (
    ("iljI|!.,:;'’‘` ", 0.34),
    ('ftr()[]{}-–/\\"“”*°', 0.46),
    ("mwMWQO@%—…&", 1.0),
    ("ABCDEFGHJKLNPRSTUVXYZ", 0.74),
)
_WIDTH = {character: width for characters, width in _WIDTHS for character in characters}
_SMALL, _OTHER_CAPITAL, _OTHER_SCRIPT, _WIDE = 0.63, 0.8, 0.72, 1.05
_BOLD = 1.12


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of `text` in letters of `size`, rather too much than too little."""
    return sum(map(_em, text)) * size * (_BOLD if bold else 1)


def _em(character: str) -> float:
    known = _WIDTH.get(character)
    if known is not None:
        return known
    if character.isascii():
        return _SMALL
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    if unicodedata.name(character, "").startswith("LATIN SMALL"):
        return _SMALL
    return _OTHER_CAPITAL if character.isupper() else _OTHER_SCRIPT


def lines(text: str, room: float, size: float, *, bold: bool = False, most: int = 2) -> list[str]:
    """`text` in at most `most` lines of width `room`; an ellipsis stands for what has no place in them."""
    found: list[str] = []
    for line in _broken(text.split(), room, size, bold):
        if len(found) == most:
            found[-1] = _shortened(f"{found[-1]} {line}", room, size, bold)
            break
        found.append(line)
    return found


def _broken(words: list[str], room: float, size: float, bold: bool) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if line:
            yield line
        line = word
        while (fits := _fitting(line, room, size, bold)) < len(line):
            yield line[:fits]
            line = line[fits:]
    if line:
        yield line


def _fitting(text: str, room: float, size: float, bold: bool) -> int:
    """How many characters of `text` fit; at least one."""
    used = 0.0
    for count, character in enumerate(text):
        used += width(character, size, bold=bold)
        if used > room:
            return max(count, 1)
    return len(text)


def _shortened(text: str, room: float, size: float, bold: bool) -> str:
    fits = _fitting(text, room - width("…", size, bold=bold), size, bold)
    return f"{text[:fits].rstrip(' ,;:–-“‘(')}…"
