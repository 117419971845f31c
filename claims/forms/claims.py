"""A claim's own words and particulars, and the decisions about its life."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..dates import PartialDateFormField
from ..models import Answer, Claim, Evidence, Topic
from ..models.claims import LONGEST_STATEMENT
from ..reading import ClaimReading
from .base import LARGEST_NUMBER, LARGEST_VERSION, Contrast, DeskForm, VersionedForm, in_words
from .belonging import Belonging
from .fields import TopicsField, asks_alike
from .reasons import reason_field

A_DATE = _("Such as 26 January 2024, January 2024, 2024 or yesterday.")


def statement_field(**kwargs: Any) -> forms.CharField:
    return forms.CharField(
        **{
            "label": _("Claim"),
            "max_length": LONGEST_STATEMENT,
            "widget": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "help_text": _("One checkable assertion, worded neutrally and affirmatively."),
            **kwargs,
        }
    )


def unknowns_field() -> forms.CharField:
    return forms.CharField(
        label=_("What is not known"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("And what would settle it."),
    )


def embargo_field() -> forms.DateTimeField:
    return forms.DateTimeField(
        label=_("Not before"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=format_lazy(
            _("Embargo: publishing earlier is refused. In the time of {zone}."),
            zone=lazy(timezone.get_current_timezone_name, str)(),
        ),
    )


class Particulars(DeskForm):
    """What a claim says about itself beside its wording."""

    claimant = forms.CharField(
        label=_("Who asserts it publicly"), max_length=200, required=False, help_text=_("If known.")
    )
    claimed_on = PartialDateFormField(label=_("Claimed"), required=False, help_text=A_DATE)
    about_when = PartialDateFormField(label=_("About when"), required=False, help_text=A_DATE)
    unknowns = unknowns_field()
    topics = TopicsField(label=_("Topics"), rows=Topic.objects.all(), required=False)
    review_by = forms.DateField(
        label=_("Review due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The queue lists it from that day on."),
    )
    not_before = embargo_field()

    def particulars(self) -> dict[str, Any]:
        """The values as `draft_claim` and `update_claim` take them."""
        return {name: self.cleaned_data.get(name) for name in Particulars.base_fields if name != "once"}


class ClaimForm(Particulars):
    """A new claim, without an article."""

    statement = statement_field(widget=forms.Textarea({"rows": 2, "dir": "auto", **asks_alike()}))

    field_order = ["statement"]


class ClaimEditForm(Particulars, VersionedForm):
    """A claim's particulars. For a public claim it is said whether facts are new or an error of ours is mended."""

    OF_THE_CHANGE = frozenset({"kind", "reason"})

    class Kind(TextChoices):
        NEW_FACTS = "update", _("New facts, or tidying up")
        OUR_ERROR = "correct", _("We had it wrong: publish a correction")

    kind = forms.ChoiceField(label=_("What kind of change"), choices=Kind, widget=forms.RadioSelect, required=False)
    reason = reason_field(
        label=_("Correction notice"),
        required=False,
        help_text=_("Public. What was wrong, and what is right; only for a correction."),
    )

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {name: getattr(claim, name) for name in Particulars.base_fields if hasattr(claim, name)}
            | {"version": claim.version, "topics": list(claim.topics.all()), "kind": self.Kind.NEW_FACTS},
        )
        super().__init__(*args, **kwargs)
        if claim.is_draft:
            del self.fields["kind"], self.fields["reason"]
        else:
            self.fields["kind"].required = True
            del self.fields["not_before"]

    @property
    def is_correction(self) -> bool:
        return self.cleaned_data.get("kind") == self.Kind.OUR_ERROR

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_correction and not cleaned.get("reason"):
            self.add_error("reason", ValidationError(_("A correction says what was wrong. It is public.")))
        return cleaned


class DecisionForm(VersionedForm):
    """A decision about a claim's life, based on how it stood."""

    #: The fields that say in short what is decided.
    IN_SHORT: ClassVar[tuple[str, ...]] = ()
    #: Whether any change made meanwhile is in its way, and not only one of status, basis or wording.
    MEETS_ANY_CHANGE: ClassVar[bool] = False

    def in_short(self) -> list[Contrast]:
        """What is decided, field by field, as far as anything was typed."""
        typed = [(self[name], self.cleaned_data.get(name)) for name in self.IN_SHORT if name in self.fields]
        return [
            Contrast(label=str(field.label), mine=in_words(field.field, value), field=field)
            for field, value in typed
            if value
        ]


