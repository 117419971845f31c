"""`verify_record`: whoever rewrites the record, past the database's guards, is found out."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import count

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims import workflow
from claims.models import ArticleVersion, ChainHead, Claim, Document, Mark, Response, Revision, Speaker
from claims.record import append, guards, reader, writing
from claims.record.canonical import canonical, fingerprint, header_document, pack, parse, unpack
from claims.record.verify import BrokenRecord, Checkpoint, verify
from claims.vocabulary import AnswerKind, Change, Status
from tests.factories import (
    ClaimFactory,
    SpeakerFactory,
    answered,
    denied,
    denied_on_evidence,
    full_claim,
    marked,
    merged,
    withdrawn,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(editor):
    """A claim with something of everything, and where the chain ended then."""
    claim = full_claim()
    marked(claim, Status.OPEN)
    return claim


@contextmanager
def past_the_guards():
    """What someone with the database's own password can do: lift the guards, write, and put them up again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Foreign keys are checked now for what was written honestly, and never for what is forged: PostgreSQL
            # changes no table that has such checks pending.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET LOCAL session_replication_role = replica")
        guards.lift(connection)
        yield
        guards.install(connection)
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def rewrite(sequence: int, **members) -> None:
    """Change a document, and its digest, in place."""
    document = Document.objects.get(pk=sequence)
    content = canonical({**parse(unpack(document.body)), **members})
    Document.objects.filter(pk=sequence).update(body=pack(content))
    Revision.objects.filter(pk=sequence).update(document_digest=fingerprint(content))


def make_anew() -> None:
    """Compute every fingerprint of the chain again, as a thorough forger would."""
    digest = "0" * 64
    revision = None
    for revision in Revision.objects.order_by("sequence"):
        header = header_document(
            sequence=revision.sequence,
            kind=revision.kind,
            subject=revision.subject,
            number=revision.number,
            change=revision.change,
            recorded_at=revision.recorded_at,
            document_digest=revision.document_digest,
            previous_digest=digest,
            withholds=revision.withholds,
        )
        Revision.objects.filter(pk=revision.pk).update(previous_digest=digest, digest=fingerprint(canonical(header)))
        digest = fingerprint(canonical(header))
    assert revision is not None
    ChainHead.objects.update(sequence=revision.sequence, digest=digest, recorded_at=revision.recorded_at)


def test_an_honest_record_holds(record):
    end = verify()

    assert end == Checkpoint(Revision.objects.count(), Revision.objects.latest("sequence").digest)
    assert verify(against=end) == end


def test_an_empty_record_holds():
    assert verify().sequence == 0


def test_progress_ends_at_the_total(record):
    seen = []

    verify(progress=lambda done, total: seen.append((done, total)))

    assert seen[-1][0] == seen[-1][1] > Revision.objects.count()


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (lambda: Document.objects.filter(pk=3).update(body=Document.objects.get(pk=4).body), "document of revision 3"),
        (lambda: Document.objects.filter(pk=3).update(body=b"\x01nothing"), "document of revision 3 cannot be read"),
        (lambda: Document.objects.filter(pk=3).delete(), "Revision 3 has lost its document"),
        (lambda: rewrite(3, name="Other"), "Revision 3 was changed"),
        (lambda: Revision.objects.filter(pk=3).update(change="renamed"), "Revision 3 was changed"),
        (
            lambda: Revision.objects.filter(pk=3).update(
                recorded_at=Revision.objects.get(pk=3).recorded_at - timedelta(days=1)
            ),
            "Revision 3 is dated before",
        ),
        (lambda: Revision.objects.filter(pk=3).update(number=7), "Revision 3 was changed"),
        (lambda: ChainHead.objects.update(sequence=2), "The chain should end at revision 2"),
        (lambda: Claim.objects.update(status="confirmed", ground="response"), "differs from its newest document"),
        (lambda: Claim.objects.update(statement="Other."), "in “statement”"),
        (lambda: Claim.objects.update(state="withdrawn"), "in “state”"),
        (lambda: Speaker.objects.filter(head__isnull=False).update(name="Other"), "in “name”"),
        (lambda: Mark.objects.update(reason="Other."), "in “marks”"),
        (lambda: Mark.objects.update(recorded_at=datetime(2020, 1, 1, tzinfo=UTC)), "in “marks”"),
        (lambda: Claim.objects.update(recorded_at=None), "another time of recording"),
        (lambda: Claim.objects.update(head=Revision.objects.filter(kind="claim").first()), "its newest revision"),
        (lambda: ArticleVersion.objects.update(text="Other."), "text of article"),
        (lambda: Claim.objects.update(search_text="other"), "found by other words than its own"),
    ],
    ids=count(1),
)
def test_tampering_is_found_and_named(record, tamper, found):
    with past_the_guards():
        tamper()

    with pytest.raises(BrokenRecord, match=found):
        verify()


