"""The offer to take back what was just done, beside the message that says that it was done."""

from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.urls import reverse

from ...forms.approaches import OneStepForm
from ...forms.base import DeskForm
from ...forms.marks import UndoForm
from ...models import Approach, Mark
from ...vocabulary import Outcome
from ...workflow import can_undo, seen


@dataclass(frozen=True, kw_only=True)
class Undoing:
    """The form that takes something back, where it is sent to, and what it sends besides.

    `place` is what the answer is put into the place of; without it the answer says itself where it belongs.
    """

    form: DeskForm
    url: str
    more: dict[str, str] = field(default_factory=dict)
    place: str = ""


def undo_tag(row: Mark | Approach) -> str:
    """What a message is tagged with that says that this mark was made, or what came of this approach: "mark-17"."""
    return f"{row._meta.model_name}-{row.pk}"


def undo_tagged(tag: str, *, by: User) -> Undoing | None:
    """What takes back what the message with this tag says was done, while `by` may take it back."""
    kind, _hyphen, number = tag.partition("-")
    match kind:
        case "mark":
            return _of_mark(int(number), by=by)
        case "approach":
            return _of_outcome(int(number))
    return None


def _of_mark(number: int, *, by: User) -> Undoing | None:
    mark = Mark.objects.select_related("claim__mark", "claim__head").filter(pk=number).first()
    if mark is None or mark.claim.mark_id != mark.pk or not can_undo(mark.claim, by=by):
        return None
    return Undoing(form=UndoForm.of(mark), url=reverse("mark_undo", args=[mark.claim_id]))


def _of_outcome(number: int) -> Undoing | None:
    approach = Approach.objects.select_related("claim").filter(pk=number, retraction="").first()
    if approach is None or approach.outcome == Outcome.AWAITING or not approach.claim.is_open_to_changes:
        return None
    return Undoing(
        form=OneStepForm.of(seen(approach)),
        url=reverse("approach_outcome", args=[approach.pk]),
        more={"outcome": Outcome.AWAITING},
        place="#approaches",
    )
