"""Rows that a form names and that may be new: saved where they are, inside the act of the form."""

from django.contrib.auth.models import User

from ...forms.appearances import ChainForm
from ...models import Outlet, Speaker
from ...vocabulary import SpeakerKind
from ...workflow import Credit, create_speaker, outlet_called, speaker_called


def saved_outlet(outlet: Outlet | None, *, by: User) -> Outlet | None:
    """The outlet, made if it is new; one that this form named before, or a colleague's just now, is not made twice."""
    return outlet if outlet is None or outlet.pk else outlet_called(outlet.name, by=by)


def saved_speaker(
    speaker: Speaker, *, by: User, kind: SpeakerKind = SpeakerKind.INSTITUTION, description: str = ""
) -> Speaker:
    """The speaker, made if it is new; one that this form named before, or a colleague's just now, is not made twice.

    What was typed for an unnamed one is its description. A description tells a namesake apart.
    """
    if speaker.pk:
        return speaker
    if kind == SpeakerKind.UNNAMED:
        return create_speaker(name="", kind=kind, description=speaker.name, by=by)
    if description:
        return create_speaker(name=speaker.name, kind=kind, description=description, by=by)
    return speaker_called(speaker.name, kind=kind, by=by)


def credits_of(form: ChainForm, *, by: User) -> list[Credit]:
    """The chain that the form describes; only its last step ends at a first known source."""
    data = form.cleaned_data
    steps = data["chain"]
    return [
        Credit(
            words=step.words,
            outlet=saved_outlet(step.outlet, by=by),
            origin=data["same_as"] if step is steps[-1] else None,
            kind=data["source_kind"] if step is steps[-1] else None,
            people=data["people"] if step is steps[-1] else None,
        )
        for step in steps
    ]