def test_withholding_is_told_of_the_thing_itself(record, editor):
    speaker = Speaker.objects.filter(head__isnull=False).order_by("pk")[0]
    workflow.rename(speaker, based_on=speaker.version, name="Other", by=editor)
    with writing(), past_the_guards():
        hidden = Revision.objects.filter(kind="claim").order_by("sequence")[0]
        speaker.refresh_from_db()
        append(speaker, Change.WITHHELD, by=editor, reason="Told where nobody looks.", withholds=hidden.pk)
        Document.objects.filter(pk=hidden.pk).delete()

    with pytest.raises(BrokenRecord, match=f"Revision {hidden.pk} is withheld by .* about something else"):
        verify()


def test_what_is_not_there_yet_cannot_be_withheld(record, editor):
    claim = Claim.objects.get(pk=record.pk)
    with writing():
        append(claim, Change.WITHHELD, by=editor, reason="Beforehand.", withholds=10_000)

    with pytest.raises(BrokenRecord, match="withholds none that was there before it"):
        verify()


def test_a_row_without_its_head_is_found(record):
    with past_the_guards():
        Speaker.objects.filter(head__isnull=False).update(head=None)

    with pytest.raises(BrokenRecord, match="no such row, or it has no head"):
        verify()


def test_a_removed_revision_is_found(record):
    with past_the_guards(), connection.cursor() as cursor, connection.constraint_checks_disabled():
        cursor.execute("DELETE FROM claims_document WHERE revision_id = 3")
        cursor.execute("DELETE FROM claims_revisionauthor WHERE revision_id = 3")
        Speaker.objects.filter(head=3).update(head=None)
        Claim.objects.filter(head=3).update(head=4)
        cursor.execute("UPDATE claims_outlet SET head_id = NULL WHERE head_id = 3")
        cursor.execute("UPDATE claims_topic SET head_id = NULL WHERE head_id = 3")
        cursor.execute("UPDATE claims_article SET head_id = NULL WHERE head_id = 3")
        cursor.execute("DELETE FROM claims_revision WHERE sequence = 3")

    with pytest.raises(BrokenRecord, match="Revision 3 is missing"):
        verify()


def test_a_chain_made_anew_is_found_only_against_a_checkpoint(record):
    checkpoint = verify()
    first_claim = Revision.objects.filter(kind="claim").earliest("sequence")
    with past_the_guards():
        rewrite(first_claim.pk, statement="It never said that.")
        make_anew()

    assert verify().sequence == checkpoint.sequence
    with pytest.raises(BrokenRecord, match="the record was rewritten"):
        verify(against=checkpoint)


def test_a_cut_off_end_is_found_against_a_checkpoint(record):
    verify()
    ahead = Checkpoint(Revision.objects.count() + 1, "a" * 64)

    with pytest.raises(BrokenRecord, match="Its end was cut off"):
        verify(against=ahead)


def test_the_command_prints_a_checkpoint_it_accepts(record):
    out = StringIO()
    call_command("verify_record", stdout=out, stderr=StringIO())
    checkpoint = out.getvalue().splitlines()[-1]

    call_command("verify_record", against=checkpoint, stdout=StringIO(), stderr=StringIO())

    assert str(Checkpoint.parse(checkpoint)) == checkpoint


def test_the_command_fails_and_names_the_first_break(record):
    with past_the_guards():
        Revision.objects.filter(pk=2).update(change="merged")
        Revision.objects.filter(pk=5).update(change="merged")

    with pytest.raises(CommandError, match="Revision 2 was changed") as failed:
        call_command("verify_record", stdout=StringIO(), stderr=StringIO())

    assert failed.value.returncode == 1


def test_the_command_refuses_what_is_no_checkpoint(record):
    with pytest.raises(CommandError, match="sequence:fingerprint"):
        call_command("verify_record", against="yesterday", stdout=StringIO())


def test_withholding_keeps_the_record_whole(record, editor):
    workflow.withhold_claim_text(record, reason="A court ordered it.", by=editor)

    verify()
    assert not [
        d for d in Document.objects.all() if b"will open in May" in unpack(d.body) and b'"claim"' in unpack(d.body)
    ]


@pytest.mark.parametrize("close", [withdrawn, lambda claim: merged(claim, ClaimFactory())])
def test_correcting_a_response_leaves_closed_claims_as_they_are(editor, close):
    closed, other = ClaimFactory(), ClaimFactory()
    response = answered(closed).response
    workflow.answer_claim(response, other, kind=AnswerKind.DENIES, by=editor)
    close(closed)
    response.refresh_from_db()

    workflow.correct_response(
        response, based_on=response.version, values={"role": "minister"}, reason="Another role.", by=editor
    )

    verify()
    claims = reader.claims([closed.pk, other.pk])
    roles = [claims[claim.pk].answers[0].response.role for claim in (closed, other)]
    assert roles == ["ministry spokeswoman", "minister"]


