"""What a picture is made of: boxes with lines of words, and arrows, in CSS pixels at the usual size of letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from .lettering import lines

NAME_SIZE, NAME_LINE, MOST_NAME_LINES = 15, 19, 3
NOTE_SIZE, NOTE_LINE, MOST_NOTE_LINES = 13, 17, 2
#: From the top of a line to the feet of its letters.
_FEET = 0.76


@dataclass(frozen=True)
class Label:
    """What stands at one place of a picture: a name, notes below it, and the class of its box."""

    look: str
    name: str
    notes: Sequence[str]


@dataclass(frozen=True)
class Line:
    """One line of words; `y` is where its letters stand."""

    text: str
    is_name: bool
    y: int


@dataclass(frozen=True)
class Box:
    """One place of the picture. Its words begin at `text_x`."""

    look: str
    x: int
    y: int
    width: int
    height: int
    text_x: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Picture:
    """Boxes and arrows within `width` and `height`; an arrow is the data of an SVG path."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[str, ...]
    #: How many layers it has from left to right; 0 for one drawn downwards.
    layers: int = 0

    @property
    def rem(self) -> tuple[float, float]:
        """Its size in letters of the reader's, for who has them larger."""
        return self.width / 16, self.height / 16


def lettered(label: Label, room: float) -> list[tuple[str, bool]]:
    """The words of a label in lines no wider than `room`, and of each whether it is of the name."""
    name = lines(label.name, room, NAME_SIZE, bold=True, most=MOST_NAME_LINES)
    notes = [line for note in label.notes for line in lines(note, room, NOTE_SIZE, most=MOST_NOTE_LINES)]
    return [*((line, True) for line in name), *((line, False) for line in notes)]


def height_of(lettered: Sequence[tuple[str, bool]]) -> int:
    return sum(NAME_LINE if is_name else NOTE_LINE for _line, is_name in lettered)


def set_from(top: float, lettered: Sequence[tuple[str, bool]]) -> tuple[Line, ...]:
    """The lines one below the other from `top` on."""
    found = []
    for text, is_name in lettered:
        line = NAME_LINE if is_name else NOTE_LINE
        found.append(Line(text, is_name, round(top + line * _FEET)))
        top += line
    return tuple(found)
