"""What speakers said, and what it does to each claim."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..models import Answer, Article, Claim, Response, Speaker
from ..vocabulary import PARTLY, AnswerKind, Channel, Heard, Position, SpeakerKind
from ..wording.phrases import unnamed_so_described, without_article
from .base import DeskForm, SeenForm, VersionedForm, in_words
from .captures import CaptureFields
from .fields import NamedField, PickField, asks_how_it_reads, field_of, is_number, looks_up
from .readable import ReadableForm
from .reasons import AdditionForm, CorrectionForm

#: What is not said of a speaker who is on record already.
ON_RECORD = ""


@dataclass(frozen=True)
class TypedName:
    """Whether the name in a field is `empty`, that of one row `known`, of `several`, or `new`; `row` where known."""

    kind: str
    row: Speaker | None = None

    @classmethod
    def of(cls, field: forms.BoundField) -> "TypedName":
        typed = str(field.value() or "").strip()
        if not typed:
            return cls("empty")
        try:
            row = field.field.clean(typed)
        except ValidationError as error:
            return cls("several" if any(one.code == "several" for one in error.error_list) else "empty")
        return cls("known", row) if row.pk else cls("new")


class UtteranceForm(DeskForm):
    """A response's particulars. A speaker may be on record or new; of a new one the form asks what kind."""

    QUOTED = frozenset({"words", "translation", "question"})

    speaker = NamedField(Speaker.objects.all(), names_id="speaker-names", label=_("Speaker"))
    speaker_kind = forms.TypedChoiceField(
        label=_("If not on record yet: what this speaker is"),
        choices=[
            (ON_RECORD, _("choose")),
            (SpeakerKind.PERSON, _("a person")),
            (SpeakerKind.INSTITUTION, _("an institution")),
            (SpeakerKind.UNNAMED, _("an unnamed official, described above")),
        ],
        coerce=SpeakerKind,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs=asks_how_it_reads()),
    )
    speaker_description = field_of(
        Speaker,
        "description",
        label=_("One line to tell them apart"),
        help_text=_("Needed only where another speaker has the same name."),
    )
    role = field_of(Response, "role")
    body = NamedField(
        Speaker.objects.filter(kind=SpeakerKind.INSTITUTION),
        names_id="body-names",
        lookup="bodies",
        label=_("Speaking for"),
        required=False,
        help_text=_("The institution, where they spoke for one. A new name makes a new institution."),
    )
    short_form = field_of(Response, "short_form")
    heard = field_of(Response, "heard", coerce=Heard, widget=forms.RadioSelect)
    reported_by = PickField(
        Article.objects.all(),
        lookup="articles",
        label=_("As reported by"),
        required=False,
        help_text=_("The article: words of its title, byline or outlet, or its number. Empty where it is first-hand."),
    )
    words = field_of(Response, "words", widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
    language = field_of(Response, "language")
    translation = field_of(Response, "translation", widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
    translator = field_of(Response, "translator")
    question = field_of(Response, "question", widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}))
    channel = field_of(Response, "channel", coerce=Channel, choices=[("", _("choose")), *Channel.choices], initial="")
    channel_detail = field_of(Response, "channel_detail")
    title = field_of(
        Response, "title", help_text=_("Only for a published document."), widget=forms.TextInput(attrs={"dir": "auto"})
    )
    said_at = field_of(Response, "said_at")
    url = field_of(Response, "url")
    archive_url = field_of(Response, "archive_url")

    # As on the page, for the list of what is wrong.
    field_order = (
        *("speaker", "speaker_kind", "speaker_description", "role", "body", "short_form"),
        *("said_at", "channel", "channel_detail", "heard", "reported_by", "words", "language"),
        *("translation", "translator", "question", "title", "url", "archive_url"),
    )

    PARTICULARS = (
        *("speaker", "role", "body", "short_form", "words", "language", "translation", "translator", "question"),
        *("channel", "channel_detail", "title", "said_at", "url", "archive_url", "heard", "reported_by"),
    )

    #: What a speaker mostly is again as in what they said last.
    AS_BEFORE = ("role", "body", "short_form")

    @property
    def speaker_standing(self) -> TypedName:
        return TypedName.of(self["speaker"])

    @property
    def reads_as(self) -> str:
        """What pages call a speaker who is described and not named; empty for others."""
        is_unnamed = self["speaker_kind"].value() == SpeakerKind.UNNAMED
        return unnamed_so_described(str(self["speaker"].value() or "")) if is_unnamed else ""

    @cached_property
    def spoke_before(self) -> Response | None:
        """What the speaker on record said last, for the role, institution and short form it was said in."""
        speaker = self.speaker_standing.row
        return Response.objects.last_in_a_role(speaker) if speaker else None

    def as_before(self) -> dict[str, str]:
        """The role, institution and short form of what the speaker said last, as one types them, by field name."""
        before = self.spoke_before
        return {name: self[name].field.prepare_value(getattr(before, name)) or "" for name in self.AS_BEFORE if before}

    def fill_in_as_before(self) -> None:
        """Propose what the speaker said last, unless anything of it is typed already. What is filled in says so."""
        if self.is_bound or any(self.get_initial_for_field(self.fields[name], name) for name in self.AS_BEFORE):
            return
        for name, value in self.as_before().items():
            self.initial[name] = value
            self.fields[name].widget.attrs["data-filled"] = value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        speaker, kind = cleaned.get("speaker"), cleaned.get("speaker_kind")
        if speaker is not None and "speaker_kind" not in self.errors:
            self._check_speaker(speaker, kind, cleaned.get("speaker_description", ""))
        self._check_heard(cleaned.get("heard"), cleaned.get("reported_by"))
        if not {"translation", "translator"} & self.errors.keys():
            self._check_translation(cleaned.get("translation"), cleaned.get("translator"))
        if cleaned.get("channel") == Channel.DOCUMENT and not cleaned.get("title"):
            self.add_error("title", _("A published document needs its title."))
        return cleaned

    def clean_words(self) -> str:
        """The words without quotation marks around all of them: pages print their own."""
        words: str = self.cleaned_data["words"].strip()
        for opening, closing in ("“”", '""', "„“", "«»", "‘’"):
            inner = words[1:-1]
            if len(words) > 2 and words[0] == opening and words[-1] == closing and not {opening, closing} & set(inner):
                return inner.strip()
        return words

    def _check_speaker(self, speaker: Speaker, kind: SpeakerKind | None, description: str) -> None:
        if not speaker.pk and kind == SpeakerKind.UNNAMED:
            # "a Kremlin source" may be on record, as "Kremlin source".
            speaker = Speaker.objects.filter(kind=kind).called(without_article(speaker.name)).first() or speaker
        name, is_new = {"name": speaker}, not speaker.pk
        if is_new and kind is None:
            message = _("“%(name)s” is not on record. Choose the name as it is on record, or say what the speaker is.")
            self.add_error("speaker", ValidationError(message, "unknown", name))
        elif not is_new and kind is not None and (not description or kind == SpeakerKind.UNNAMED):
            message = _("“%(name)s” is on record. If this is somebody else, add a line that tells them apart.")
            self.add_error("speaker_kind", ValidationError(message, "known", name))
        elif not is_new and kind is not None:
            self.cleaned_data["speaker"] = Speaker(name=speaker.name)

    def _check_translation(self, translation: str | None, translator: str | None) -> None:
        if translation and not translator:
            self.add_error("translator", _("Say whose translation it is."))
        if translator and not translation:
            self.add_error("translation", _("Write the translation, or empty “translation by”."))

    def _check_heard(self, heard: Heard | None, reported_by: Article | None) -> None:
        if heard == Heard.REPORTED and reported_by is None and "reported_by" not in self.errors:
            self.add_error("reported_by", _("Choose the article that reports it."))
        if heard == Heard.FIRST_HAND and reported_by is not None:
            self.add_error("reported_by", _("What you read or heard yourself is first-hand: choose no article."))

    def particulars(self) -> dict[str, Any]:
        """Values of the response by field name; `speaker` and `body` may be new and not saved yet."""
        return {name: self.cleaned_data[name] for name in self.PARTICULARS}


