"""Proof that the record was not rewritten: every revision, document, head and filter column, checked from the bytes up.

A chain alone cannot show that its end was cut off, or that all of it was made anew. Whoever keeps a *checkpoint*
(`sequence:fingerprint`, as `verify_record` prints it) outside the database can show that too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from ..captures import broken, left_of_withheld
from ..models import THINGS, Article, ArticleVersion, Capture, ChainHead, Claim, Revision, Speaker
from ..models.thing import NamedThing, Thing, ThingQuerySet
from ..vocabulary import ANSWERS_FOR, BEARING_FOR, Ground, Position, SpeakerKind, State, Status
from . import guards
from .canonical import NO_DIGEST, fingerprint, moment_text, parse, unpack
from .documents import claim_contents, content
from .mentions import missing
from .reader import header_bytes

BATCH = 500

type Progress = Callable[[int, int], None]


class BrokenRecord(Exception):
    """The first place where the record does not hold, in a sentence."""


@dataclass(frozen=True)
class Checkpoint:
    """Where the chain ended at some time: keep it outside the database."""

    sequence: int
    digest: str

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """From `sequence:fingerprint`. Raises ValueError for anything else."""
        sequence, _, digest = text.strip().partition(":")
        if not (sequence.isdecimal() and len(digest) == len(NO_DIGEST)):
            raise ValueError("A checkpoint is written sequence:fingerprint, as verify_record prints it.")
        return cls(int(sequence), digest.lower())

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest}"


@dataclass
class _Chain:
    """What checking has seen so far."""

    sequence: int = 0
    digest: str = NO_DIGEST
    recorded_at: datetime | None = None
    documents: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)


def verify(*, against: Checkpoint | None = None, progress: Progress = lambda done, total: None) -> Checkpoint:
    """Check the whole record and return where it ends. Raises BrokenRecord naming the first break.

    Checked, in this order: the database's guards stand; sequence, times, links, fingerprints and documents of every
    revision, and that claims are found by what these mention; that only named documents are withheld; the checkpoint,
    if given; the end of the chain; that every public row has the head, filter columns and content of its newest
    document, and every document its row; and that texts of articles and kept files are those of their fingerprints.
    `progress` is called with the number of revisions and rows checked and the total. Editors may go on writing; what
    they do meanwhile is left for the next time.
    """
    with _one_moment():
        end = _verify(against, progress)
    _check_captures()
    return end


@contextmanager
def _one_moment() -> Iterator[None]:
    """Everything read inside is as it was at one moment. Nobody is kept waiting: nothing is locked."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Not `atomic`, which on SQLite takes the place of the one who writes (`transaction_mode`).
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _verify(against: Checkpoint | None, progress: Progress) -> Checkpoint:
    if absent := guards.missing(connection):
        raise BrokenRecord(
            f"The database's guards {', '.join(sorted(absent))} are missing or changed. Run migrate to restore them."
        )
    total = Revision.objects.count() + sum(ThingQuerySet[Any](model).published().count() for model in THINGS.values())
    done, lost = 0, ""
    chain = _Chain()
    numbers: dict[tuple[str, int], int] = {}
    withheld = _withheld()
    for revision in Revision.objects.order_by("sequence").select_related("document").iterator(BATCH):
        _check_revision(revision, chain, numbers, withheld)
        if against and revision.sequence == against.sequence and revision.digest != against.digest:
            raise BrokenRecord(
                f"Revision {revision.sequence} is not the one of the checkpoint: the record was rewritten."
            )
        done += 1
        if done % BATCH == 0:
            lost = lost or _lost_mention(chain)
            progress(done, total)
    lost = lost or _lost_mention(chain)
    if against and chain.sequence < against.sequence:
        raise BrokenRecord(
            f"The record ends at revision {chain.sequence}; the checkpoint saw {against.sequence}. Its end was cut off."
        )
    _check_end(chain)
    if lost:
        # Last of all that is about the chain: a table that can be made again must not hide what cannot.
        raise BrokenRecord(lost)
    unnamed = set(Speaker.objects.filter(kind=SpeakerKind.UNNAMED).values_list("pk", flat=True))
    for things in _row_batches():
        for thing, said in things:
            _check_row(thing, said, numbers, unnamed)
        done += len(things)
        progress(done, total)
    if numbers:
        kind, subject = next(iter(numbers))
        raise BrokenRecord(f"The record knows {kind} {subject}, but there is no such row, or it has no head.")
    _check_texts()
    progress(total, total)
    return Checkpoint(chain.sequence, chain.digest)


