"""What each word of the vocabulary means to a reader: the page that explains them shows all of this."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Choices
from django.utils.translation import gettext_lazy as _

from ..vocabulary import (
    AnswerKind,
    Bearing,
    Change,
    Channel,
    Ground,
    Heard,
    Medium,
    OriginKind,
    Outcome,
    Position,
    SpeakerKind,
    Stance,
    Standing,
    Status,
)


@dataclass(frozen=True)
class Words:
    """The words of one kind, each with its meaning; `code` is the anchor of their section."""

    code: str
    title: Any
    note: Any
    meanings: list[tuple[Any, Any]]

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Each word as the pages show it, with its meaning."""
        return [(getattr(word, "label", word), meaning) for word, meaning in self.meanings]


STATUSES: dict[Choices, Any] = {
    Status.OPEN: _(
        "Nobody concerned has denied it or confirmed it, or those concerned contradict each other, or the evidence "
        "does not settle it. Open is not a verdict."
    ),
    Status.DENIED: _(
        "Someone concerned denied it, or evidence contradicts it. The line always says which: “Denied by …” is what "
        "somebody said; “Denied on evidence” is a finding, and says whose."
    ),
    Status.CONFIRMED: _(
        "Someone concerned confirmed it, or evidence supports it. “Confirmed by …” is what somebody said; “Confirmed "
        "on evidence” is a finding, and says whose."
    ),
}