class RewordForm(DecisionForm):
    """Another wording, and whether each answer and each piece of evidence that stands still fits it."""

    YES, NO = "yes", "no"
    IN_SHORT = ("statement", "reason")

    statement = statement_field()
    reason = reason_field()

    def __init__(self, *args: Any, claim: Claim, reading: ClaimReading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"statement": claim.statement, "version": claim.version}
        self.fields["reason"].required = not claim.is_draft
        cited_answers = {answer.id for answer in reading.mark.answers} if reading.mark else set()
        cited_evidence = {item.id for item in reading.mark.evidence} if reading.mark else set()
        for answer in map(Belonging.of_answer, reading.standing_answers):
            question = _("Does this still answer it? %(answer)s") % {"answer": answer.line}
            self._ask(f"answer_{answer.id}", question, answer, is_cited=answer.id in cited_answers)
        for item in map(Belonging.of_evidence, reading.standing_evidence):
            question = _("Does this still bear on it? %(evidence)s") % {"evidence": item.line}
            self._ask(f"evidence_{item.id}", question, item, is_cited=item.id in cited_evidence)
        self.order_fields(
            ["statement", *(name for name in self.fields if name not in RewordForm.base_fields), "reason"]
        )

    def _ask(self, name: str, question: str, about: Belonging, *, is_cited: bool) -> None:
        # Nothing is chosen before the editor has read it: only they can say.
        self.fields[name] = forms.ChoiceField(
            label=question,
            choices=[(self.YES, _("Yes")), (self.NO, _("No, take it back"))],
            widget=forms.RadioSelect,
            help_text=about.shown(first=gettext("The mark rests on it.") if is_cited else ""),
            error_messages={"required": _("Say whether it still fits the new wording.")},
        )

    def still_fits(self, claim: Claim) -> dict[Answer | Evidence, bool]:
        """The decision on each answer and piece of evidence of `claim` that the form asked about."""
        asked: dict[str, Answer | Evidence] = {f"answer_{answer.pk}": answer for answer in claim.answers.all()}
        asked |= {f"evidence_{item.pk}": item for item in claim.evidence.all()}
        return {item: self.cleaned_data[name] == self.YES for name, item in asked.items() if name in self.cleaned_data}


class PublishForm(VersionedForm):
    """Make a draft public."""


class DiscardForm(DecisionForm):
    """Delete a draft."""

    MEETS_ANY_CHANGE = True


class WithdrawForm(DecisionForm):
    """Take a public claim out of lists, or say that we were wrong."""

    IN_SHORT = ("kind", "reason")

    class Kind(TextChoices):
        WITHDRAW = "withdraw", _("Withdraw: it should no longer be listed")
        RETRACT = "retract", _("Retract: we were wrong to record it as we did")

    kind = forms.ChoiceField(label=_("What kind"), choices=Kind, widget=forms.RadioSelect)
    reason = reason_field()


