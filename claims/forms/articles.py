"""Articles as they are pasted, corrected, and read again."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..characters import without_controls
from ..dates import UnreadableDate, parse_printed
from ..intake.furniture import Cleaned
from ..intake.furniture import cleaned as without_furniture
from ..intake.heading import heading
from ..models import Article, ArticleVersion, Outlet
from ..passages import normalise_newlines
from ..vocabulary import Medium
from .base import Contrast, DeskForm, SeenForm, VersionedForm
from .fields import NamedField, field_of
from .reasons import CorrectionForm

LONGEST_TEXT = 500_000
#: As many lines as a page can still be read and worked on with; the longest articles have some hundreds.
MOST_LINES = 10_000


class TextField(forms.CharField):
    """An article's text exactly as it was pasted, but for its line ends and for controls that nobody sees."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, widget=forms.Textarea(attrs={"dir": "auto"}), **kwargs)
        # A validator and no `max_length`: browsers cut what is pasted down to that without a word.
        self.validators += [MaxLengthValidator(LONGEST_TEXT), _check_lines]

    def to_python(self, value: Any) -> str:
        try:
            return normalise_newlines(without_controls(super().to_python(value) or ""))
        except ValueError as error:
            raise ValidationError(str(error), code="text") from error


def _check_lines(text: str) -> None:
    lines = text.count("\n") + 1
    if lines > MOST_LINES:
        raise ValidationError(
            _("This has %(lines)d lines, and at most %(most)d are taken in. Paste the article alone."),
            code="lines",
            params={"lines": lines, "most": MOST_LINES},
        )


class ParticularsForm(forms.Form):
    """What is said of an article beside its text."""

    PARTICULARS = ("title", "byline", "date_as_printed", "published_at", "outlet", "url", "medium", "language")

    title = field_of(Article, "title", widget=forms.TextInput(attrs={"dir": "auto"}))
    byline = field_of(Article, "byline", widget=forms.TextInput(attrs={"dir": "auto"}))
    date_as_printed = field_of(Article, "date_as_printed")
    published_at = field_of(
        Article,
        "published_at",
        may_be_copied=True,
        help_text=_("A day, month or year will do. Left empty, it is read from the date as printed."),
    )
    undated = forms.BooleanField(label=_("Leave the day of publication unknown"), required=False)
    outlet = NamedField(
        Outlet.objects.all(),
        names_id="outlet-names",
        label=_("Outlet"),
        required=False,
        help_text=_("Empty where the publisher is unknown. A new name makes a new outlet."),
    )
    url = field_of(Article, "url", max_length=1000)
    medium = field_of(Article, "medium", coerce=Medium)
    language = field_of(Article, "language")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        printed = cleaned.get("date_as_printed")
        known = cleaned.get("published_at") or cleaned.get("undated") or "published_at" in self.errors
        if printed and not known:
            self._read_printed_date(printed)
        return cleaned

    def _read_printed_date(self, printed: str) -> None:
        try:
            zone, language = timezone.get_current_timezone(), self.cleaned_data.get("language") or ""
            self.cleaned_data["published_at"] = parse_printed(printed, tz=zone, language=language)
        except UnreadableDate as error:
            message = _(
                "This line could not be read as a date: “%(line)s”. %(reason)s Give the day, or tick below that it is "
                "unknown."
            )
            self.add_error("published_at", ValidationError(message, "unread", {"line": printed, "reason": error}))

    def asks_whether_undated(self) -> bool:
        """Whether to offer leaving the day unknown: once the printed date could not be read."""
        return bool(self["undated"].value()) or self.has_error("published_at", "unread")

    def particulars(self) -> dict[str, Any]:
        """What the workflow's functions take; `outlet` may be new and not saved yet."""
        return {name: self.cleaned_data[name] for name in self.PARTICULARS}


class PastedForm(DeskForm):
    """A pasted text. Page furniture is taken out of it, unless the editor says to keep every line."""

    QUOTED = frozenset({"text"})

    keep_all = forms.BooleanField(
        label=_("Keep every line as pasted"),
        required=False,
        help_text=_("Otherwise advertisements, menus and the like are taken out. Each can be put back."),
    )

    @property
    def controls_taken_out(self) -> int:
        """How many characters that nobody sees were taken out of the text."""
        pasted = str(self["text"].data or "")
        return len(pasted) - len(without_controls(pasted))

    def take_out_furniture(self, text: str, *, heading: Collection[str] = ()) -> None:
        """Set `text` and `furniture` of the cleaned data: what is kept of `text`, and what is not."""
        kept = Cleaned(text, []) if self.cleaned_data.get("keep_all") else without_furniture(text, heading=heading)
        if not kept.text.strip():
            kept = Cleaned(text, [])
        self.cleaned_data |= {"text": kept.text, "furniture": kept.pieces}