WORDS = [
    Words(
        "based-on",
        _("Based on"),
        _("What a mark rests on"),
        [
            (Ground.RESPONSE, _("What somebody concerned said. We have then established nothing ourselves.")),
            (
                Ground.EVIDENCE,
                _(
                    "Something that can be cited, and what somebody found from it. With any evidence, a mark is "
                    "based on evidence, and what those concerned say comes after it."
                ),
            ),
            (
                _("Not independently verified"),
                _(
                    "The mark rests on what somebody said; we have not established it ourselves. Where we tried and "
                    "could not, the line says that."
                ),
            ),
            (_("Having denied it"), _("Whoever confirmed it now had denied it before; both days are given.")),
            (
                _("Later overtaken"),
                _(
                    "After this answer came what the claim’s mark rests on now, and it says the opposite. That is "
                    "the order of two things on record, and says nothing of the speaker."
                ),
            ),
        ],
    ),
    Words(
        "answers",
        _("Answers"),
        _("What one response does to one claim"),
        [
            (AnswerKind.DENIES, _("They say that it is not so.")),
            (AnswerKind.DENIES_DIFFERENTLY, _("They say that it is not so, and what happened instead.")),
            (AnswerKind.PARTLY_DENIES, _("They deny one part, which we name. A mark never rests on it.")),
            (AnswerKind.CONFIRMS, _("They say that it is so.")),
            (AnswerKind.PARTLY_CONFIRMS, _("They confirm one part, which we name. A mark never rests on it.")),
            (AnswerKind.DOES_NOT_CONFIRM, _("They say that they cannot confirm it. It is not a denial.")),
            (AnswerKind.NO_KNOWLEDGE, _("They say that they do not know of it. It is not a denial.")),
            (AnswerKind.DECLINES, _("They say that they will not comment.")),
            (
                AnswerKind.DOES_NOT_ADDRESS,
                _("They said something when asked or on the matter, but not about this claim."),
            ),
        ],
    ),
    Words(
        "positions",
        _("How a speaker stands to the claim"),
        "",
        [
            (Position.SUBJECT, _("The claim is about the speaker, or about those they speak for.")),
            (Position.INVOLVED, _("They took part in what the claim is about.")),
            (Position.BYSTANDER, _("Their word is shown; a mark never rests on it.")),
        ],
    ),
    Words(
        "speakers",
        _("Who answered"),
        _("Each with their role at that time"),
        [
            (SpeakerKind.PERSON, _("Somebody by name. “Speaking for …” says on whose behalf.")),
            (SpeakerKind.INSTITUTION, _("A ministry, a company or another body speaking as such.")),
            (SpeakerKind.UNNAMED, _("Described, never named. Their word is shown; a mark never rests on it.")),
        ],
    ),
    Words(
        "heard",
        _("Heard how"),
        "",
        [
            (Heard.FIRST_HAND, _("On a recording, in a document, in a post of their own, or by us in person.")),
            (Heard.REPORTED, _("We know the words from an article only. The page names it.")),
            (
                _("Translated"),
                _("Into the language of this record; by whom stands with it, and the words as said too."),
            ),
        ],
    ),
    Words(
        "channels",
        _("Where it was said"),
        "",
        [
            (Channel.STATEMENT, _("Given out in writing.")),
            (Channel.NEWS_CONFERENCE, _("Said before reporters who could ask.")),
            (Channel.INTERVIEW, _("Said to one outlet.")),
            (Channel.BROADCAST, _("Said on radio, television or a stream.")),
            (Channel.SOCIAL, _("Posted by the speaker, or on the speaker’s behalf.")),
            (Channel.DOCUMENT, _("Printed in something published: a report, minutes, a court file.")),
            (Channel.TO_DESK, _("Said or written to us, when we asked or without it.")),
            (Channel.OTHER, _("Anything else; it is then described.")),
        ],
    ),
    Words(
        "asked",
        _("Who was asked"),
        _("Only where this is on record do we say that no reply was recorded"),
        [
            (Outcome.AWAITING, _("They were asked, and the time they were given is not over.")),
            (Outcome.REPLIED, _("They replied; what they said stands among the answers.")),
            (Outcome.DECLINED, _("They said that they would not reply.")),
            (Outcome.NO_REPLY, _("None had come by the day that is given. It says nothing about the claim.")),
        ],
    ),
    Words(
        "evidence",
        _("Evidence"),
        _("What can be cited and is no answer of those concerned, with who assessed it"),
        [
            (Bearing.SUPPORTS, _("Whoever assessed it found that it speaks for the claim.")),
            (Bearing.CONTRADICTS, _("Whoever assessed it found that it speaks against the claim.")),
        ],
    ),
    Words(
        "sources",
        _("Where it comes from"),
        _("The first known source to which an article’s credits lead"),
        [
            (
                OriginKind.ANONYMOUS,
                _("The article does not name its source. We never record who an anonymous source is."),
            ),
            (OriginKind.NAMED, _("The article names a person.")),
            (OriginKind.ORGANISATION, _("The article names an organisation.")),
            (OriginKind.DOCUMENT, _("The article goes back to a document.")),
            (OriginKind.OWN_REPORTING, _("The publisher saw or found it itself.")),
            (OriginKind.NOT_SAID, _("The article does not say where it has it from.")),
            (
                _("First known source"),
                _(
                    "Where the credits end, as far as we can follow them. Several articles that go back to one "
                    "source are one report, not several."
                ),
            ),
        ],
    ),
    Words(
        "stances",
        _("What the article does with it"),
        _("Where it ran, with the passage or the place in it"),
        [
            (Stance.REPORTS, _("It says that somebody says so.")),
            (Stance.SUPPORTS, _("It says so itself, or argues for it.")),
            (Stance.DISPUTES, _("It argues against it.")),
        ],
    ),
    Words(
        "standings",
        _("What its publisher has said since"),
        "",
        [
            (Standing.NOT_KNOWN, _("We know of no later word. The page then says nothing.")),
            (Standing.STANDS_BY, _("It was asked or doubted, and says that it keeps to what it printed.")),
            (Standing.CORRECTED, _("It changed the passage, and said so.")),
            (Standing.WITHDREW, _("It took the passage or the article back.")),
        ],
    ),
    Words(
        "media",
        _("What an article is"),
        "",
        [
            (Medium.TEXT, _("Quoted by its passage, from one version of its text that we keep.")),
            (Medium.VIDEO, _("The place in it is given by its time.")),
            (Medium.PICTURE, _("The place in it is described.")),
            (Medium.LIVE_BLOG, _("The place in it is given by the time of the entry.")),
        ],
    ),
    Words(
        "counts",
        _("What is counted"),
        _("A number says how many cases it leads to, and no more"),
        [
            (
                _("Answered"),
                _(
                    "“1 of 3 claims answered, in what is recorded here”: to so many of them someone concerned is on "
                    "record here by name with an answer that addresses the claim, be it that they do not know or will "
                    "not comment. Whoever is not involved, or is not named, is not counted."
                ),
            ),
            (
                _("A selection"),
                _(
                    "The record holds what this desk took in, not all that was said. A count leads to the cases it "
                    "counted, and says no more than these."
                ),
            ),
        ],
    ),
    Words(
        "times",
        _("The two times"),
        "",
        [
            (
                _("When it happened"),
                _(
                    "When something was said, published or marked as standing from. Often known only to the day, "
                    "month or year, and given no more exactly than that. The ribbon under a claim draws this time."
                ),
            ),
            (_("Recorded here"), _("When we took it in, by our server’s clock, never backdated. History goes by it.")),
            (
                _("As recorded on"),
                _("A page as it was at the end of that day. It shows what was on record then, whatever came later."),
            ),
        ],
    ),
    Words(
        "changes",
        _("What can change"),
        _("Each change is a version of its own"),
        [
            (Change.PUBLISHED, _("The claim became public.")),
            (Change.MARKED, _("We decided where it stands, and said on what.")),
            (Change.REOPENED, _("It is open again, with the reason.")),
            (Change.UNDONE, _("A mark made by mistake was taken back within minutes.")),
            (Change.REWORDED, _("The claim is put in other words. The earlier ones stay readable.")),
            (Change.APPEARED, _("An article that carries it was added, or what is known of it changed.")),
            (Change.ANSWERED, _("An answer was added, or what is known of it changed.")),
            (Change.EVIDENCED, _("Evidence was added, or what is known of it changed.")),
            (Change.APPROACHED, _("A request for a reply was added, or its outcome.")),
            (Change.UPDATED, _("New facts. What was written before was not wrong.")),
            (Change.CORRECTED, _("We mended an error of ours, and say which.")),
            (Change.RETRACTED, _("We took something back because we were wrong. It stays readable, with the reason.")),
            (Change.WITHDRAWN, _("The claim is no longer listed. Its page stays, with the reason.")),
            (Change.MERGED, _("Two records of the same claim became one; the old address leads to it.")),
            (Change.SPLIT, _("A claim that said two things became two claims.")),
            (Change.RENAMED, _("An article, a speaker, an outlet or a topic has another name here.")),
            (Change.WITHHELD, _("The law did not let us keep the text. That it was removed, when and why, stays.")),
        ],
    ),
    Words(
        "proof",
        _("What proves it"),
        "",
        [
            (_("Version"), _("One state of a claim, numbered and dated. It stays as it was and can be cited.")),
            (
                _("Fingerprint"),
                _(
                    "64 digits computed from a text. Whoever changes one letter of the text gets others, so they "
                    "show that nothing was changed."
                ),
            ),
        ],
    ),
]
