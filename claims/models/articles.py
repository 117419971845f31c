"""Articles, their frozen texts, and how they carry and credit claims."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..dates import PartialDateField
from ..passages import Passage, Span, find
from ..search.index import FoundByWords
from ..search.words import folded_words, site_of
from ..vocabulary import Kind, Medium, OriginKind, Stance, Standing
from .fields import AddressField, ArticleAddressField, LanguageField, page_address, written_otherwise
from .thing import Findable, NamedQuerySet, NamedThing, Retractable, Thing, ThingQuerySet, address_words


class Outlet(NamedThing):
    """A publisher of articles."""

    KIND = Kind.OUTLET

    name = models.CharField(_("name"), max_length=200)
    url = AddressField(_("site"), max_length=500, blank=True)

    objects = NamedQuerySet["Outlet"].as_manager()

    class Meta(NamedThing.Meta):
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ["name", "pk"]
        constraints = [
            *NamedThing.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(name=""),
                name="outlet_has_name",
                violation_error_message=_("An outlet needs a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def told_apart_by(self) -> str:
        """Its site, without what all addresses begin with."""
        return site_of(self.url)


class ArticleQuerySet(ThingQuerySet["Article"]):
    def at_address(self, *addresses: str) -> "ArticleQuerySet":
        """Those of one of these addresses, in whichever way it is written."""
        return self.filter(url__in={way for address in addresses for way in written_otherwise(address)})


class Article(Thing):
    """A published work. Its text is kept in numbered versions and is never shown whole to the public."""

    KIND = Kind.ARTICLE

    title = models.CharField(_("title"), max_length=500)
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    date_as_printed = models.CharField(
        _("date as printed"),
        max_length=120,
        blank=True,
        help_text=_("Exactly as it stands, such as “Jan.26 - 2024 2:14 PM CET”."),
    )
    published_at = PartialDateField(_("published"), null=True, blank=True, help_text=_("A day, month or year will do."))
    outlet = models.ForeignKey(
        Outlet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("outlet"),
        help_text=_("Empty where the publisher is unknown."),
    )
    url = ArticleAddressField(_("address"), max_length=1000, blank=True)
    medium = models.CharField(_("medium"), max_length=10, choices=Medium, default=Medium.TEXT)
    language = LanguageField(_("language"), max_length=12, blank=True, help_text=_("Language code, such as en or ru."))
    copy_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name=_("copy of"),
        help_text=_("The article whose text this one carries, such as a wire story."),
    )
    created_at = models.DateTimeField(_("taken in"), auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="article_has_title",
                violation_error_message=_("An article needs a title."),
            ),
            models.CheckConstraint(
                condition=Q(copy_of__isnull=True) | ~Q(copy_of=models.F("id")),
                name="article_not_a_copy_of_itself",
                violation_error_message=_("An article cannot be a copy of itself."),
            ),
        ]
        indexes = [models.Index(fields=["url"], name="article_by_address")]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        return address_words(self.title, fallback="article")

    @property
    def found_by(self) -> str:
        """The words a search finds it by, folded: of its title and byline, and its outlet’s name."""
        return " ".join(folded_words(f"{self.title} {self.byline} {self.outlet or ''}"))

    def set_url(self, url: str) -> None:
        """Set the address, as `page_address` has it; one that nobody changed stays exactly as it is."""
        if url != self.url:
            self.url = page_address(url)

    def check_can_be_copy_of(self, original: "Article") -> None:
        """Raise ValidationError unless it may be said to carry the text of `original`."""
        if self.pk == original.pk:
            raise ValidationError(_("An article cannot be a copy of itself."), code="itself")
        if self.copy_of_id == original.pk:
            raise ValidationError(_("It is a copy of this article already."), code="again")
        if self.copy_of is not None:
            raise ValidationError(_("It is a copy of “%(title)s”."), code="copy", params={"title": self.copy_of})
        if self.copies.exists():
            raise ValidationError(_("It has copies of its own."), code="copies")
        if self.is_recorded and not original.is_recorded:
            raise ValidationError(
                _("It is public and what it would be a copy of is not: publish a claim from that first."), code="public"
            )

    @property
    def address_in_short(self) -> str:
        """Its address without what all addresses begin with."""
        return site_of(self.url)

    @property
    def kept_because(self) -> str:
        """Why it cannot be discarded; empty where it can: nobody outside knows it, and nothing refers to it."""
        if self.is_recorded:
            return gettext("It is on record: what the public could read stays.")
        if self.appearances.exists() or self.responses_reported.exists() or self.copies.exists():
            return gettext("A claim, a response or a copy refers to it.")
        return ""

    def current_version(self) -> "ArticleVersion | None":
        """The newest version of its text, or None for an article taken in without text."""
        return self.versions.order_by("-number").first()

    def text_seen(self) -> str:
        """What stands for its newest text: another one once there is another text, even of the same number."""
        newest = self.current_version()
        return newest.sha256 if newest else ArticleVersion.digest_of("")


class ArticleVersion(models.Model):
    """One frozen text of an article; line ends are LF. A database trigger refuses to change it.

    `furniture` holds the lines of the pasted text that are not in `text` (`claims.intake.furniture.Piece`), in order:
    `{"at": 66, "words": "Trending Now\\n", "rule": "other_articles"}` stood before character 66 of `text`, in code
    points. `claims.intake.furniture.restored` makes of both the text as it was pasted.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="versions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"), max_length=500_000)
    sha256 = models.CharField(_("fingerprint"), max_length=64, editable=False)
    furniture = models.JSONField(
        _("lines taken out"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("Page furniture: for each piece the character of the text before which it stood, and its words."),
    )
    retrieved_at = models.DateTimeField(_("taken in"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of an article’s text")
        verbose_name_plural = _("versions of articles’ texts")
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="article_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.number})"

    @staticmethod
    def digest_of(text: str) -> str:
        """SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal."""
        return hashlib.sha256(text.encode()).hexdigest()


class Origin(Findable):
    """The end of a chain of credits. Never who an anonymous source is."""

    kind = models.CharField(_("kind"), max_length=14, choices=OriginKind, default=OriginKind.ANONYMOUS)
    label = models.CharField(
        _("as credited"),
        max_length=300,
        help_text=_("In the article’s words, such as “two unnamed sources linked to the Kremlin”."),
    )
    people = models.PositiveSmallIntegerField(_("how many people"), null=True, blank=True)

    objects = FoundByWords["Origin"].as_manager()

    class Meta:
        verbose_name = _("first known source")
        verbose_name_plural = _("first known sources")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(label=""),
                name="origin_has_label",
                violation_error_message=_("A first known source needs words."),
            ),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(people__gte=1),
                name="origin_people_from_one",
                violation_error_message=_("Leave the number empty if it is not known."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def found_by(self) -> str:
        """The words a search finds it by, folded."""
        return " ".join(folded_words(self.label))


class Appearance(Retractable):
    """An article carrying a claim: a passage anchored in one version of its text, or a locator."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="appearances", verbose_name=_("claim"))
    article = models.ForeignKey(Article, models.PROTECT, related_name="appearances", verbose_name=_("article"))
    article_version = models.ForeignKey(
        ArticleVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appearances",
        verbose_name=_("version of the text"),
    )
    exact = models.TextField(_("passage"), blank=True)
    prefix = models.TextField(_("words before"), blank=True)
    suffix = models.TextField(_("words after"), blank=True)
    start = models.PositiveIntegerField(_("first character of the passage"), null=True, blank=True, editable=False)
    locator = models.CharField(
        _("where in it"),
        max_length=120,
        blank=True,
        help_text=_("Time code, entry time or place in a picture, where there is no passage."),
    )
    stance = models.CharField(_("what the article does with it"), max_length=10, choices=Stance, default=Stance.REPORTS)
    standing = models.CharField(_("publisher since"), max_length=10, choices=Standing, default=Standing.NOT_KNOWN)
    standing_note = models.CharField(_("how the publisher said so"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(exact="") & Q(article_version__isnull=True))
                | (~Q(exact="") & Q(article_version__isnull=False)),
                name="appearance_passage_in_a_version",
                violation_error_message=_("A passage stands in one version of the text."),
            ),
            models.CheckConstraint(
                condition=(Q(exact="") & Q(start__isnull=True)) | (~Q(exact="") & Q(start__isnull=False)),
                name="appearance_passage_has_a_start",
                violation_error_message=_("A passage begins at one character of the text."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.exact[:60] or self.locator}"

    @property
    def passage(self) -> Passage | None:
        return Passage(exact=self.exact, prefix=self.prefix, suffix=self.suffix) if self.exact else None

    def span(self) -> Span | None:
        """Where the passage stands in its version, or None where it cannot be found exactly once."""
        passage = self.passage
        if passage is None or self.article_version is None:
            return None
        return find(self.article_version.text, passage)


class Attribution(models.Model):
    """One step of how an appearance credits its source, in the article's own words, in order."""

    appearance = models.ForeignKey(
        Appearance, models.CASCADE, related_name="attributions", verbose_name=_("appearance")
    )
    position = models.PositiveSmallIntegerField(_("step"))
    words = models.CharField(_("credited to"), max_length=300)
    outlet = models.ForeignKey(
        Outlet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attributions",
        verbose_name=_("outlet"),
    )
    origin = models.ForeignKey(
        Origin,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attributions",
        verbose_name=_("first known source"),
    )

    class Meta:
        verbose_name = _("step of a credit")
        verbose_name_plural = _("steps of credits")
        ordering = ["appearance", "position"]
        constraints = [
            models.UniqueConstraint(fields=["appearance", "position"], name="attribution_step_once"),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="attribution_has_words",
                violation_error_message=_("A step needs the words the article uses."),
            ),
        ]

    def __str__(self) -> str:
        return self.words
