"""What belongs to a claim, as a form asks about each of it: with enough to tell it from all others."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ..reading import AnswerReading, AppearanceReading, ApproachReading, EvidenceReading
from ..wording import answer_line, approach_line, article_line, evidence_line, heard_line

#: Characters of what was said that are shown: enough to know it again.
LONGEST_WORDS = 240


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """One thing by its number: what it is, in a `line`; the `words` that it is about; when and where; its address."""

    id: int
    line: str
    words: tuple[str, ...] = ()
    where: str = ""
    url: str = ""

    @classmethod
    def of_answer(cls, answer: AnswerReading) -> "Belonging":
        said = answer.response
        words = (said.words, said.translation)
        return cls(id=answer.id, line=answer_line(answer), words=words, where=heard_line(said), url=said.url)

    @classmethod
    def of_appearance(cls, appearance: AppearanceReading) -> "Belonging":
        article = appearance.article
        where = appearance.locator
        return cls(
            id=appearance.id, line=article_line(article), words=(appearance.exact,), where=where, url=article.url
        )

    @classmethod
    def of_evidence(cls, item: EvidenceReading) -> "Belonging":
        return cls(id=item.id, line=evidence_line(item), url=item.url)

    @classmethod
    def of_approach(cls, approach: ApproachReading) -> "Belonging":
        return cls(id=approach.id, line=approach_line(approach), where=approach.note)

    def shown(self, *, first: str = "") -> SafeString:
        """Words, place and link in one line for a form, after the sentence `first`."""
        parts = [
            *(format_html("<q dir=auto>{}</q>", in_short(one)) for one in self.words if one),
            *([format_html("<bdi>{}</bdi>", self.where)] if self.where else []),
            *([format_html('<a href="{}" rel="noreferrer">{}</a>', self.url, _("source"))] if self.url else []),
        ]
        line = format_html_join(" · ", "{}", ((part,) for part in parts))
        return format_html_join(" ", "{}", ((part,) for part in (first, line) if part))


def in_short(words: str) -> str:
    return Truncator(" ".join(words.split())).chars(LONGEST_WORDS)