class ArticleForm(ParticularsForm, PastedForm):
    """A new article, pasted. One whose text or address is on record already is asked about first.

    Title, byline and date as printed are read from the first lines of the text where their fields are left empty.
    """

    title = field_of(Article, "title", required=False, widget=forms.TextInput(attrs={"dir": "auto"}))
    text = TextField(
        label=_("Text"),
        required=False,
        help_text=_(
            "Paste all of it: title, byline and date are read from its first lines where you leave them empty. "
            "Only passages that you lift become public."
        ),
    )
    text.widget.attrs["autofocus"] = True
    again = forms.BooleanField(label=_("Take it in once more all the same"), required=False)

    # As on the page, for the list of what is wrong.
    field_order = (
        *("text", "again", "keep_all", "title", "byline", "outlet"),
        *("date_as_printed", "published_at", "undated", "url", "medium", "language"),
    )

    #: The article that has the pasted text or its address already, if there is one, and whether it is the text.
    on_record: Article | None = None
    has_text_on_record = False

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        text = cleaned.get("text", "")
        head = heading(text, tz=timezone.get_current_timezone(), language=cleaned.get("language") or "")
        cleaned |= {name: cleaned.get(name) or said for name, said in head.said.items() if name not in self.errors}
        cleaned = super().clean()
        if not cleaned.get("title") and not {"title", "text"} & self.errors.keys():
            self.add_error("title", _("Give the title: no first line of the text could be read as one."))
        self.take_out_furniture(text, heading=head.lines_saying(cleaned))
        self._ask_about_the_same_text(text)
        self._ask_about_the_same_address(cleaned.get("url", ""))
        return self.cleaned_data

    def _ask_about_the_same_text(self, pasted: str) -> None:
        kept = self.cleaned_data["text"]
        if kept.strip():
            digests = {ArticleVersion.digest_of(pasted), ArticleVersion.digest_of(kept)}
            self.on_record = Article.objects.filter(versions__sha256__in=digests).order_by("pk").first()
            self.has_text_on_record = self.on_record is not None
        if self.on_record and not self.cleaned_data.get("again"):
            message = _("This very text is on record already: “%(title)s”.")
            self.add_error("text", ValidationError(message, "on_record", {"title": self.on_record}))

    def _ask_about_the_same_address(self, url: str) -> None:
        found = Article.objects.at_address(url).order_by("pk").first() if url else None
        self.on_record = self.on_record or found
        if found and not self.cleaned_data.get("again"):
            message = _("An article of this address is on record already: “%(title)s”.")
            self.add_error("url", ValidationError(message, "on_record", {"title": found}))

    @property
    def line_of_a_copy(self) -> str:
        """What was typed of the address and outlet, as a line of the form for copies; empty without an address."""
        url, outlet = (str(self[name].value() or "").strip() for name in ("url", "outlet"))
        return f"{url} {outlet}".strip() if url and "url" not in self.errors else ""


class ArticleEditForm(ParticularsForm, CorrectionForm, VersionedForm):
    """An article's particulars, mended. For a public one the reason is the public notice."""

    # The day itself says whether it is known.
    OF_THE_CHANGE = CorrectionForm.OF_THE_CHANGE | {"undated"}


def kept_all(version: ArticleVersion) -> bool:
    """Whether the editor wanted every line in this text, furniture or not."""
    return not version.furniture and bool(without_furniture(version.text).pieces)


class ArticleTextForm(PastedForm, SeenForm):
    """A newer text of an article."""

    text = TextField(label=_("The article’s text as it is now"))

    field_order = ("text", "keep_all")

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if text := cleaned.get("text"):
            head = heading(text, tz=timezone.get_current_timezone(), language=self.article.language)
            self.take_out_furniture(text, heading=head.lines_saying(vars(self.article)))
        return self.cleaned_data

    def differences(self) -> list[Contrast]:
        """As of every form, but of two long texts only what is not the same in both."""
        return [_without_the_same_lines(one) for one in super().differences()]


def _without_the_same_lines(difference: Contrast) -> Contrast:
    """A difference without the lines that both sides begin or end with; "…" stands for them."""
    theirs, mine = ((side or "").split("\n") for side in (difference.theirs, difference.mine))
    first = _same_from_the_start(theirs, mine)
    last = _same_from_the_start(theirs[first:][::-1], mine[first:][::-1])
    before, after = ["…"] if first else [], ["…"] if last else []
    theirs, mine = ([*before, *side[first : len(side) - last], *after] for side in (theirs, mine))
    return replace(difference, theirs="\n".join(theirs), mine="\n".join(mine))


def _same_from_the_start(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are the same before the first that is not."""
    return sum(1 for _line in takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False)))


class PutBackForm(SeenForm):
    """Lines taken out of a text as page furniture, to be put back: their numbers, apart by spaces."""

    pieces = forms.RegexField(
        r"^[0-9]{1,6}(?: [0-9]{1,6})*$",
        max_length=100_000,
        error_messages={"required": _("Choose a line to put back."), "invalid": _("Choose a line to put back.")},
    )

    def numbers(self) -> set[int]:
        return {int(number) for number in self.cleaned_data["pieces"].split()}