class ResponseForm(UtteranceForm, CaptureFields):
    """A new response with a copy of what it was said in, and a search for further claims that it may answer."""

    find = forms.CharField(
        label=_("Another claim it answers"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **looks_up("claims", press="look")}),
        help_text=_("Words of the claim, or its number."),
    )


class ResponseEditForm(UtteranceForm, AdditionForm, VersionedForm):
    """A response corrected or added to. The reason is the public notice on every public claim it answers."""

    # A speaker of a new kind or description is another speaker.
    OF_THE_CHANGE = AdditionForm.OF_THE_CHANGE | {"speaker_kind", "speaker_description"}

    when_empty = _(
        "Public: what was wrong or missing. Leave it empty only where you add a link, the language of the words or"
        " their translation, and nothing else."
    )

    @cached_property
    def spoke_before(self) -> None:
        """Nothing: the form has what is on record of this response, and proposes nothing of another."""


class AnswerFields(ReadableForm, forms.Form):
    """What a response does to one claim."""

    kind = forms.TypedChoiceField(
        label=_("This response"),
        choices=[("", _("not about this")), *AnswerKind.choices],
        coerce=AnswerKind,
        empty_value=None,
        required=False,
    )
    position = forms.TypedChoiceField(
        label=_("The speaker’s position"),
        choices=[("", _("choose")), *Position.choices],
        coerce=Position,
        empty_value=None,
        required=False,
    )
    part = field_of(Answer, "part", label=_("Which part, for “partly”"), help_text="")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, part = cleaned.get("kind"), cleaned.get("part")
        if kind and not cleaned.get("position") and "position" not in self.errors:
            self.add_error(
                "position", _("Say how the speaker stands to this claim: it decides what a mark may rest on.")
            )
        if kind in PARTLY and not part and "part" not in self.errors:
            self.add_error("part", _("Say which part."))
        if kind not in PARTLY and part:
            self.add_error("part", _("Only “partly” has a part: empty this, or choose “partly”."))
        return cleaned


