"""Forms that mend or take back something, and ask for the public reason."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ..vocabulary import LONGEST_REASON
from .base import BasedForm, DeskForm, SeenForm


def reason_field(*, rows: int = 2, **kwargs: Any) -> forms.CharField:
    """Where a reason is typed that becomes public. It goes its own way, as what it is a reason for may not."""
    return forms.CharField(
        **{
            "label": _("Reason"),
            "max_length": LONGEST_REASON,
            "widget": forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
            "help_text": _("Public."),
            "error_messages": {"required": _("Give the reason. It is public.")},
            **kwargs,
        }
    )


class ReasonForm(DeskForm):
    """A form with a reason that becomes a public notice. Of what is not public yet, no reason is asked."""

    reason = reason_field(help_text=_("Public: what was wrong and is mended."))
    #: Whether a public thing may be changed without one: for new facts rather than an error of ours.
    may_go_without: ClassVar[bool] = False
    #: What is said beside it where it may be left empty.
    when_empty = _("Public. Give it where an error of ours is mended; leave it empty for new facts.")

    def __init__(self, *args: Any, is_public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields.pop("reason")
        reason.required = not self.may_go_without
        if self.may_go_without:
            reason.help_text = self.when_empty
        if is_public:
            self.fields["reason"] = reason

    def given_reason(self) -> str:
        """The reason typed; empty where none was asked for."""
        return str(self.cleaned_data.get("reason", ""))


class CorrectionForm(ReasonForm, BasedForm):
    """What is said of something, said anew. No reason is asked of who changed nothing."""

    OF_THE_CHANGE = frozenset({"reason"})

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and set(self.errors) == {"reason"} and not self.differences():
            del self.errors["reason"]


class AdditionForm(CorrectionForm):
    """A correction, unless what is added changes nothing that readers are told: the workflow sees which it is."""

    may_go_without = True
    when_empty = _("Public: what was wrong or missing. Leave it empty only where you add a link and nothing else.")


class RetractForm(ReasonForm, SeenForm):
    """Why an answer, appearance, evidence or approach is taken back."""

    reason = reason_field(
        rows=3,
        label=_("Why we take it back"),
        help_text=_("Public. What is taken back stays on the page, with this reason."),
    )
