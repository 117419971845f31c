"""The codes the record uses, and the plain words pages show for them.

Codes are written into documents that never change, so a code is never renamed; the words beside it may be.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

#: Characters that a public reason may have.
LONGEST_REASON = 1000


class Kind(TextChoices):
    """What a revision is about: the public things, each with its own numbered documents."""

    CLAIM = "claim", _("claim")
    ARTICLE = "article", _("article")
    SPEAKER = "speaker", _("speaker")
    OUTLET = "outlet", _("outlet")
    TOPIC = "topic", _("topic")


class Mentioned(TextChoices):
    """What claims and articles refer to: things with documents of their own, and first known sources, without."""

    ARTICLE = "article", _("article")
    SPEAKER = "speaker", _("speaker")
    OUTLET = "outlet", _("outlet")
    TOPIC = "topic", _("topic")
    ORIGIN = "origin", _("first known source")


class Change(TextChoices):
    """What a revision did."""

    PUBLISHED = "published", _("published")
    MARKED = "marked", _("marked")
    REOPENED = "reopened", _("reopened")
    UNDONE = "undone", _("mark undone")
    REWORDED = "reworded", _("reworded")
    APPEARED = "appeared", _("where it ran")
    ANSWERED = "answered", _("answer recorded")
    EVIDENCED = "evidenced", _("evidence recorded")
    APPROACHED = "approached", _("who was asked")
    CORRECTED = "corrected", _("corrected")
    UPDATED = "updated", _("updated")
    RETRACTED = "retracted", _("retracted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SPLIT = "split", _("split")
    MERGED = "merged", _("merged")
    RENAMED = "renamed", _("renamed")
    WITHHELD = "withheld", _("text withheld")


class Status(TextChoices):
    """Where a claim stands, as the desk marked it."""

    OPEN = "open", _("open")
    DENIED = "denied", _("denied")
    CONFIRMED = "confirmed", _("confirmed")


class Ground(TextChoices):
    """What a mark is based on. With any evidence cited, it is based on evidence."""

    RESPONSE = "response", _("a response")
    EVIDENCE = "evidence", _("evidence")


class State(TextChoices):
    """Whether the public may see a claim, and how."""

    DRAFT = "draft", _("draft")
    PUBLIC = "public", _("public")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("merged")


#: The states in which an editor works on a claim; in the others it stays as it is.
ON_DESK = (State.DRAFT, State.PUBLIC)


class AnswerKind(TextChoices):
    """What one response does to one claim."""

    DENIES = "denies", _("denies")
    DENIES_DIFFERENTLY = "denies_differently", _("denies, gives a different account")
    PARTLY_DENIES = "partly_denies", _("partly denies")
    CONFIRMS = "confirms", _("confirms")
    PARTLY_CONFIRMS = "partly_confirms", _("partly confirms")
    DOES_NOT_CONFIRM = "does_not_confirm", _("does not confirm")
    NO_KNOWLEDGE = "no_knowledge", _("says they have no knowledge")
    DECLINES = "declines", _("declines to comment")
    DOES_NOT_ADDRESS = "does_not_address", _("does not address it")


DENYING = frozenset({AnswerKind.DENIES, AnswerKind.DENIES_DIFFERENTLY})
CONFIRMING = frozenset({AnswerKind.CONFIRMS})
PARTLY = frozenset({AnswerKind.PARTLY_DENIES, AnswerKind.PARTLY_CONFIRMS})


class Position(TextChoices):
    """How the speaker stands to this claim. A bystander's word is shown, never a ground."""

    SUBJECT = "subject", _("the claim is about them")
    INVOLVED = "involved", _("involved")
    BYSTANDER = "bystander", _("not involved")


class SpeakerKind(TextChoices):
    """Who speaks. An unnamed one is described, never named."""

    PERSON = "person", _("person")
    INSTITUTION = "institution", _("institution")
    UNNAMED = "unnamed", _("unnamed official")


class Channel(TextChoices):
    """How a response reached the public or the desk."""

    STATEMENT = "statement", _("written statement")
    NEWS_CONFERENCE = "news_conference", _("news conference")
    INTERVIEW = "interview", _("interview")
    BROADCAST = "broadcast", _("broadcast")
    SOCIAL = "social", _("social media")
    DOCUMENT = "document", _("published document")
    TO_DESK = "to_desk", _("reply to this desk")
    OTHER = "other", _("other")


class Heard(TextChoices):
    """Whether the desk read or heard the words itself."""

    FIRST_HAND = "first_hand", _("first-hand: we read or heard the words themselves")
    REPORTED = "reported", _("as reported by an article")


class Medium(TextChoices):
    """What an article is."""

    TEXT = "text", _("text")
    VIDEO = "video", _("video")
    PICTURE = "picture", _("picture")
    LIVE_BLOG = "live_blog", _("live blog")


class Stance(TextChoices):
    """What the article does with the claim."""

    REPORTS = "reports", _("reports it")
    SUPPORTS = "supports", _("supports it")
    DISPUTES = "disputes", _("disputes it")


class Standing(TextChoices):
    """What the publisher has said about the passage since."""

    NOT_KNOWN = "not_known", _("nothing further known")
    STANDS_BY = "stands_by", _("publisher stands by it")
    CORRECTED = "corrected", _("publisher corrected it")
    WITHDREW = "withdrew", _("publisher withdrew it")


class OriginKind(TextChoices):
    """What kind of source a chain of credits ends at. Never who an anonymous source is."""

    ANONYMOUS = "anonymous", _("anonymous")
    NAMED = "named", _("named person")
    ORGANISATION = "organisation", _("organisation")
    DOCUMENT = "document", _("document")
    OWN_REPORTING = "own_reporting", _("the publisher’s own reporting")
    NOT_SAID = "not_said", _("not said")


class Bearing(TextChoices):
    """What a piece of evidence does to the claim, in the view of whoever assessed it."""

    SUPPORTS = "supports", _("supports the claim")
    CONTRADICTS = "contradicts", _("contradicts the claim")


#: What a mark of each status may rest on: answers of these kinds, evidence of this bearing; an open one on nothing.
ANSWERS_FOR: dict[str, frozenset[AnswerKind]] = {Status.DENIED: DENYING, Status.CONFIRMED: CONFIRMING}
BEARING_FOR: dict[str, Bearing] = {Status.DENIED: Bearing.CONTRADICTS, Status.CONFIRMED: Bearing.SUPPORTS}
OPPOSITE: dict[str, Status] = {Status.DENIED: Status.CONFIRMED, Status.CONFIRMED: Status.DENIED}


class Outcome(TextChoices):
    """What came of an approach."""

    AWAITING = "awaiting", _("awaiting a reply")
    REPLIED = "replied", _("replied")
    DECLINED = "declined", _("declined")
    NO_REPLY = "no_reply", _("no reply recorded")