def _withheld() -> dict[int, Revision]:
    """By its sequence, each revision whose document may be gone, with the later one that says so."""
    withheld = {}
    for by in Revision.objects.exclude(withholds=None).order_by("sequence"):
        if by.withholds is None or by.withholds >= by.sequence:
            raise BrokenRecord(f"Revision {by.sequence} withholds none that was there before it.")
        withheld[by.withholds] = by
    return withheld


def _check_revision(
    revision: Revision, chain: _Chain, numbers: dict[tuple[str, int], int], withheld: dict[int, Revision]
) -> None:
    here = f"Revision {revision.sequence}"
    if revision.sequence != chain.sequence + 1:
        raise BrokenRecord(f"Revision {chain.sequence + 1} is missing.")
    if revision.previous_digest != chain.digest:
        raise BrokenRecord(f"{here} does not follow the one before it: its previous fingerprint differs.")
    if chain.recorded_at and revision.recorded_at < chain.recorded_at:
        raise BrokenRecord(f"{here} is dated before the one it follows.")
    if fingerprint(header_bytes(revision)) != revision.digest:
        raise BrokenRecord(f"{here} was changed: its fingerprint does not match its header.")
    key = (revision.kind, revision.subject)
    if revision.number != numbers.get(key, 0) + 1:
        raise BrokenRecord(f"{here} should be version {numbers.get(key, 0) + 1} of {revision.kind} {revision.subject}.")
    document = _check_document(revision, here, withheld)
    if document is not None:
        chain.documents.append((revision.kind, revision.subject, document))
    chain.sequence, chain.digest, chain.recorded_at = revision.sequence, revision.digest, revision.recorded_at
    numbers[key] = revision.number


def _check_document(revision: Revision, here: str, withheld: dict[int, Revision]) -> dict[str, Any] | None:
    """The revision's document, once it is known to be its own; None where it was withheld."""
    by = withheld.get(revision.sequence)
    if by and (by.kind, by.subject) != (revision.kind, revision.subject):
        # Its trace would stand where nobody looks for it.
        raise BrokenRecord(f"{here} is withheld by revision {by.sequence}, which is about something else.")
    stored = getattr(revision, "document", None)
    if stored is None:
        if by is None:
            raise BrokenRecord(f"{here} has lost its document, and no later revision withholds it.")
        return None
    try:
        written = unpack(stored.body)
        if fingerprint(written) != revision.document_digest:
            raise BrokenRecord(f"The document of revision {revision.sequence} was changed: its fingerprint differs.")
        document = parse(written)
    except (ValueError, RecursionError) as error:
        # Not packed by us, not JSON, not an object, or nested without end.
        raise BrokenRecord(f"The document of revision {revision.sequence} cannot be read: {error}") from error
    said = tuple(document.get(member) for member in ("kind", "id", "number", "change"))
    if said != (revision.kind, revision.subject, revision.number, revision.change):
        raise BrokenRecord(f"The document of revision {revision.sequence} belongs to another revision.")
    return document


def _lost_mention(chain: _Chain) -> str:
    """What a document read since the last time mentions and is not found by, in words; empty where there is none."""
    documents, chain.documents = chain.documents, []
    try:
        lost = missing(documents)
    except (KeyError, TypeError) as error:
        return f"A document that ends before revision {chain.sequence + 1} does not say what it should: {error}."
    return f"{lost[:1].upper()}{lost[1:]}, but is not found by that. Run reindex to mend it." if lost else ""


def _check_end(chain: _Chain) -> None:
    end = ChainHead.objects.filter(pk=1).first() or ChainHead()
    if (end.sequence, end.digest, end.recorded_at) != (chain.sequence, chain.digest, chain.recorded_at):
        raise BrokenRecord(f"The chain should end at revision {end.sequence}, but ends at {chain.sequence}.")


def _row_batches() -> Iterator[list[tuple[Thing, dict[str, Any]]]]:
    """Public rows with the content a document would have now, a batch at a time."""
    for model in THINGS.values():
        rows = ThingQuerySet[Any](model).published().select_related("head__document").order_by("pk")
        last = 0
        while batch := list(rows.filter(pk__gt=last)[:BATCH]):
            last = batch[-1].pk
            contents = claim_contents(batch) if model is Claim else {row.pk: content(row) for row in batch}
            yield [(row, contents[row.pk]) for row in batch]


