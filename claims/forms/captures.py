"""A copy of what a response was said in, uploaded; it stays with the form even where the form is refused."""

from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..captures import MOST_MEGABYTES, SUFFIXES, Stored, store
from .base import DeskForm

#: What the browser's own dialogue offers to choose from. It decides nothing.
OFFERED = ",".join([*SUFFIXES, *(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)])


class CaptureFields(DeskForm):
    """A file to keep. Judging the form stores it; a refused form carries it along as `held`, so it is chosen once."""

    capture = forms.FileField(
        label=_("Copy to keep"),
        required=False,
        widget=forms.FileInput(attrs={"accept": OFFERED}),
        help_text=format_lazy(
            _(
                "A screenshot, a PDF, a saved page or plain text, up to {most} MB. Kept at the desk with its "
                "fingerprint; the public reads only that it is kept."
            ),
            most=MOST_MEGABYTES,
        ),
        error_messages={"empty": _("The file is empty.")},
    )
    #: The file that is stored already: the one just sent, or one that this form carried along.
    held: Stored | None = None
    #: Whether the form was refused because the file could not be written.
    is_unwritable = False

    def carry_along(self, data: QueryDict, files: MultiValueDict[str, UploadedFile]) -> None:
        """Keep the file of a form that was sent for something else than to be saved. One that cannot be is let go."""
        upload = files.get("capture")
        with suppress(ValidationError, OSError):
            self.held = store(upload) if upload else Stored.held(data.get("held", ""))

    def clean_capture(self) -> UploadedFile | None:
        upload: UploadedFile | None = self.cleaned_data["capture"]
        if upload is None:
            return None
        try:
            self.held = store(upload)
        except OSError as error:
            self.is_unwritable = True
            raise ValidationError(
                _(
                    "The file could not be kept: the disk is full or cannot be written. Tell whoever runs the site. "
                    "Everything else can be saved without it, and the file be added later."
                ),
                code="unwritable",
            ) from error
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        token = self.data.get("held", "") if isinstance(self.data, QueryDict) else ""
        if token and self.held is None and "capture" not in self.errors:
            self.held = Stored.held(token)
            if self.held is None:
                self.add_error("capture", _("The file is no longer kept for this form. Choose it again."))
        return cleaned


class CaptureForm(CaptureFields):
    """One copy more of a response on record."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.held is None and "capture" not in self.errors:
            self.add_error("capture", _("Choose the file to keep."))
        return cleaned