class MergeSearchForm(forms.Form):
    """Which claim survives: by its number or words of it. A `reason` that was typed before goes along."""

    q = forms.CharField(
        label=_("Number or words of the other claim"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    reason = reason_field(required=False, max_length=None, help_text="")


class MergeForm(DecisionForm):
    """Merge `claim` into `into`, deciding between answers that one response gives differently to the two."""

    BASIS = ("version", "into_version")
    IN_SHORT = ("reason",)

    into = forms.IntegerField(min_value=1, max_value=LARGEST_NUMBER, widget=forms.HiddenInput)
    into_version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput)
    reason = reason_field()

    def __init__(
        self, *args: Any, claim: Claim, into: Claim, differing: Iterable[tuple[Answer, Answer]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, "into": into.pk, "version": claim.version, "into_version": into.version}
        if claim.is_draft:
            self.fields["reason"].required = False
            self.fields["reason"].help_text = _("Public, with the new version of the claim that stays. May be empty.")
        self.differing = list(differing)
        for theirs, survivors in self.differing:
            self.fields[f"response_{theirs.response_id}"] = forms.ChoiceField(
                label=_("Which answer by %(speaker)s stands?") % {"speaker": theirs.response.speaker},
                choices=[
                    (str(survivors.pk), _("%(answer)s (on the claim that stays)") % {"answer": _said(survivors)}),
                    (str(theirs.pk), _("%(answer)s (on the claim merged)") % {"answer": _said(theirs)}),
                ],
                widget=forms.RadioSelect,
                error_messages={"required": _("Say which of the two answers stands.")},
            )

    def choices(self) -> dict[int, Answer]:
        """By response, the answer chosen."""
        return {
            one.response_id: one if self.cleaned_data[f"response_{one.response_id}"] == str(one.pk) else other
            for one, other in self.differing
        }


def _said(answer: Answer) -> str:
    if answer.retraction:
        return gettext("taken back: %(reason)s") % {"reason": answer.retraction}
    return f"{answer.get_kind_display()}: {answer.part}" if answer.part else str(answer.get_kind_display())


class SplitForm(DecisionForm):
    """Two or more statements, and for each item of the claim to which of them it belongs, or that it belongs to none.

    `items` holds what belongs to the claim, by kind.
    """

    FEWEST, MOST = 2, 6
    IN_SHORT = (*(f"statement_{index}" for index in range(MOST)), "reason")
    NONE = "none"
    ITEMS = {
        "appearances": _("Where it ran"),
        "answers": _("Who answered"),
        "evidence": _("Evidence"),
        "approaches": _("Who was asked"),
    }
    #: About the whole until somebody says otherwise. What an answer or evidence is about, only an editor can say.
    ABOUT_ALL = ("appearances", "approaches")

    parts = forms.IntegerField(min_value=FEWEST, max_value=MOST, initial=FEWEST, widget=forms.HiddenInput)
    reason = reason_field()

    def __init__(self, *args: Any, parts: int, items: dict[str, list[Belonging]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = parts
        self.items = items
        for index in range(parts):
            self.fields[f"statement_{index}"] = statement_field()
            self.fields[f"unknowns_{index}"] = unknowns_field()
        to = [(str(index), _("Part %(number)d") % {"number": index + 1}) for index in range(parts)]
        for kind in self.ITEMS:
            for item in items[kind]:
                self.fields[f"{kind}_{item.id}"] = forms.MultipleChoiceField(
                    label=item.line,
                    help_text=item.shown(),
                    choices=[*to, (self.NONE, _("None of them"))],
                    initial=[value for value, _label in to] if kind in self.ABOUT_ALL else [],
                    widget=forms.CheckboxSelectMultiple,
                    error_messages={"required": _("Say to which part it belongs, or to none.")},
                )

    @property
    def part_groups(self) -> list[dict[str, Any]]:
        """For each part its number and its fields."""
        return [
            {"number": index + 1, "fields": [self[f"statement_{index}"], self[f"unknowns_{index}"]]}
            for index in range(self.number)
        ]

    @property
    def item_groups(self) -> list[dict[str, Any]]:
        """For each kind of item there is its name and a field for each item."""
        return [
            {"name": name, "fields": [self[f"{kind}_{item.id}"] for item in self.items[kind]]}
            for kind, name in self.ITEMS.items()
            if self.items[kind]
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for kind in self.ITEMS:
            for item in self.items[kind]:
                chosen = cleaned.get(f"{kind}_{item.id}", [])
                if self.NONE in chosen and len(chosen) > 1:
                    self.add_error(f"{kind}_{item.id}", ValidationError(_("Either to parts, or to none of them.")))
        return cleaned

    def part(self, index: int) -> dict[str, str]:
        """The words of one part, as `workflow.Part` takes them."""
        return {name: self.cleaned_data[f"{name}_{index}"] for name in ("statement", "unknowns")}

    def belonging(self, kind: str, to: int | None) -> set[int]:
        """The numbers of the items that belong to the part with this index, or to none."""
        wanted = self.NONE if to is None else str(to)
        return {item.id for item in self.items[kind] if wanted in self.cleaned_data[f"{kind}_{item.id}"]}
