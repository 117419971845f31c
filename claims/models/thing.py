"""What every public thing has: a place in the record, and a version that tells two editors apart; and its items.

And what is found by its words, be it a thing or not.
"""

from itertools import count
from typing import ClassVar, Self

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ..search.index import FoundByWords
from ..search.words import LONGEST_NAME, folded_name, words_of_name
from ..vocabulary import LONGEST_REASON, Kind


class ThingQuerySet[Row: "Thing"](FoundByWords[Row]):
    """Claims, articles, speakers, outlets or topics."""

    def published(self) -> Self:
        """Those that have a public page: also withdrawn and merged claims, never drafts."""
        return self.filter(head__isnull=False)


class Findable(models.Model):
    """A row that is found by words. They are kept with it, so that an index can be over them."""

    search_text = models.TextField(editable=False, default="")

    class Meta:
        abstract = True

    @property
    def found_by(self) -> str:
        """The words a search finds it by, folded."""
        raise NotImplementedError

    def set_search_text(self) -> None:
        """Let it be found by its words as they are now."""
        self.search_text = self.found_by


class Thing(Findable):
    """A claim, article, speaker, outlet or topic.

    `head` is the newest revision, null while nobody outside may see it. `recorded_at` is the head's time, kept here to
    filter and sort by. Both are moved by `claims.record.append` alone. `version` counts every saved change, drafts
    included; a form that was based on an older version may be out of date.
    """

    KIND: ClassVar[Kind]

    head = models.OneToOneField(
        "claims.Revision",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("newest revision"),
    )
    recorded_at = models.DateTimeField(_("last recorded"), null=True, editable=False)
    version = models.PositiveIntegerField(_("row version"), default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def is_recorded(self) -> bool:
        """Whether the record, and so the public, knows it."""
        return self.head_id is not None


class Retractable(models.Model):
    """What belongs to a claim, and stays with it, with the reason, where we take it back."""

    retraction = models.TextField(_("why we took it back"), max_length=LONGEST_REASON, blank=True, editable=False)

    class Meta:
        abstract = True


class NamedQuerySet[Named: "NamedThing"](ThingQuerySet[Named]):
    """Speakers, outlets or topics."""

    def called(self, name: str) -> Self:
        """Those of this name, in any case, accents ignored; of unnamed officials, those so described."""
        return self.filter(folded_name=folded_name(name))


class NamedThing(Thing):
    """A speaker, outlet or topic: found by its words, and told from others by its name.

    It has an address from when it is public: one chosen before would show in those of others that there is one.
    """

    slug = models.SlugField(_("address"), max_length=80, unique=True, null=True, blank=True, editable=False)
    folded_name = models.CharField(max_length=LONGEST_NAME, editable=False, default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(head__isnull=True) | models.Q(slug__isnull=False),
                name="%(class)s_public_has_address",
                violation_error_message=_("What is public has an address."),
            ),
        ]
        indexes = [models.Index(fields=["folded_name"], name="%(class)s_by_name")]

    @property
    def found_by(self) -> str:
        """The words a search finds it by, folded: those of its name, and of what tells it apart."""
        return " ".join(words_of_name(f"{self} {self.told_apart_by}"))

    @property
    def told_apart_by(self) -> str:
        """One line that tells it from others of its name."""
        return ""

    def set_search_text(self) -> None:
        """Let it be found by its name and words as they are now."""
        super().set_search_text()
        self.folded_name = folded_name(str(self))

    def set_address(self) -> None:
        """Give it the address of its name, or the first like it that no other of its kind has or had.

        The caller holds the end of the chain, so that nobody else gives the same one meanwhile.
        """
        base = address_words(str(self), fallback=str(self.KIND))[:70]
        others = type(self)._default_manager.filter(slug__startswith=base).exclude(pk=self.pk)
        former = FormerSlug.objects.filter(kind=self.KIND, slug__startswith=base).exclude(subject=self.pk or 0)
        withheld = FormerSlug.objects.filter(kind=self.KIND, subject=FormerSlug.NOBODY)
        taken = {slug for rows in (others, former, withheld) for slug in rows.values_list("slug", flat=True)}
        candidates = (base if number == 1 else f"{base}-{number}" for number in count(1))
        self.slug = next(one for one in candidates if taken.isdisjoint({one, FormerSlug.unreadable(self.KIND, one)}))


def address_words(text: str, *, fallback: str) -> str:
    """Up to eight words of `text` for an address, in ASCII; `fallback` where nothing is left of it."""
    return "-".join(slugify(text).split("-")[:8])[:80].strip("-") or fallback


class FormerSlug(models.Model):
    """An address that a speaker, outlet or topic once had; it redirects to the present one, and no other gets it.

    Of one that only withheld documents have, neither what it said nor whose it was is kept, and it leads nowhere.
    """

    #: The `subject` of an address that was withheld.
    NOBODY: ClassVar = 0

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    slug = models.SlugField(_("slug"), max_length=80)
    subject = models.PositiveBigIntegerField(_("subject"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="former_slug_once")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"

    @staticmethod
    def unreadable(kind: str, slug: str) -> str:
        """What is kept of an address that was withheld. No name makes one like it; only with the key one can."""
        return f"WITHHELD-{salted_hmac('former address', f'{kind}/{slug}', algorithm='sha256').hexdigest()}"
