"""How words are compared: without case, accents and punctuation. And how many are looked for."""

import re
import unicodedata
from dataclasses import dataclass

#: What is typed to look for something is read no further: a wording has at most 500 characters.
LONGEST_QUERY = 500
#: As many words as anybody looks for, and as much of each; a database refuses a pattern of 50,000 characters.
MOST_WORDS, LONGEST_WORD = 20, 100
#: Characters of a folded name by which names are compared; longer ones alike in these count as the same.
LONGEST_NAME = 500

# Letters that readers take for an accented one, and that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
    | dict.fromkeys("‘’‚‛ʼ´`", "'")
    | dict.fromkeys("“”„‟«»", '"')
    | dict.fromkeys("‐‑‒–—", "-")
)
# Scripts written without spaces: Thai, Lao, Tibetan, Burmese, Khmer, Kana, Han. Each character counts as a word.
_UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_ONE_CHARACTER = re.compile(f"([{_UNSPACED}])")
_SEVERAL_CHARACTERS = re.compile(f"[{_UNSPACED}]{{2,}}")


def words_of(query: str) -> list[str]:
    """The words that a list of the administration looks for: in its columns, which are not folded."""
    return [word[:LONGEST_WORD] for word in query.split(maxsplit=MOST_WORDS)[:MOST_WORDS]]


def fold(text: str) -> str:
    """`text` for comparison: NFKD, marks dropped, case folded (Unicode 15, 3.13), white space single.

    Letters with a stroke count as those without, curly quotation marks and long dashes as straight and short ones.
    """
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.casefold().translate(_LETTERS).split())


def folded_name(name: str) -> str:
    """What two names have in common that count as the same."""
    return fold(name)[:LONGEST_NAME].strip()


def folded_words(text: str) -> list[str]:
    """The words of `text`, folded, in order: letters, digits and what belongs to them; everything else parts words.

    In a script without spaces each character is a word. Invisible characters, such as soft hyphens, count for nothing.
    """
    visible = "".join(letter for letter in fold(text) if unicodedata.category(letter) != "Cf")
    spaced = "".join(letter if _is_of_a_word(letter) else " " for letter in visible)
    return [word[:LONGEST_WORD] for word in _ONE_CHARACTER.sub(r" \1 ", spaced).split()]


def words_of_name(name: str) -> list[str]:
    """The words a name is found by: its own, and as one what an apostrophe parts: "obrien" finds O'Brien."""
    return [*folded_words(name), *words_as_one(name)]


def words_as_one(text: str) -> list[str]:
    """What apostrophes part in `text`, as if it were written without them, folded, each once."""
    parted = " ".join(_APOSTROPHED.findall(fold(text)))
    return list(dict.fromkeys(folded_words(without_apostrophes(parted))))


def without_apostrophes(text: str) -> str:
    """`text`, folded, without the apostrophes inside its words."""
    return _INSIDE.sub("", fold(text))


def runs_without_spaces(query: str) -> list[str]:
    """What stands together in `query` in a script without spaces, each as `folded_words` writes it, joined."""
    return [" ".join(run) for run in _SEVERAL_CHARACTERS.findall(fold(query))]


def site_of(url: str) -> str:
    """An address without what all begin with: "nytimes.com"."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def words_of_claim(statement: str, claimant: str) -> str:
    """The words a claim is found by, folded: its own, and who claims it."""
    return " ".join(folded_words(f"{statement} {claimant}"))


@dataclass(frozen=True)
class Term:
    """What is looked for at once: a word, or several that stand `together`, as in "U-2"; then also written as one."""

    words: tuple[str, ...]
    together: str = ""
    as_one: str = ""

    def is_in(self, found_by: str) -> bool:
        """Whether it is in these folded words: each of its words begins one of them."""
        known = found_by.split()
        begins = all(any(one.startswith(word) for one in known) for word in self.words)
        return (begins and self.together in found_by) or bool(
            self.as_one and any(one.startswith(self.as_one) for one in known)
        )


def terms_of(query: str) -> list[Term]:
    """What `query` asks for, its first `MOST_WORDS`; nothing where it is too long to be found, or has no word in it."""
    if len(query) > LONGEST_QUERY:
        return []
    terms = [Term(tuple(run.split()), run) for run in runs_without_spaces(query)]
    for typed in fold(query).split():
        words = folded_words(typed)
        if len(words) > 1 and _HYPHENATED.fullmatch(typed):
            terms.append(Term(tuple(words), " ".join(words), "".join(words)))
        else:
            terms += [Term((word,)) for word in words]
    return list(dict.fromkeys(terms))[:MOST_WORDS]


_APOSTROPHED = re.compile(r"[^\W_]+(?:'[^\W_]+)+")
_INSIDE = re.compile(r"(?<=[^\W_])'(?=[^\W_])")
_HYPHENATED = re.compile(r"\W*\w+(-\w+)+\W*")


def matches(found_by: str, query: str) -> bool:
    """Whether what is found by these folded words is found by `query`: by all that it asks for."""
    if not query.strip():
        return True
    terms = terms_of(query)
    return bool(terms) and all(term.is_in(found_by) for term in terms)


def _is_of_a_word(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter)[0] == "M"
