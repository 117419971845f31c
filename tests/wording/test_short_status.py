"""Short forms, what a form proposes, and what a reason starts with."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from claims.reading import AnswerReading
from claims.vocabulary import AnswerKind, Bearing, Change, Ground, Outcome, Position, State, Status
from claims.wording import (
    headline,
    mark_reason,
    opposing_answers,
    proposed_status,
    recorded_line,
    short_mark,
    short_status,
)
from tests.readings import (
    Day,
    a_claim,
    a_header,
    a_mark,
    a_response,
    an_answer,
    an_approach,
    an_article,
    an_evidence,
    an_institution,
    an_unnamed_speaker,
    confirmed_by,
    denied_by,
)


def said(
    name: str, kind: AnswerKind = AnswerKind.DENIES, *, said_at: Day = "2024-01-26", short_form: str = "", **answer
) -> AnswerReading:
    return an_answer(kind, a_response(name, role="", said_at=said_at, short_form=short_form), **answer)


PESKOV = said("Dmitry Peskov", short_form="the Kremlin’s spokesman")


def test_denied_in_short_uses_the_short_form_of_the_speaker():
    assert short_status(a_claim(mark=denied_by(PESKOV))) == "Denied by the Kremlin’s spokesman"


def test_confirmed_in_short_uses_the_name_where_there_is_no_short_form():
    assert short_status(a_claim(mark=confirmed_by(said("NASA", AnswerKind.CONFIRMS)))) == "Confirmed by NASA"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["A", "B"], "Denied by A and B"),
        (["A", "B", "C"], "Denied by A and 2 others"),
        (["A", "B", "C", "D"], "Denied by A and 3 others"),
    ],
)
def test_several_speakers_in_short(names, expected):
    answers = [said(name, said_at=f"2024-01-{day:02}") for day, name in enumerate(names, 1)]
    assert short_status(a_claim(mark=denied_by(*answers))) == expected


def test_a_speaker_cited_twice_is_named_once():
    answers = [said("NASA"), said("NASA", said_at="2024-02")]
    assert short_status(a_claim(mark=denied_by(*answers))) == "Denied by NASA"


@pytest.mark.parametrize(("status", "word"), [(Status.DENIED, "Denied"), (Status.CONFIRMED, "Confirmed")])
def test_on_evidence_and_with_nothing_known_of_the_ground_in_short(status, word):
    assert short_status(a_claim(mark=a_mark(status, evidence=[an_evidence()]))) == f"{word} on evidence"
    assert short_status(a_claim(mark=a_mark(status))) == f"{word} by those concerned"
    assert short_mark(a_mark(status)) == f"{word} by those concerned"
    assert short_mark(replace(a_mark(status), ground=None)) == f"{word} by those concerned"


def test_a_mark_in_short():
    assert short_mark(denied_by(PESKOV)) == "Denied by the Kremlin’s spokesman"
    assert short_mark(a_mark(Status.CONFIRMED, evidence=[an_evidence()])) == "Confirmed on evidence"
    assert short_mark(a_mark(Status.OPEN)) == "Open"
    assert short_mark(a_mark(Status.OPEN, not_pursued=True)) == "Open, not pursued"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (AnswerKind.DENIES, "Open, denied by NASA"),
        (AnswerKind.DENIES_DIFFERENTLY, "Open, denied by NASA"),
        (AnswerKind.CONFIRMS, "Open, confirmed by NASA"),
        (AnswerKind.PARTLY_DENIES, "Open, partly denied by NASA"),
        (AnswerKind.PARTLY_CONFIRMS, "Open, partly confirmed by NASA"),
        (AnswerKind.DECLINES, "Open, NASA declined to comment"),
        (AnswerKind.NO_KNOWLEDGE, "Open, NASA said they had no knowledge of it"),
        (AnswerKind.DOES_NOT_CONFIRM, "Open, NASA could not confirm it"),
        (AnswerKind.DOES_NOT_ADDRESS, "Open, NASA did not address it"),
    ],
)
def test_open_in_short_by_kind_of_answer(kind, expected):
    assert short_status(a_claim(answers=[said("NASA", kind, part="the year")])) == expected


def test_open_in_short_names_only_those_who_said_the_same():
    answers = [
        said("NASA", AnswerKind.PARTLY_DENIES, part="a", said_at="2024"),
        said("CIA", AnswerKind.PARTLY_CONFIRMS, part="b"),
    ]
    assert short_status(a_claim(answers=answers)) == "Open, partly denied by NASA"


def test_open_in_short_joins_a_denial_and_one_with_a_different_account():
    answers = [said("NASA", said_at="2024"), said("CIA", AnswerKind.DENIES_DIFFERENTLY)]
    assert short_status(a_claim(answers=answers)) == "Open, denied by NASA and CIA"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (AnswerKind.DENIES, "Open, disputed by Ada, not involved"),
        (AnswerKind.CONFIRMS, "Open, supported by Ada, not involved"),
        (AnswerKind.PARTLY_DENIES, "Open, partly disputed by Ada, not involved"),
    ],
)
def test_open_in_short_with_only_a_bystander(kind, expected):
    answer = said("Ada", kind, position=Position.BYSTANDER, part="the year")
    assert short_status(a_claim(answers=[answer])) == expected


def test_open_in_short_with_only_an_unnamed_official():
    answer = an_answer(response=a_response(an_unnamed_speaker(), short_form="ignored"))
    assert short_status(a_claim(answers=[answer])) == "Open, denied by an unnamed Kremlin source"


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome.NO_REPLY, "Open, no reply recorded from The Kremlin"),
        (Outcome.AWAITING, "Open, reply awaited from The Kremlin"),
        (Outcome.DECLINED, "Open, The Kremlin declined to comment"),
        (Outcome.REPLIED, "Open, no answer on record"),
    ],
)
def test_open_in_short_by_what_came_of_asking(outcome, expected):
    assert short_status(a_claim(approaches=[an_approach(outcome)])) == expected


def test_open_in_short_without_answers():
    assert short_status(a_claim()) == "Open, no answer on record"
    assert short_status(a_claim(evidence=[an_evidence()])) == "Open, not settled by the evidence"
    assert short_status(a_claim(mark=a_mark(Status.OPEN, not_pursued=True))) == "Open, not pursued"


def test_open_in_short_where_parties_differ():
    body = an_institution("State Department")
    other = said("NASA", AnswerKind.CONFIRMS)
    own = an_answer(AnswerKind.CONFIRMS, a_response(body, role=""))
    denial = an_answer(response=a_response("Lincoln White", role="", body=body))
    assert short_status(a_claim(answers=[denial, other])) == "Open, parties differ"
    assert short_status(a_claim(answers=[denial, own])) == "Open, differing answers by State Department"


def test_what_is_no_longer_public_in_short():
    denied = denied_by(PESKOV)
    assert short_status(a_claim(withheld=True, mark=denied)) == "Text withheld"
    assert short_status(a_claim(state=State.MERGED, merged_into=7, mark=denied)) == "Merged into claim 7"
    assert short_status(a_claim(state=State.WITHDRAWN, mark=denied)) == "Withdrawn"
    retracted = a_claim(state=State.WITHDRAWN, mark=denied, header=a_header(Change.RETRACTED))
    assert short_status(retracted) == "Retracted"


def test_headline_is_never_our_own_assertion():
    assert headline(a_claim(statement="The moon is made of cheese.")) == "Claim: The moon is made of cheese."


def test_recorded_line_gives_the_day_of_the_mark_in_the_zone_of_the_site(settings):
    settings.TIME_ZONE = "Europe/Paris"
    mark = a_mark(answers=[PESKOV], recorded_at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    later = a_header(recorded_at=datetime(2026, 12, 1, tzinfo=UTC))
    assert recorded_line(a_claim(mark=mark, header=later)) == "Recorded here on 23 November 2026"
    assert recorded_line(a_claim(header=later)) == "Recorded here on 1 December 2026"


# What the form proposes


def test_everything_one_way_proposes_that_way():
    assert proposed_status([PESKOV], []) == Status.DENIED
    assert proposed_status([said("NASA", AnswerKind.CONFIRMS)], []) == Status.CONFIRMED
    assert proposed_status([], [an_evidence(Bearing.CONTRADICTS)]) == Status.DENIED
    assert proposed_status([said("NASA", AnswerKind.CONFIRMS)], [an_evidence(Bearing.SUPPORTS)]) == Status.CONFIRMED


def test_opposing_answers_or_evidence_propose_open():
    confirmation = said("NASA", AnswerKind.CONFIRMS)
    assert proposed_status([PESKOV, confirmation], []) == Status.OPEN
    assert proposed_status([confirmation], [an_evidence(Bearing.CONTRADICTS)]) == Status.OPEN
    both = [an_evidence(Bearing.SUPPORTS), an_evidence(Bearing.CONTRADICTS)]
    assert proposed_status([], both) == Status.OPEN


@pytest.mark.parametrize(
    "answer",
    [
        said("NASA", AnswerKind.PARTLY_DENIES, part="the year"),
        said("NASA", AnswerKind.DECLINES),
        said("NASA", position=Position.BYSTANDER),
        said("NASA", retraction="Another claim."),
        an_answer(response=a_response(an_unnamed_speaker())),
    ],
)
def test_what_cannot_be_a_ground_proposes_open(answer):
    assert proposed_status([answer], []) == Status.OPEN


def test_of_one_speaker_the_latest_word_is_proposed():
    denial = said("Putin", said_at="2014-03-04")
    assert proposed_status([denial, said("Putin", AnswerKind.CONFIRMS, said_at="2014-04-17")], []) == Status.CONFIRMED
    assert proposed_status([denial, said("Putin", AnswerKind.CONFIRMS, said_at="2014")], []) == Status.OPEN
    assert proposed_status([], []) == Status.OPEN


# What opposes a mark


def test_opposing_answers_are_those_of_others_concerned():
    confirmation = said("NASA", AnswerKind.CONFIRMS)
    claim = a_claim(answers=[PESKOV, confirmation, said("CIA", AnswerKind.CONFIRMS, position=Position.BYSTANDER)])
    assert opposing_answers(claim, Status.DENIED, cited={PESKOV.id}) == [confirmation]
    assert opposing_answers(claim, Status.CONFIRMED, cited={confirmation.id}) == [PESKOV]
    assert opposing_answers(claim, Status.OPEN, cited=set()) == []


def test_an_earlier_word_of_the_speaker_cited_does_not_oppose():
    denial, confirmation = said("Putin", said_at="2014-03"), said("Putin", AnswerKind.CONFIRMS, said_at="2014-04")
    claim = a_claim(answers=[denial, confirmation])
    assert opposing_answers(claim, Status.CONFIRMED, cited={confirmation.id}) == []
    assert opposing_answers(claim, Status.DENIED, cited={denial.id}) == [confirmation]


# What a reason starts with


def test_reason_starts_as_the_status_line_without_verification():
    answer = an_answer(response=a_response(reported_by=an_article("Kremlin Refutes All Rumors")))
    assert mark_reason(Status.DENIED, [answer], []) == (
        "Denied by Dmitry Peskov, Kremlin spokesman, on 26 January 2024 (as reported by “Kremlin Refutes All Rumors”)."
    )


def test_reason_on_evidence_leaves_the_answers_after_it():
    assert mark_reason(Status.DENIED, [PESKOV], [an_evidence(finding="F", assessed_on=None)]) == (
        "Denied on evidence, as assessed by the Oslo District Court: F. "
        "Dmitry Peskov also denied it on 26 January 2024."
    )


def test_reason_leaves_out_what_cannot_carry_the_mark():
    confirmation = said("NASA", AnswerKind.CONFIRMS)
    assert mark_reason(Status.CONFIRMED, [confirmation, PESKOV], []).startswith("Confirmed by NASA on 26 January 2024.")
    assert mark_reason(Status.DENIED, [confirmation], []) == "Denied by those concerned."


def test_reason_leaves_out_evidence_taken_back_or_pointing_the_other_way():
    evidence = [an_evidence(finding="F"), an_evidence(Bearing.SUPPORTS), an_evidence(title="X", retraction="Y")]
    assert mark_reason(Status.DENIED, [], evidence) == (
        "Denied on evidence, as assessed by the Oslo District Court on 5 March 2024: F."
    )


def test_reason_counts_what_else_is_on_record_where_it_is_given():
    denial, confirmation = said("Putin", said_at="2014-03"), said("Putin", AnswerKind.CONFIRMS, said_at="2014-04")
    assert mark_reason(Status.CONFIRMED, [confirmation], [], others=[denial, confirmation]) == (
        "Confirmed by Putin in April 2014, having denied it in March 2014."
    )


def test_reason_of_an_open_mark():
    assert mark_reason(Status.OPEN, [], []) == "Open. No answer on record."
    assert mark_reason(Status.OPEN, [PESKOV], []) == "Open. Dmitry Peskov denied it on 26 January 2024."
    assert mark_reason(Status.OPEN, [PESKOV], [], not_pursued=True) == ""


def test_a_mark_without_ground_on_record_is_still_based_on_something():
    claim = replace(a_claim(mark=denied_by(PESKOV)), ground=None)
    assert short_status(claim) == "Denied by the Kremlin’s spokesman"
    assert replace(claim, ground=Ground.EVIDENCE).ground == Ground.EVIDENCE
    assert short_status(replace(claim, ground=Ground.EVIDENCE)) == "Denied on evidence"
