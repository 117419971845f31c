"""Speakers, what they said, and what that does to a claim."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..dates import PartialDateField
from ..search.index import FoundByWords
from ..search.words import folded_words
from ..vocabulary import (
    ANSWERS_FOR,
    LONGEST_REASON,
    PARTLY,
    AnswerKind,
    Channel,
    Heard,
    Kind,
    Position,
    SpeakerKind,
    Status,
)
from .fields import AddressField, LanguageField
from .thing import Findable, NamedQuerySet, NamedThing, Retractable

if TYPE_CHECKING:
    from .claims import Claim


class SpeakerQuerySet(NamedQuerySet["Speaker"]):
    def spoken_for(self) -> "SpeakerQuerySet":
        """Those that the public may see, and that somebody spoke for."""
        spoke = Response.objects.filter(body__isnull=False, answers__retraction="")
        return self.published().filter(pk__in=spoke.values("body"))


class Speaker(NamedThing):
    """A person or institution making responses. An unnamed one is described, never named."""

    KIND = Kind.SPEAKER

    kind = models.CharField(_("kind"), max_length=12, choices=SpeakerKind, default=SpeakerKind.PERSON)
    name = models.CharField(_("name"), max_length=200, blank=True)
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("One line to tell them apart. For an unnamed official: “Kremlin source”."),
    )

    objects = SpeakerQuerySet.as_manager()

    class Meta(NamedThing.Meta):
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["name", "description", "pk"]
        constraints = [
            *NamedThing.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(kind=SpeakerKind.UNNAMED, name="") & ~Q(description=""))
                | (~Q(kind=SpeakerKind.UNNAMED) & ~Q(name="")),
                name="speaker_named_or_described",
                violation_error_code="named_or_described",
                violation_error_message=_(
                    "A person or institution needs a name. An unnamed official has none, only a description."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.description

    @property
    def told_apart_by(self) -> str:
        return self.description if self.name else ""


class ResponseQuerySet(FoundByWords["Response"]):
    """What was said."""

    def not_answering(self, claim: "Claim") -> "ResponseQuerySet":
        """Those of which nothing stands that answers the claim: one that was taken back may answer it again."""
        return self.exclude(pk__in=claim.answers.filter(retraction="").values("response"))

    def last_in_a_role(self, speaker: Speaker) -> "Response | None":
        """The newest one of which it is recorded as what, or for whom, the speaker spoke."""
        spoken = self.filter(speaker=speaker).exclude(role="", body=None, short_form="")
        return spoken.select_related("body").order_by("-pk").first()


class Response(Findable):
    """One utterance or document of a speaker, as first-hand or as an article reports it."""

    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="responses", verbose_name=_("speaker"))
    role = models.CharField(
        _("role at that time"),
        max_length=200,
        blank=True,
        help_text=_("Such as “Kremlin spokesman”."),
    )
    body = models.ForeignKey(
        Speaker,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responses_on_behalf",
        limit_choices_to={"kind": SpeakerKind.INSTITUTION},
        verbose_name=_("speaking for"),
        help_text=_("The institution, where they spoke for one."),
    )
    short_form = models.CharField(
        _("in short lines"),
        max_length=80,
        blank=True,
        help_text=_("Read after “Denied by”, such as “the Kremlin’s spokesman”. Empty: the name."),
    )
    words = models.TextField(
        _("words exactly as said"),
        max_length=5000,
        blank=True,
        help_text=_("Without quotation marks. Leave empty if no words are known."),
    )
    language = LanguageField(
        _("language of the words"),
        max_length=12,
        blank=True,
        help_text=_("Language code, such as en or ru."),
    )
    translation = models.TextField(_("translation"), max_length=5000, blank=True)
    translator = models.CharField(
        _("translation by"),
        max_length=120,
        blank=True,
        help_text=_("Whose translation it is: a name, a publication, or this desk."),
    )
    question = models.TextField(_("question asked"), max_length=1000, blank=True)
    channel = models.CharField(_("channel"), max_length=16, choices=Channel, default=Channel.STATEMENT)
    channel_detail = models.CharField(
        _("channel in detail"), max_length=120, blank=True, help_text=_("Such as “Telegram”.")
    )
    title = models.CharField(_("title of the document"), max_length=300, blank=True)
    said_at = PartialDateField(_("said"), null=True, blank=True, help_text=_("A day, month or year will do."))
    url = AddressField(_("link"), max_length=1000, blank=True)
    archive_url = AddressField(_("link to an archived copy"), max_length=1000, blank=True)
    heard = models.CharField(_("heard"), max_length=10, choices=Heard, default=Heard.FIRST_HAND)
    reported_by = models.ForeignKey(
        "claims.Article",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responses_reported",
        verbose_name=_("as reported by"),
    )
    version = models.PositiveIntegerField(_("row version"), default=0, editable=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(heard=Heard.REPORTED, reported_by__isnull=False)
                | Q(heard=Heard.FIRST_HAND, reported_by__isnull=True),
                name="response_reported_by_an_article",
                violation_error_code="reported_by",
                violation_error_message=_(
                    "A response known only from a report names the article; a first-hand one does not."
                ),
            ),
            models.CheckConstraint(
                condition=Q(translation="", translator="") | (~Q(translation="") & ~Q(translator="")),
                name="response_translation_says_whose",
                violation_error_code="translator",
                violation_error_message=_("A translation says whose it is."),
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.DOCUMENT) | ~Q(title=""),
                name="response_document_has_title",
                violation_error_code="title",
                violation_error_message=_("A published document needs its title."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.words[:60] or self.get_channel_display()}"

    @property
    def found_by(self) -> str:
        """The words a search finds it by, folded: those said and translated, a document’s title, and who said them."""
        who = f"{self.speaker} {self.speaker.told_apart_by} {self.role}"
        return " ".join(folded_words(f"{who} {self.title} {self.words} {self.translation}"))


class Capture(models.Model):
    """A copy of what a response was said in, kept at the desk: an image, PDF or saved page, with its fingerprint.

    Where the law does not let us keep it, file and name go, and the rest stays with the reason, `withheld`.
    """

    response = models.ForeignKey(Response, models.PROTECT, related_name="captures", verbose_name=_("response"))
    file = models.FileField(_("file"), upload_to="captures/%Y/%m", max_length=200)
    name = models.CharField(_("name"), max_length=200)
    withheld = models.TextField(_("why it was withheld"), max_length=LONGEST_REASON, blank=True, editable=False)
    media_type = models.CharField(_("media type"), max_length=60)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    kept_at = models.DateTimeField(_("kept since"), auto_now_add=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kept by"),
    )

    class Meta:
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "sha256"],
                name="capture_once",
                violation_error_message=_("This very file is, or was, kept with this response already."),
            ),
            models.UniqueConstraint(
                fields=["file"],
                condition=~Q(file=""),
                name="capture_has_its_own_file",
                violation_error_message=_("This file was given to another response meanwhile. Choose it again."),
            ),
            models.CheckConstraint(
                condition=(Q(file="") & ~Q(withheld="")) | (~Q(file="") & Q(withheld="")),
                name="capture_file_unless_withheld",
                violation_error_code="withheld",
                violation_error_message=_("A copy has its file, or says why it was withheld."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.sha256


class Answer(Retractable):
    """What one response does to one claim, with the speaker's position on it."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="answers", verbose_name=_("response"))
    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="answers", verbose_name=_("claim"))
    kind = models.CharField(_("answer"), max_length=20, choices=AnswerKind)
    position = models.CharField(_("position"), max_length=10, choices=Position, default=Position.SUBJECT)
    part = models.CharField(
        _("which part"),
        max_length=300,
        blank=True,
        help_text=_("Only for “partly”: the part that was denied or confirmed."),
    )

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]
        constraints = [
            # One that was taken back stays, and the same response may answer the claim again, as it is worded since.
            models.UniqueConstraint(
                fields=["response", "claim"],
                condition=Q(retraction=""),
                name="answer_once_per_claim",
                violation_error_code="once",
                violation_error_message=_("This response already has an answer to that claim."),
            ),
            models.CheckConstraint(
                condition=(Q(kind__in=sorted(PARTLY)) & ~Q(part="")) | (~Q(kind__in=sorted(PARTLY)) & Q(part="")),
                name="answer_partly_says_which_part",
                violation_error_code="part",
                violation_error_message=_("“Partly” needs the part it is about; the other answers have none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response.speaker} {self.get_kind_display()}"

    def check_supports(self, status: Status) -> None:
        """Raise ValidationError unless a mark of `status` may rest on this answer."""
        if self.retraction:
            raise ValidationError(
                _("The answer by %(speaker)s was taken back; a mark cannot rest on it."),
                code="retracted",
                params={"speaker": self.response.speaker},
            )
        if self.kind in PARTLY:
            raise ValidationError(_("A partial answer cannot carry a mark. Split the claim instead."), code="partial")
        if self.kind not in ANSWERS_FOR[status]:
            raise ValidationError(
                _("“%(answer)s” cannot carry the mark %(status)s."),
                code="wrong_kind",
                params={"answer": self.get_kind_display(), "status": Status(status).label},
            )
        if self.position == Position.BYSTANDER:
            raise ValidationError(
                _("%(speaker)s is not involved; a mark cannot rest on a bystander’s word."),
                code="bystander",
                params={"speaker": self.response.speaker},
            )
        if self.response.speaker.kind == SpeakerKind.UNNAMED:
            raise ValidationError(_("A mark cannot rest on the word of an unnamed official."), code="unnamed")

    def may_change_mark(self, *, stood: Status | None = None) -> bool:
        """Whether the desk should look at the claim's mark again in the light of this answer.

        `stood` is how the claim stood where that was otherwise than it stands now.
        """
        stood = stood or Status(self.claim.status)
        if self.kind in PARTLY:
            return stood != Status.OPEN
        return any(status != stood and self._supports(status) for status in (Status.DENIED, Status.CONFIRMED))

    def _supports(self, status: Status) -> bool:
        try:
            self.check_supports(status)
        except ValidationError:
            return False
        return True