def test_other_words_behind_the_same_header_are_found(record):
    document = parse(unpack(Document.objects.get(pk=3).body))
    with past_the_guards():
        Document.objects.filter(pk=3).update(body=pack(canonical({**document, "reason": "Other."})))

    with pytest.raises(BrokenRecord, match=r"The document of revision 3 was changed: its fingerprint differs"):
        verify()


def test_a_revision_made_anew_alone_is_found_by_the_next(record):
    revision = Revision.objects.get(pk=3)
    header = header_document(
        sequence=3,
        kind=revision.kind,
        subject=revision.subject,
        number=revision.number,
        change=revision.change,
        recorded_at=revision.recorded_at + timedelta(microseconds=1),
        document_digest=revision.document_digest,
        previous_digest=revision.previous_digest,
        withholds=None,
    )
    with past_the_guards():
        Revision.objects.filter(pk=3).update(
            recorded_at=revision.recorded_at + timedelta(microseconds=1), digest=fingerprint(canonical(header))
        )

    with pytest.raises(BrokenRecord, match="Revision 4 does not follow the one before it"):
        verify()


def forge(revision: Revision, content: bytes) -> None:
    """Put `content` behind a revision, with every fingerprint right."""
    with past_the_guards():
        Document.objects.filter(pk=revision.pk).update(body=pack(content))
        Revision.objects.filter(pk=revision.pk).update(document_digest=fingerprint(content))
        make_anew()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"{", "document of revision 3 cannot be read"),
        (b"\xff", "document of revision 3 cannot be read"),
        (b"[]", "document of revision 3 cannot be read: A document is an object"),
        (b"[" * 100_000, "document of revision 3 cannot be read"),
        (b"{}", "document of revision 3 belongs to another revision"),
    ],
    ids=count(1),
)
def test_a_document_that_is_none_is_found_and_named(record, content, found):
    forge(Revision.objects.get(pk=3), content)

    with pytest.raises(BrokenRecord, match=found):
        verify()


@pytest.mark.parametrize("member", ["marks", "mark", "status", "split_from", "text_withheld"])
@pytest.mark.parametrize("crafted", ["missing", 7, [7], [{}], {"recorded_at": None}], ids=str)
def test_a_crafted_member_is_found_and_named(record, member, crafted):
    head = Claim.objects.get(pk=record.pk).head
    document = parse(unpack(head.document.body))
    if crafted == "missing":
        del document[member]
    else:
        document[member] = crafted
    forge(head, canonical(document))

    with pytest.raises(BrokenRecord, match=f"differs from its newest document in “{member}”"):
        verify()


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "confirms"},
        {"kind": "partly_denies", "part": "the month"},
        {"position": "bystander"},
        {"retraction": "Misheard."},
    ],
    ids=str,
)
def test_a_mark_on_an_answer_that_cannot_carry_it_is_found(editor, changed):
    claim = denied()
    claim.answers.update(**changed)

    with writing():
        append(claim, Change.UPDATED, by=editor)

    with pytest.raises(BrokenRecord, match="is marked denied on something that cannot carry the mark"):
        verify()


def test_a_mark_on_the_word_of_an_unnamed_official_is_found(editor):
    claim, unnamed = denied(), SpeakerFactory(unnamed=True)
    answered(ClaimFactory(), speaker=unnamed)
    Response.objects.update(speaker=unnamed)

    with writing():
        append(claim, Change.UPDATED, by=editor)

    with pytest.raises(BrokenRecord, match="on something that cannot carry the mark"):
        verify()


@pytest.mark.parametrize("changed", [{"bearing": "supports"}, {"retraction": "Forged."}], ids=str)
def test_a_mark_on_evidence_that_cannot_carry_it_is_found(editor, changed):
    claim = denied_on_evidence()
    claim.evidence.update(**changed)

    with writing():
        append(claim, Change.UPDATED, by=editor)

    with pytest.raises(BrokenRecord, match="on something that cannot carry the mark"):
        verify()


def test_a_status_that_no_mark_gave_is_found(editor):
    claim = denied()
    Claim.objects.filter(pk=claim.pk).update(status="confirmed")
    claim.refresh_from_db()

    with writing():
        append(claim, Change.UPDATED, by=editor)

    with pytest.raises(BrokenRecord, match="another status than the mark that stands"):
        verify()


def test_a_mark_without_anything_it_is_based_on_is_found(editor):
    claim = denied()
    claim.mark.answers.clear()

    with writing():
        append(claim, Change.UPDATED, by=editor)

    with pytest.raises(BrokenRecord, match="is marked denied without what that is based on"):
        verify()
