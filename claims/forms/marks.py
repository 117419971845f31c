"""The mark form: what a claim's answers and evidence can carry, and a reason that starts with the generated line."""

from dataclasses import dataclass
from typing import Any, Self, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ..dates import PartialDate, PartialDateFormField
from ..models import Mark
from ..reading import AnswerReading, ClaimReading, EvidenceReading
from ..vocabulary import Status
from ..wording import answer_line, evidence_line, mark_reason, opposing_answers, proposed_status
from .base import LARGEST_NUMBER, DeskForm, VersionedForm
from .reasons import reason_field

NO_LONGER = _("What you chose can no longer carry a mark: it was changed or taken back. Look at the list again.")


@dataclass(frozen=True, kw_only=True)
class Basis:
    """A box to tick: an answer or a piece of evidence that can carry a mark."""

    name: str
    value: int
    id: str
    checked: bool
    line: str
    said_at: PartialDate | None = None
    words: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class StatusChoice:
    """One status with what can carry it."""

    status: Status
    id: str
    checked: bool
    basis: list[Basis]

    @property
    def lacks_basis(self) -> bool:
        """Whether nothing on record can carry it, so that it cannot be chosen yet."""
        return not self.basis and self.status != Status.OPEN


class MarkForm(VersionedForm):
    """A mark on the claim of `reading`.

    Answers and evidence are offered under the status they can carry; only those under the status chosen count.
    `drafted` remembers the generated reason, which tells whether the editor has changed it.
    """

    status = forms.ChoiceField(label=_("Mark"), choices=Status)
    answers = forms.TypedMultipleChoiceField(
        label=_("Answers"), coerce=int, required=False, empty_value=[], error_messages={"invalid_choice": NO_LONGER}
    )
    evidence = forms.TypedMultipleChoiceField(
        label=_("Evidence"), coerce=int, required=False, empty_value=[], error_messages={"invalid_choice": NO_LONGER}
    )
    reason = reason_field(help_text=_("Public. It starts with the generated line; edit it freely."))
    despite = reason_field(label=_("Why, in spite of the opposing answer"), required=False)
    not_pursued = forms.BooleanField(label=_("Not pursued: nobody is looking into it any more"), required=False)
    tried_to_verify = forms.BooleanField(label=_("We tried to verify it and could not"), required=False)
    stood_from = PartialDateFormField(
        label=_("Stood from"),
        required=False,
        help_text=_("When what the mark rests on happened. Empty: when the newest of it was said or assessed."),
    )
    drafted = forms.CharField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, reading: ClaimReading, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"mark-{reading.id}-%s")
        super().__init__(data, **kwargs)
        self.reading = reading
        self.carrying = {status: _carrying(reading, status) for status in (Status.DENIED, Status.CONFIRMED)}
        answers = [answer for found, _items in self.carrying.values() for answer in found]
        items = [item for _answers, found in self.carrying.values() for item in found]
        self._offer("answers", [(answer.id, answer_line(answer)) for answer in answers])
        self._offer("evidence", [(item.id, item.title) for item in items])

    @classmethod
    def proposing(cls, reading: ClaimReading, *, version: int, status: str = "", next: str = "") -> Self:
        """A fresh form: the status asked for, or the one that everything on record points to, with its reason."""
        form = cls(reading=reading)
        chosen = Status(status) if status in Status else proposed_status(reading.answers, reading.evidence)
        checked_answers, checked_items = [], []
        for answers, items in form.carrying.values():
            checked_answers += [answer.id for answer in answers]
            # Evidence makes a mark a finding: where an answer carries it, that is for the editor to choose.
            checked_items += [] if answers else [item.id for item in items]
        form.initial = {"version": version, "answers": checked_answers, "evidence": checked_items, "next": next}
        form.initial["status"] = chosen.value
        form.initial["reason"] = form.initial["drafted"] = form.draft()
        return form

    @classmethod
    def redrawn(cls, data: QueryDict, reading: ClaimReading) -> Self:
        """The form as typed so far, unchecked; the reason drafted anew unless the editor has changed it."""
        form = cls(reading=reading)
        form.initial = {name: data.get(name, "") for name in form.fields}
        form.initial |= {name: data.getlist(name) for name in ("answers", "evidence")}
        form.initial |= {name: name in data for name in ("not_pursued", "tried_to_verify")}
        draft = form.draft()
        if _same_words(data.get("reason", ""), data.get("drafted", "")) or not data.get("reason", "").strip():
            form.initial["reason"] = draft
        form.initial["drafted"] = draft
        return form

    @property
    def chosen(self) -> Status:
        value = str(self["status"].value() or "")
        return Status(value) if value in Status else Status.OPEN

    @property
    def choices(self) -> list[StatusChoice]:
        """Denied, confirmed and open, each with what can carry it."""
        return [
            StatusChoice(
                status=status,
                id=f"{self['status'].auto_id}-{status}",
                checked=status == self.chosen,
                basis=self._basis(status),
            )
            for status in (Status.DENIED, Status.CONFIRMED, Status.OPEN)
        ]

    @property
    def cited(self) -> list[BoundField]:
        """The fields shown as boxes under each status; what is wrong with them stands above all boxes."""
        return [self["answers"], self["evidence"]]

    @property
    def opposing(self) -> list[str]:
        """What those concerned said against the mark as chosen now, each in a line."""
        cited = {answer.id for answer in self._cited()[0]}
        return [answer_line(answer) for answer in opposing_answers(self.reading, self.chosen, cited=cited)]

    @property
    def asks_despite(self) -> bool:
        rests_on_evidence = bool(self._cited()[1])
        return bool(self["despite"].value() or self["despite"].errors or (self.opposing and not rests_on_evidence))

    @property
    def has_more(self) -> bool:
        """Whether the rarely used fields have something to show."""
        return any(self[name].value() or self[name].errors for name in ("not_pursued", "tried_to_verify", "stood_from"))

    def draft(self) -> str:
        """The generated reason for what is chosen now."""
        answers, evidence = self._cited()
        not_pursued = bool(self["not_pursued"].value())
        if self.chosen == Status.OPEN:
            answers, evidence = list(self.reading.standing_answers), list(self.reading.standing_evidence)
        elif not answers and not evidence:
            return ""
        return mark_reason(
            self.chosen, answers, evidence, others=self.reading.standing_answers, not_pursued=not_pursued
        )

    def clean(self) -> dict[str, Any]:
        """Keep of the boxes only those offered under the status chosen: the others are not seen when it is chosen.

        A reason that nobody edited is that of what was chosen last, also where the form was not drawn anew for it.
        """
        cleaned = super().clean() or self.cleaned_data
        status = cleaned.get("status")
        answers, evidence = self.carrying.get(Status(status), ([], [])) if status else ([], [])
        cleaned["answers"] = [pk for pk in cleaned.get("answers", []) if pk in {answer.id for answer in answers}]
        cleaned["evidence"] = [pk for pk in cleaned.get("evidence", []) if pk in {item.id for item in evidence}]
        if status != Status.OPEN:
            cleaned["not_pursued"] = False
        if _same_words(cleaned.get("reason", ""), cleaned.get("drafted", "")):
            cleaned["reason"] = self.draft() or cleaned.get("reason", "")
        return cleaned

    def _cited(self) -> tuple[list[AnswerReading], list[EvidenceReading]]:
        answers, items = self.carrying.get(self.chosen, ([], []))
        return (
            [answer for answer in answers if self._is_checked("answers", answer.id)],
            [item for item in items if self._is_checked("evidence", item.id)],
        )

    def _is_checked(self, name: str, value: int) -> bool:
        return str(value) in {str(checked) for checked in self[name].value() or []}

    def _basis(self, status: Status) -> list[Basis]:
        answers, items = self.carrying.get(status, ([], []))
        basis = [self._box("answers", answer.id, answer_line(answer), answer) for answer in answers]
        return basis + [self._box("evidence", item.id, evidence_line(item)) for item in items]

    def _box(self, name: str, value: int, line: str, answer: AnswerReading | None = None) -> Basis:
        response = answer.response if answer else None
        return Basis(
            name=name,
            value=value,
            id=f"{self[name].auto_id}-{value}",
            checked=self._is_checked(name, value),
            line=line,
            said_at=response.said_at if response else None,
            words=(response.translation or response.words) if response else "",
            language=response.language if response and not response.translation else "",
        )

    def _offer(self, name: str, choices: list[tuple[int, str]]) -> None:
        cast(forms.TypedMultipleChoiceField, self.fields[name]).choices = choices


class UndoForm(DeskForm):
    """Take back the mark shown."""

    mark = forms.IntegerField(min_value=1, max_value=LARGEST_NUMBER, widget=forms.HiddenInput)

    @classmethod
    def of(cls, mark: Mark) -> Self:
        return cls(initial={"mark": mark.pk}, auto_id=False)


def _carrying(reading: ClaimReading, status: Status) -> tuple[list[AnswerReading], list[EvidenceReading]]:
    """The answers and evidence that a mark of `status` may rest on."""
    answers = [answer for answer in reading.answers if answer.can_be_ground_of(status)]
    return answers, [item for item in reading.evidence if item.can_be_ground_of(status)]


def _same_words(one: str, other: str) -> bool:
    return one.split() == other.split()
