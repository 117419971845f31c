"""Claims, the desk's marks on them, and the evidence that belongs to them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..dates import PartialDateField, wording_of_moment
from ..search.words import words_of_claim
from ..vocabulary import BEARING_FOR, LONGEST_REASON, ON_DESK, Bearing, Ground, Kind, State, Status
from .articles import Appearance, Attribution, Outlet
from .fields import AddressField
from .speakers import Answer, Speaker
from .thing import NamedQuerySet, NamedThing, Retractable, Thing, ThingQuerySet, address_words

#: Characters of a claim.
LONGEST_STATEMENT = 500

OPEN_HAS_NO_GROUND = Q(status=Status.OPEN, ground="") | (
    Q(status__in=[Status.DENIED, Status.CONFIRMED]) & Q(ground__in=[Ground.RESPONSE, Ground.EVIDENCE])
)


class Topic(NamedThing):
    """What claims are about."""

    KIND = Kind.TOPIC

    name = models.CharField(_("name"), max_length=100)
    description = models.CharField(_("description"), max_length=300, blank=True)

    objects = NamedQuerySet["Topic"].as_manager()

    class Meta(NamedThing.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name", "pk"]
        constraints = [
            *NamedThing.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(name=""),
                name="topic_has_name",
                violation_error_message=_("A topic needs a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def told_apart_by(self) -> str:
        return self.description


class ClaimQuerySet(ThingQuerySet["Claim"]):
    def listed(self) -> "ClaimQuerySet":
        """Those that public lists and counts show."""
        return self.filter(state=State.PUBLIC)

    def on_desk(self) -> "ClaimQuerySet":
        """Those an editor works on: drafts and public ones."""
        return self.filter(state__in=ON_DESK)

    def for_queue(self) -> "ClaimQuerySet":
        """What `on_desk` has, asked for so that SQLite takes claims in the order of their numbers.

        A list of states to be in makes it gather every claim of each, and sort 100,000 rows for fifty (0.8 s).
        """
        return self.exclude(state__in=[state for state in State if state not in ON_DESK])


def answered_by_or_for(speakers: Collection[Speaker | int]) -> Q:
    """Which claims one of these answered, or somebody for it: `ClaimReading.is_answered_for`, asked of rows."""
    spoke = Q(response__speaker__in=speakers) | Q(response__body__in=speakers)
    return Q(pk__in=Answer.objects.filter(spoke, retraction="").values("claim"))


def ran_in_or_credits(outlets: Collection[Outlet | int]) -> Q:
    """Which claims ran in one of these, or are credited to it: `ClaimReading.ran_in_or_credits`, asked of rows."""
    ran = Appearance.objects.filter(article__outlet__in=outlets, retraction="")
    credited = Attribution.objects.filter(outlet__in=outlets, appearance__retraction="")
    return Q(pk__in=ran.values("claim")) | Q(pk__in=credited.values("appearance__claim"))


class Claim(Thing):
    """One checkable assertion, worded neutrally and affirmatively."""

    KIND = Kind.CLAIM

    statement = models.TextField(
        _("claim"),
        validators=[MaxLengthValidator(LONGEST_STATEMENT)],
        help_text=_("One checkable assertion, worded neutrally and affirmatively."),
    )
    unknowns = models.TextField(
        _("what is not known"),
        max_length=2000,
        blank=True,
        help_text=_("And what would settle it."),
    )
    claimant = models.CharField(_("who asserts it publicly"), max_length=200, blank=True, help_text=_("If known."))
    claimed_on = PartialDateField(_("claimed"), null=True, blank=True)
    about_when = PartialDateField(_("about when"), null=True, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims", verbose_name=_("topics"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN, editable=False)
    ground = models.CharField(_("based on"), max_length=10, choices=Ground, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    mark = models.ForeignKey(
        "claims.Mark",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("mark that stands"),
    )
    review_by = models.DateField(_("review due"), null=True, blank=True)
    not_before = models.DateTimeField(
        _("not before"),
        null=True,
        blank=True,
        help_text=_("Embargo: publishing earlier is refused."),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    split_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="parts",
        verbose_name=_("split from"),
    )
    text_withheld = models.BooleanField(_("every word withheld"), default=False, editable=False)
    decided_version = models.PositiveIntegerField(
        _("row version that last changed status, basis or wording"), default=0, editable=False
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="assigned_claims",
        verbose_name=_("assigned to"),
        help_text=_("Who on the desk works on it. Never public."),
    )
    created_at = models.DateTimeField(_("taken in"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("taken in by"),
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(statement=""),
                name="claim_has_statement",
                violation_error_message=_("A claim needs its words."),
            ),
            models.CheckConstraint(
                condition=OPEN_HAS_NO_GROUND,
                name="claim_open_has_no_ground",
                violation_error_code="ground",
                violation_error_message=_("An open claim is based on nothing; a denied or confirmed one says on what."),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.OPEN) | Q(mark__isnull=False),
                name="claim_status_has_a_mark",
                violation_error_code="mark",
                violation_error_message=_("Denied and confirmed come from a mark."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, head__isnull=True) | (~Q(state=State.DRAFT) & Q(head__isnull=False)),
                name="claim_public_is_recorded",
                violation_error_code="head",
                violation_error_message=_("A draft is not in the record; everything public is."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | (~Q(state=State.MERGED) & Q(merged_into__isnull=True)),
                name="claim_merged_says_into_which",
                violation_error_code="merged",
                violation_error_message=_("A merged claim says into which."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="claim_not_merged_into_itself",
                violation_error_message=_("A claim cannot be merged into itself."),
            ),
            models.CheckConstraint(
                condition=Q(split_from__isnull=True) | ~Q(split_from=models.F("id")),
                name="claim_not_split_from_itself",
                violation_error_message=_("A claim cannot be split from itself."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(not_before__isnull=True),
                name="claim_embargo_on_a_draft",
                violation_error_code="not_before",
                violation_error_message=_("Only a draft is under embargo: what is public is held back no longer."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "status", "-id"], name="claim_queue"),
            models.Index(fields=["state", "-head"], name="claim_by_record"),
            models.Index(fields=["state", "status", "ground", "-head"], name="claim_by_status"),
            models.Index(fields=["state", "recorded_at"], name="claim_by_time"),
            models.Index(fields=["state", "review_by"], name="claim_review_due"),
            models.Index(fields=["state", "-id"], name="claim_by_state"),
        ]

    def __str__(self) -> str:
        return self.statement[:80]

    @property
    def slug(self) -> str:
        return address_words(self.statement, fallback="claim")

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_public(self) -> bool:
        return self.state == State.PUBLIC

    @property
    def is_open_to_changes(self) -> bool:
        """Not so once it was withdrawn or merged: its page stays as it is."""
        return self.state in ON_DESK

    @property
    def was_just_decided(self) -> bool:
        """Whether the change it was saved with last was one of status, basis or wording."""
        return self.decided_version == self.version

    def set_statement(self, statement: str) -> None:
        """Word it, and what it is found by. Marks that others are about to make must see this."""
        self.statement = statement.strip()
        self.decided_version = self.version + 1
        self.set_search_text()

    @property
    def found_by(self) -> str:
        """The words a search finds it by, folded: its own, and who claims it."""
        return words_of_claim(self.statement, self.claimant)

    def set_mark(self, mark: "Mark | None") -> None:
        """Let `mark` stand; without one the claim is open."""
        self.mark = mark
        self.decided_version = self.version + 1
        self.status = mark.status if mark else Status.OPEN
        self.ground = mark.ground if mark else ""

    def check_open_to_changes(self) -> None:
        """Raise ValidationError where the claim was withdrawn or merged: its page stays as it is."""
        if self.state == State.WITHDRAWN:
            raise ValidationError(
                _("This claim was withdrawn. It stays as it is; make a new claim instead."),
                code="withdrawn",
            )
        if self.state == State.MERGED:
            raise ValidationError(
                _("This claim was merged into claim %(number)s. Change that one."),
                code="merged",
                params={"number": self.merged_into_id},
            )

    def check_publishable(self, now: datetime | None = None) -> None:
        """Raise ValidationError unless it is a draft whose embargo, if any, has passed."""
        self.check_open_to_changes()
        if not self.is_draft:
            raise ValidationError(_("This claim is public already."), code="public")
        if self.not_before and self.not_before > (now or timezone.now()):
            raise ValidationError(
                _("This claim is under embargo until %(moment)s."),
                code="embargo",
                params={"moment": wording_of_moment(self.not_before)},
            )


class Evidence(Retractable):
    """A citable item that is not an official response, with its bearing and who assessed it."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence", verbose_name=_("claim"))
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("published by"), max_length=200, blank=True)
    url = AddressField(_("link"), max_length=1000, blank=True)
    archive_url = AddressField(_("link to an archived copy"), max_length=1000, blank=True)
    published_at = PartialDateField(_("published"), null=True, blank=True)
    bearing = models.CharField(_("bearing"), max_length=12, choices=Bearing)
    assessed_by = models.CharField(
        _("assessed by"),
        max_length=200,
        help_text=_("Whose finding it is: a court, a laboratory, this desk."),
    )
    assessed_on = PartialDateField(_("assessed"), null=True, blank=True)
    finding = models.CharField(_("finding"), max_length=500, help_text=_("What it shows, in one sentence."))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(assessed_by="") & ~Q(finding=""),
                name="evidence_says_what_and_who",
                violation_error_message=_("Evidence needs a title, a finding, and who assessed it."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def check_supports(self, status: Status) -> None:
        """Raise ValidationError unless a mark of `status` may rest on this evidence."""
        if self.retraction:
            raise ValidationError(
                _("The evidence “%(title)s” was taken back; a mark cannot rest on it."),
                code="retracted",
                params={"title": self.title},
            )
        if self.bearing != BEARING_FOR[status]:
            raise ValidationError(
                _("“%(title)s” %(bearing)s; it cannot carry the mark %(status)s."),
                code="wrong_kind",
                params={
                    "title": self.title,
                    "bearing": self.get_bearing_display(),
                    "status": Status(status).label,
                },
            )


class Mark(models.Model):
    """The desk's dated decision on a claim: its status, what it is based on, and why."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="marks", verbose_name=_("claim"))
    status = models.CharField(_("status"), max_length=10, choices=Status)
    ground = models.CharField(_("based on"), max_length=10, choices=Ground, blank=True)
    answers = models.ManyToManyField("claims.Answer", blank=True, related_name="marks", verbose_name=_("answers"))
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="marks", verbose_name=_("evidence"))
    reason = models.TextField(_("reason"), max_length=LONGEST_REASON)
    despite = models.TextField(_("why in spite of the opposing answer"), max_length=LONGEST_REASON, blank=True)
    stood_from = PartialDateField(_("stood from"), null=True, blank=True)
    not_pursued = models.BooleanField(_("not pursued"), default=False)
    tried_to_verify = models.BooleanField(_("we tried to verify it and could not"), default=False)
    previous = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("mark before it"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    number = models.PositiveIntegerField(_("in version"), null=True, blank=True, editable=False)
    recorded_at = models.DateTimeField(_("recorded"), null=True, blank=True, editable=False)
    undone = models.BooleanField(_("undone"), default=False, editable=False)

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=OPEN_HAS_NO_GROUND,
                name="mark_open_has_no_ground",
                violation_error_code="ground",
                violation_error_message=_("An open claim is based on nothing; a denied or confirmed one says on what."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="mark_has_reason",
                violation_error_code="reason",
                violation_error_message=_("A mark needs its reason."),
            ),
            models.CheckConstraint(
                condition=Q(not_pursued=False) | Q(status=Status.OPEN),
                name="mark_only_open_is_not_pursued",
                violation_error_message=_("Only an open claim can be not pursued."),
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, recorded_at__isnull=True)
                | Q(number__isnull=False, recorded_at__isnull=False),
                name="mark_recorded_with_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.reason[:60]}"

    @property
    def status_code(self) -> Status:
        return Status(self.status)

    def check_values(self) -> None:
        """Raise ValidationError for values that no mark has, in words.

        `set_basis` and `require_reason` have seen to what the constraints say, so the database is not asked here too:
        every query counts while others wait to write.
        """
        if self.not_pursued and self.status != Status.OPEN:
            raise ValidationError(_("Only an open claim can be not pursued."), code="not_pursued")
        self.full_clean(exclude=["claim", "previous", "made_by"], validate_constraints=False)

    def set_basis(self, answers: "Sequence[Answer]", evidence: Sequence[Evidence]) -> None:
        """Derive the ground from what the mark cites. Raises ValidationError where that cannot carry it."""
        basis: list[Answer | Evidence] = [*answers, *evidence]
        for item in basis:
            if item.claim_id != self.claim_id:
                raise ValidationError(_("A mark rests on what belongs to the same claim."), code="other_claim")
        if self.status == Status.OPEN:
            if answers or evidence:
                raise ValidationError(_("An open claim is based on nothing."), code="open_has_no_ground")
            self.ground = ""
            return
        if not answers and not evidence:
            raise ValidationError(
                _("Say what the mark is based on: an answer or evidence of this claim."),
                code="no_basis",
            )
        for item in basis:
            item.check_supports(self.status_code)
        self.ground = Ground.EVIDENCE if evidence else Ground.RESPONSE

    def check_still_based(self) -> None:
        """Raise ValidationError where what this saved mark cites was changed or taken back, and cannot carry it now."""
        if not self.ground:
            return
        basis: list[Answer | Evidence] = [*self.answers.select_related("response__speaker"), *self.evidence.all()]
        for item in basis:
            item.check_supports(self.status_code)