def _check_row(thing: Thing, said: dict[str, Any], numbers: dict[tuple[str, int], int], unnamed: set[int]) -> None:
    here = f"{str(thing.KIND).capitalize()} {thing.pk}"
    head = thing.head
    newest = numbers.pop((str(thing.KIND), thing.pk), None)
    if head is None or (head.kind, head.subject, head.number) != (thing.KIND, thing.pk, newest):
        raise BrokenRecord(f"{here} does not point to its newest revision.")
    if thing.recorded_at != head.recorded_at:
        raise BrokenRecord(f"{here} has another time of recording than its newest revision.")
    if getattr(head, "document", None) is None:
        raise BrokenRecord(f"{here} has lost the document of its newest version.")
    # What a document may leave out, and what it then says.
    left_out = {"copy_of": None} if isinstance(thing, Article) else {}
    document = left_out | parse(unpack(head.document.body))
    if isinstance(thing, Claim):
        _tell_time(document.get("marks"), moment_text(head.recorded_at))
    for member, value in (left_out | said).items():
        if member == "responses" and isinstance(thing, Claim) and thing.state in {State.WITHDRAWN, State.MERGED}:
            # Such a claim stays as it is, while a response it shares with others may be corrected for those.
            continue
        if member not in document or document[member] != value:
            raise BrokenRecord(f"{here} differs from its newest document in “{member}”.")
    if isinstance(thing, Claim | NamedThing) and thing.search_text != thing.found_by:
        raise BrokenRecord(f"{here} is found by other words than its own.")
    if isinstance(thing, Claim):
        _check_mark(document, here, unnamed)


def _tell_time(marks: object, recorded_at: str) -> None:
    """A mark learns its own time of recording after its document was written: the one of this revision."""
    for mark in marks if isinstance(marks, list) else []:
        if isinstance(mark, dict) and mark.get("recorded_at", "") is None:
            mark["recorded_at"] = recorded_at


def _check_mark(document: dict[str, Any], here: str, unnamed: set[int]) -> None:
    """A claim's status is that of the mark that stands, and a denied or confirmed one cites what can carry it."""
    mark = next((raw for raw in document["marks"] if raw["id"] == document["mark"]), None)
    expected = (mark["status"], mark["ground"]) if mark else (Status.OPEN, None)
    if (document["status"], document["ground"]) != expected:
        raise BrokenRecord(f"{here} has another status than the mark that stands.")
    if mark is None or mark["status"] == Status.OPEN:
        return
    cites_evidence = bool(mark["evidence"])
    if not (mark["answers"] or cites_evidence) or cites_evidence != (mark["ground"] == Ground.EVIDENCE):
        raise BrokenRecord(f"{here} is marked {mark['status']} without what that is based on.")
    answers = {raw["id"] for raw in document["answers"] if _carries(raw, mark["status"], document, unnamed)}
    wanted = BEARING_FOR[mark["status"]]
    evidence = {raw["id"] for raw in document["evidence"] if raw["bearing"] == wanted and not raw["retraction"]}
    if not (set(mark["answers"]) <= answers and set(mark["evidence"]) <= evidence):
        raise BrokenRecord(f"{here} is marked {mark['status']} on something that cannot carry the mark.")


def _carries(answer: dict[str, Any], status: str, document: dict[str, Any], unnamed: set[int]) -> bool:
    """Whether a mark of `status` may rest on an answer, as its claim's document gives it: `Answer.check_supports`."""
    speaker = next(raw["speaker"] for raw in document["responses"] if raw["id"] == answer["response"])
    return (
        answer["kind"] in ANSWERS_FOR[status]
        and answer["position"] != Position.BYSTANDER
        and not answer["retraction"]
        and speaker not in unnamed
    )


def _check_texts() -> None:
    for version in ArticleVersion.objects.iterator(50):
        if ArticleVersion.digest_of(version.text) != version.sha256:
            raise BrokenRecord(f"Version {version.number} of the text of article {version.article_id} was changed.")


def _check_captures() -> None:
    """Every kept file is there and has its fingerprint, and none that was withheld is.

    That the fingerprint is the record's, `_check_row` has seen.
    """
    for capture in Capture.objects.order_by("pk").iterator(BATCH):
        if wrong := broken(capture):
            if not Capture.objects.filter(pk=capture.pk).exists():
                # Text was withheld at this very moment: row and file are gone together.
                continue
            raise BrokenRecord(f"The file {capture.file.name}, kept with response {capture.response_id}, {wrong}.")
    for capture, name in left_of_withheld():
        raise BrokenRecord(f"The file {name} is still there, and copy {capture.pk} was withheld. Withhold it again.")
