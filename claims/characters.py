"""Characters that nobody sees: those that alone are no text, and those that turn the direction of what is seen."""

import re
import unicodedata

#: Characters that turn the direction of what follows, or end such a turn (Unicode Standard Annex 9). The marks U+200E,
#: U+200F and U+061C are not among them: they have the direction of one letter. Neither are the joiners U+200C and
#: U+200D, without which Persian words, Indic letters and families of emoji fall apart.
TURNING = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
#: Those that keep the direction of a name to itself; lines of ours have them around right-to-left names.
ISOLATE, END_ISOLATE = "\u2068", "\u2069"

#: What ends each turn of the direction that a text may begin.
_ENDS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", END_ISOLATE)

#: Controls that are no white space. No text needs them, and databases refuse some.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_UNREADABLE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Mn", "Mc", "Me"})
#: Letters and signs by their category, and blank: the fillers of Hangul and Braille.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def has_something_to_read(text: str) -> bool:
    """Whether anything but white space, controls and invisible marks stands in `text`."""
    return any(unicodedata.category(one) not in _UNREADABLE and one not in _BLANK for one in text)


def without_turning(text: str) -> str:
    """`text` without the characters that turn its direction."""
    return "".join(one for one in text if one not in TURNING)


def with_turns_ended(line: str) -> str:
    """`line` with every turn of its direction ended, so that what follows it goes its own way."""
    begun: list[str] = []
    for one in line:
        if one in _ENDS:
            begun.append(_ENDS[one])
        elif one == END_ISOLATE and one in begun:
            # It ends what was begun inside it, too.
            while begun.pop() != END_ISOLATE:
                pass
        elif begun and one == begun[-1]:
            begun.pop()
    return line + "".join(reversed(begun))


def without_controls(text: str) -> str:
    """`text` without the controls that come along with a paste from a terminal, a PDF or a broken page."""
    return _CONTROLS.sub("", text)
