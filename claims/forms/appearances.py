"""Passages lifted from an article, what claim they carry, and how the article credits its source."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..models import Appearance, Article, ArticleVersion, Attribution, Claim, Origin, Outlet, Topic
from ..models.claims import LONGEST_STATEMENT
from ..passages import PassageError, Span, from_utf16, locate
from ..vocabulary import OriginKind, Stance, Standing
from .base import DeskForm, SeenForm
from .claims import embargo_field
from .fields import NamedField, PickField, TopicsField, asks_alike, field_of, looks_up
from .reasons import CorrectionForm

STEPS = 5
#: First known sources nearby to tick; others are found by their words.
MOST_OFFERED = 6


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a chain as typed; `outlet` may be new and not saved yet."""

    words: str
    outlet: Outlet | None


@dataclass(frozen=True)
class StepFields:
    number: int
    words: BoundField
    outlet: BoundField


class ChainForm(DeskForm):
    """How an article credits its source: up to five steps, the last of which may be the first known source."""

    QUOTED: ClassVar[frozenset[str]] = frozenset(f"words_{number}" for number in range(1, STEPS + 1))

    stance = field_of(Appearance, "stance", coerce=Stance, widget=forms.RadioSelect)
    source_kind = forms.TypedChoiceField(
        label=_("The last step is the first known source"),
        choices=[("", _("no, or not known")), *OriginKind.choices],
        coerce=OriginKind,
        empty_value=None,
        required=False,
    )
    people = field_of(Origin, "people")
    same_as = PickField(
        Origin.objects.all(),
        lookup="origins",
        label=_("Same first known source as"),
        required=False,
        help_text=_(
            "Where another article, or another passage, goes back to the very same source: words of it. "
            "Public: the source’s page lists everything credited to it."
        ),
    )
    #: Names of the steps' words, in order.
    step_numbers = range(1, STEPS + 1)

    def __init__(self, *args: Any, origins: QuerySet[Origin], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in self.step_numbers:
            self.fields[f"words_{number}"] = field_of(
                Attribution,
                "words",
                required=False,
                label=_("%(number)d. Credited to") % {"number": number},
                help_text="",
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )
            self.fields[f"outlet_{number}"] = NamedField(
                Outlet.objects.all(),
                names_id="outlet-names",
                required=False,
                label=_("%(number)d. Outlet, if it is one") % {"number": number},
            )
        same_as = self.fields["same_as"]
        if isinstance(same_as, PickField):
            same_as.offered = origins[:MOST_OFFERED]

    def steps(self) -> Iterator[StepFields]:
        """The fields of each step, for the page."""
        for number in self.step_numbers:
            yield StepFields(number, self[f"words_{number}"], self[f"outlet_{number}"])

    def first_steps(self) -> list[StepFields]:
        return list(self.steps())[:2]

    def more_steps(self) -> list[StepFields]:
        return list(self.steps())[2:]

    def has_more_steps(self) -> bool:
        """Whether anything was typed beyond the first two steps."""
        return any(step.words.value() or step.outlet.value() for step in self.more_steps())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["chain"] = chain = self._chain(cleaned)
        kind, same_as, people = (cleaned.get(name) for name in ("source_kind", "same_as", "people"))
        if (kind or same_as) and not chain and "words_1" not in self.errors:
            self.add_error("words_1", _("Write the source as the article credits it."))
        if kind and same_as:
            self.add_error("same_as", _("Say either what kind of source it is, or that it is the same as another."))
        if people and not kind and "people" not in self.errors:
            self.add_error("people", _("A number of people needs the kind of source above."))
        return cleaned

    def _chain(self, cleaned: dict[str, Any]) -> list[Step]:
        chain = []
        for number in self.step_numbers:
            words, outlet = cleaned.get(f"words_{number}", ""), cleaned.get(f"outlet_{number}")
            if words or outlet:
                chain.append(Step(words=words or str(outlet), outlet=outlet))
        return chain


class PassageForm(ChainForm):
    """A passage of an article's newest text, selected or pasted; or another place in it."""

    QUOTED = ChainForm.QUOTED | {"passage"}

    passage = forms.CharField(
        label=_("Passage"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Select words in the text, or paste them here exactly as they stand."),
    )
    # Kept in the browser with what is typed: the passage put back is the one chosen, not another with the same words.
    start = forms.IntegerField(widget=forms.HiddenInput({"data-keep": True}), required=False, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput({"data-keep": True}), required=False, min_value=0)
    locator = field_of(Appearance, "locator")
    with_copies = forms.BooleanField(required=False, initial=True)
    #: Says that the form asked about copies: a box that is empty is not sent.
    asked_copies = forms.BooleanField(widget=forms.HiddenInput, required=False, initial=True)

    def __init__(
        self, data: Any = None, *args: Any, version: ArticleVersion | None, copies: int, **kwargs: Any
    ) -> None:
        #: Whether copies were attached since the form was shown. They carry the passage as if the box had been left.
        self.has_new_copies = bool(data and copies and "asked_copies" not in data)
        if self.has_new_copies:
            data = data.copy()
            data["with_copies"] = data["asked_copies"] = "on"
        super().__init__(data, *args, **kwargs)
        self.version = version
        if copies:
            also = ngettext("Also in the %(count)d copy of it", "Also in the %(count)d copies of it", copies)
            self.fields["with_copies"].label = also % {"count": copies}
        else:
            del self.fields["with_copies"], self.fields["asked_copies"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["span"] = None
        if cleaned.get("passage"):
            cleaned["span"] = self._span(cleaned)
        elif "passage" not in self.errors and not cleaned.get("locator"):
            self.add_error("passage", _("Say where it stands: select or paste the passage, or name the place in it."))
        return cleaned

    def _span(self, cleaned: dict[str, Any]) -> Span | None:
        if self.version is None:
            self.add_error("passage", _("This article has no text here. Say where it is instead."))
            return None
        try:
            return span_of(self.version.text, cleaned["passage"], cleaned.get("start"), cleaned.get("end"))
        except PassageError as error:
            self.add_error("passage", ValidationError(str(error), code="passage"))
            return None

    def goes_to_copies(self) -> bool:
        """Whether the article's copies carry it, too: where nobody was asked, those there are when it is saved do."""
        goes: bool = self.cleaned_data.get("with_copies", True)
        return goes

    def check_anchored(self, appearance: Appearance) -> None:
        """Raise ValidationError where a newer text came in between, so that the span means other words there."""
        meant = self.version.pk if self.version and self.cleaned_data["span"] else None
        if appearance.article_version_id != meant:
            raise ValidationError(
                {"passage": _("A colleague added a newer text of this article meanwhile. Select the passage again.")}
            )


class LiftForm(PassageForm):
    """A passage, and the claim it carries: a new one, or one already on the desk."""

    claim = forms.ModelChoiceField(
        Claim.objects.on_desk(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("There is no such claim on the desk. It may have been merged: search.")},
    )
    find = forms.CharField(
        label=_("Or find a claim on record"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **looks_up("claims", press="again")}),
        help_text=_("Words of the claim, or its number."),
    )
    statement = field_of(
        Claim,
        "statement",
        required=False,
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea({"rows": 3, "dir": "auto", **asks_alike(attach=True)}),
    )
    unknowns = field_of(Claim, "unknowns", widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}))
    claimant = field_of(Claim, "claimant")
    claimed_on = field_of(Claim, "claimed_on")
    about_when = field_of(Claim, "about_when")
    topics = TopicsField(Topic.objects.all(), label=_("Topics"), required=False)
    review_by = field_of(Claim, "review_by", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    not_before = embargo_field()
    publish = forms.BooleanField(required=False, widget=forms.HiddenInput)

    PARTICULARS = ("unknowns", "claimant", "claimed_on", "about_when", "topics", "review_by", "not_before")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        claim = cleaned.get("claim")
        if claim is None and not cleaned.get("statement") and not {"claim", "statement"} & set(self.errors):
            self.add_error("statement", _("Word the claim, or choose one already on record."))
        if claim is not None and cleaned.get("statement"):
            self.add_error("statement", _("You chose a claim on record: empty this, or choose “a new claim”."))
        if claim is not None and cleaned.get("not_before"):
            self.add_error("not_before", _("You chose a claim on record: its embargo is set on its own page."))
        if claim is not None and claim.is_draft and cleaned.get("publish"):
            # Colleagues may have added to it what is not to be public yet; here nobody sees it.
            self.add_error(
                None, _("That claim is a draft: save, then publish it on its own page, where you see it whole.")
            )
        if claim is not None and claim.is_public and not cleaned.get("publish"):
            self.add_error(None, _("That claim is public, and so is what you add to it: press “Save and publish”."))
        return cleaned

    def has_particulars(self) -> bool:
        """Whether the part of the form about the claim's particulars holds anything, so that it is shown open."""
        return any(self[name].value() or self[name].errors for name in self.PARTICULARS)

    def particulars(self) -> dict[str, Any]:
        """What `draft_claim` takes beside the statement."""
        return {name: self.cleaned_data[name] for name in self.PARTICULARS}


class AppearanceForm(PassageForm):
    """An article carrying a given claim."""

    standing = field_of(Appearance, "standing", coerce=Standing)
    standing_note = field_of(Appearance, "standing_note")


class AppearanceEditForm(ChainForm, CorrectionForm, SeenForm):
    """What is said of an appearance, mended or brought up to date."""

    may_go_without = True

    locator = field_of(Appearance, "locator")
    standing = field_of(Appearance, "standing", coerce=Standing)
    standing_note = field_of(Appearance, "standing_note")


def span_of(text: str, words: str, start: int | None = None, end: int | None = None) -> Span:
    """Where `words` stand in `text`: at the UTF-16 offsets a browser sent if they do, else where they are found.

    Raises `PassageError` where they stand nowhere, or offsets do not decide between several places.
    """
    if start is not None and end is not None:
        try:
            span = _without_edges(text, from_utf16(text, start, end))
        except PassageError:
            return locate(text, words)
        if text[span.start : span.end].split() == words.split():
            return span
    return locate(text, words)


def _without_edges(text: str, span: Span) -> Span:
    """`span` without white space at its ends."""
    chosen = text[span.start : span.end]
    start = span.start + len(chosen) - len(chosen.lstrip())
    return Span(start, max(start, span.end - (len(chosen) - len(chosen.rstrip()))))


def chain_of(appearance: Appearance) -> dict[str, Any]:
    """An appearance's chain as the initial values of a `ChainForm`."""
    steps = list(appearance.attributions.select_related("outlet", "origin").order_by("position"))
    initial: dict[str, Any] = {}
    for number, step in enumerate(steps, start=1):
        initial |= {f"words_{number}": step.words, f"outlet_{number}": step.outlet}
    if steps and steps[-1].origin:
        initial["same_as"] = steps[-1].origin
    return initial


def origins_near(article: Article | None, claims: QuerySet[Claim] | list[Claim]) -> QuerySet[Origin]:
    """First known sources that one may mean by "same as": of this article, of its claims, and of `claims`."""
    standing = Appearance.objects.filter(retraction="")
    appearances = standing.filter(claim__in=claims)
    if article:
        beside = standing.filter(article=article)
        appearances = appearances | beside | standing.filter(claim__in=Claim.objects.filter(appearances__in=beside))
    ending = Attribution.objects.filter(appearance__in=appearances, origin__isnull=False)
    return Origin.objects.filter(pk__in=ending.values("origin")).order_by("pk")