class LikelyAnswerForm(AnswerFields):
    """One claim that a new response may answer; "not about this" unless said otherwise."""

    def __init__(self, data: QueryDict | None, *, claim: Claim, initial: Mapping[str, Any]) -> None:
        super().__init__(data, prefix=f"answer-{claim.pk}", initial=dict(initial))
        self.claim = claim

    @staticmethod
    def answered(data: QueryDict) -> list[int]:
        """The numbers of the claims that `data` says something of: any but "not about this"."""
        named = ((re.fullmatch(r"answer-(.+)-kind", name), data[name]) for name in data)
        return [int(match[1]) for match, kind in named if match and kind and is_number(match[1])]

    def in_short(self) -> str:
        """What was typed, in words."""
        return ", ".join(filter(None, (in_words(self.fields[name], self[name].value()) for name in self.fields)))

    def answer(self) -> Answer | None:
        """The answer, unsaved; None where the response is not about this claim."""
        data = self.cleaned_data
        if data["kind"] is None:
            return None
        return Answer(claim=self.claim, kind=data["kind"], position=data["position"], part=data["part"])


class AnswerForm(AnswerFields, DeskForm):
    """A response already on record answers a further claim."""

    response = forms.ModelChoiceField(
        Response.objects.none(),
        label=_("Response"),
        empty_label=_("choose"),
        error_messages={
            "invalid_choice": _("This response answers the claim by now, or is no longer on record. Choose another.")
        },
    )

    def __init__(self, *args: Any, responses: QuerySet[Response], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = field_of(Answer, "kind", coerce=AnswerKind)
        self.fields["position"].required = True
        response = self.fields["response"]
        if isinstance(response, forms.ModelChoiceField):
            response.queryset = responses
        self.order_fields(["response", "kind", "position", "part"])


class AnswerEditForm(AnswerFields, CorrectionForm, SeenForm):
    """What a response does to a claim, corrected; for a public claim the reason is the public notice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = field_of(Answer, "kind", coerce=AnswerKind)
        self.fields["position"].required = True
