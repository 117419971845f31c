"""Every row of the table for an open claim, and the order in which rows are chosen."""

from datetime import date

import pytest

from claims.reading import AnswerReading
from claims.vocabulary import AnswerKind, Outcome, Status
from claims.wording import status_line
from tests.readings import (
    a_claim,
    a_mark,
    a_response,
    an_answer,
    an_approach,
    an_article,
    an_evidence,
    an_institution,
    an_outlet,
    an_unnamed_speaker,
)
from tests.wording.speakers import bystander, nasa, peskov, zakharova

RUMORS = an_article("Kremlin Refutes All Rumors")
STATE_DEPARTMENT = an_institution("State Department")


@pytest.fixture(autouse=True)
def _site_name(settings):
    settings.SITE_NAME = "Onrecord"


def open_line(*answers: AnswerReading, **claim) -> str:
    return status_line(a_claim(answers=answers, **claim))


# Open


def test_open_with_nothing_recorded():
    assert open_line() == "Open. No answer on record."


def test_open_asked_without_reply_says_by_whom_and_until_when():
    claim = a_claim(approaches=[an_approach(asker=an_outlet("Bloomberg"))])
    assert status_line(claim) == (
        "Open. The Kremlin was asked by Bloomberg on 25 January 2024; no reply recorded by 1 February 2024."
    )


def test_open_asked_by_this_desk_names_the_site():
    claim = a_claim(approaches=[an_approach(asked_on="2024-01")])
    assert status_line(claim) == (
        "Open. The Kremlin was asked by Onrecord in January 2024; no reply recorded by 1 February 2024."
    )


def test_open_asked_on_an_unknown_day_says_no_day():
    claim = a_claim(approaches=[an_approach(asked_on=None)])
    assert status_line(claim) == ("Open. The Kremlin was asked by Onrecord; no reply recorded by 1 February 2024.")


def test_open_awaiting_a_reply():
    claim = a_claim(approaches=[an_approach(Outcome.AWAITING, checked_on=None)])
    assert status_line(claim) == ("Open. The Kremlin was asked by Onrecord on 25 January 2024; a reply is awaited.")


def test_open_with_two_asked_gives_each_a_sentence_those_without_reply_first():
    approaches = [
        an_approach(Outcome.AWAITING, asked=an_institution("The White House"), asked_on=None),
        an_approach(),
    ]
    assert status_line(a_claim(approaches=approaches)) == (
        "Open. The Kremlin was asked by Onrecord on 25 January 2024; no reply recorded by 1 February 2024. "
        "The White House was asked by Onrecord; a reply is awaited."
    )


def test_open_declined_in_an_approach_without_an_answer_recorded():
    claim = a_claim(approaches=[an_approach(Outcome.DECLINED)])
    assert status_line(claim) == ("Open. The Kremlin, asked by Onrecord on 25 January 2024, declined to comment.")


def test_open_approach_is_left_out_once_those_asked_have_answered():
    kremlin = an_institution("The Kremlin")
    answer = an_answer(AnswerKind.NO_KNOWLEDGE, a_response(body=kremlin, said_at="2024-01-26"))
    claim = a_claim(answers=[answer], approaches=[an_approach(asked=kremlin, asked_on="2024-01-25")])
    assert status_line(claim) == (
        "Open. Dmitry Peskov, Kremlin spokesman, said on 26 January 2024 they had no knowledge of it."
    )


def test_open_approach_counts_where_the_answer_is_certainly_older():
    kremlin = an_institution("The Kremlin")
    answer = an_answer(AnswerKind.NO_KNOWLEDGE, a_response(body=kremlin, said_at="2023"))
    claim = a_claim(answers=[answer], approaches=[an_approach(asked=kremlin, asked_on="2024-01-25")])
    assert "no reply recorded by 1 February 2024" in status_line(claim)


def test_open_answered_approach_says_nothing_of_its_own():
    assert status_line(a_claim(approaches=[an_approach(Outcome.REPLIED)])) == "Open. No answer on record."


@pytest.mark.parametrize(
    ("kind", "dated", "undated"),
    [
        (
            AnswerKind.DECLINES,
            "Dmitry Peskov, Kremlin spokesman, declined to comment on 26 January 2024.",
            "Dmitry Peskov, Kremlin spokesman, declined to comment.",
        ),
        (
            AnswerKind.NO_KNOWLEDGE,
            "Dmitry Peskov, Kremlin spokesman, said on 26 January 2024 they had no knowledge of it.",
            "Dmitry Peskov, Kremlin spokesman, said they had no knowledge of it.",
        ),
        (
            AnswerKind.DOES_NOT_CONFIRM,
            "Dmitry Peskov, Kremlin spokesman, said on 26 January 2024 they could not confirm it.",
            "Dmitry Peskov, Kremlin spokesman, said they could not confirm it.",
        ),
        (
            AnswerKind.DOES_NOT_ADDRESS,
            "Dmitry Peskov, Kremlin spokesman, responded on 26 January 2024 without addressing it.",
            "Dmitry Peskov, Kremlin spokesman, responded without addressing it.",
        ),
        (
            AnswerKind.DENIES,
            "Dmitry Peskov, Kremlin spokesman, denied it on 26 January 2024.",
            "Dmitry Peskov, Kremlin spokesman, denied it.",
        ),
        (
            AnswerKind.DENIES_DIFFERENTLY,
            "Dmitry Peskov, Kremlin spokesman, denied it on 26 January 2024, giving a different account.",
            "Dmitry Peskov, Kremlin spokesman, denied it, giving a different account.",
        ),
        (
            AnswerKind.CONFIRMS,
            "Dmitry Peskov, Kremlin spokesman, confirmed it on 26 January 2024.",
            "Dmitry Peskov, Kremlin spokesman, confirmed it.",
        ),
    ],
)
def test_open_with_one_answer_says_what_the_speaker_did(kind, dated, undated):
    assert open_line(peskov(kind)) == f"Open. {dated}"
    assert open_line(peskov(kind, said_at=None)) == f"Open. {undated}"


def test_open_with_several_speakers_of_one_kind_joins_them():
    third = an_answer(AnswerKind.DECLINES, a_response("Sergei Lavrov", role="", said_at="2024-01-28"))
    assert open_line(third, zakharova(AnswerKind.DECLINES), peskov(AnswerKind.DECLINES)) == (
        "Open. Dmitry Peskov, Kremlin spokesman, declined to comment on 26 January 2024, "
        "Maria Zakharova, Foreign Ministry spokeswoman, declined to comment on 27 January 2024 "
        "and Sergei Lavrov declined to comment on 28 January 2024."
    )


def test_open_answer_at_second_hand_says_so():
    answer = an_answer(AnswerKind.DECLINES, a_response(role="", reported_by=RUMORS))
    assert open_line(answer) == (
        "Open. Dmitry Peskov declined to comment on 26 January 2024 (as reported by “Kremlin Refutes All Rumors”)."
    )


@pytest.mark.parametrize(
    ("kind", "verb"), [(AnswerKind.PARTLY_DENIES, "denied"), (AnswerKind.PARTLY_CONFIRMS, "confirmed")]
)
def test_open_partly_says_which_part(kind, verb):
    part = "that talks were offered."
    assert open_line(peskov(kind, part=part)) == (
        f"Open. On 26 January 2024 Dmitry Peskov, Kremlin spokesman, {verb} one part: that talks were offered."
    )
    assert open_line(peskov(kind, part=part, said_at="2024")).startswith("Open. In 2024 Dmitry Peskov")
    assert open_line(peskov(kind, part=part, said_at=None)) == (
        f"Open. Dmitry Peskov, Kremlin spokesman, {verb} one part: that talks were offered."
    )


def test_open_partly_at_second_hand_says_so_before_the_part():
    response = a_response("NASA", role="", said_at="1960-05", reported_by=RUMORS)
    answer = an_answer(AnswerKind.PARTLY_CONFIRMS, response, part="the flight")
    assert open_line(answer) == (
        "Open. In May 1960 NASA (as reported by “Kremlin Refutes All Rumors”) confirmed one part: the flight."
    )


def test_open_with_two_partial_answers_gives_each_a_sentence():
    line = open_line(
        peskov(AnswerKind.PARTLY_DENIES, part="the date"), nasa(AnswerKind.PARTLY_CONFIRMS, part="the flight")
    )
    assert line == (
        "Open. On 5 May 1960 NASA confirmed one part: the flight. "
        "On 26 January 2024 Dmitry Peskov, Kremlin spokesman, denied one part: the date."
    )


def test_open_where_parties_differ():
    assert open_line(zakharova(AnswerKind.CONFIRMS), peskov()) == (
        "Open. Dmitry Peskov, Kremlin spokesman, denied it on 26 January 2024; "
        "Maria Zakharova, Foreign Ministry spokeswoman, confirmed it on 27 January 2024."
    )


def test_open_where_several_parties_differ_joins_each_side():
    assert open_line(nasa(), peskov(), zakharova(AnswerKind.CONFIRMS)) == (
        "Open. NASA denied it on 5 May 1960 and Dmitry Peskov, Kremlin spokesman, denied it on 26 January 2024; "
        "Maria Zakharova, Foreign Ministry spokeswoman, confirmed it on 27 January 2024."
    )


def test_open_where_the_same_institution_differs():
    denial = an_answer(
        AnswerKind.DENIES, a_response("Lincoln White", role="", body=STATE_DEPARTMENT, said_at="1960-05-06")
    )
    confirmation = an_answer(
        AnswerKind.CONFIRMS, a_response("Christian Herter", role="", body=STATE_DEPARTMENT, said_at="1960-05-09")
    )
    assert open_line(denial, confirmation) == (
        "Open. State Department has given differing answers: "
        "Lincoln White denied it on 6 May 1960; Christian Herter confirmed it on 9 May 1960."
    )


def test_open_where_an_institution_itself_and_its_spokesman_differ():
    denial = an_answer(AnswerKind.DENIES, a_response(STATE_DEPARTMENT, role="", said_at="1960-05-06"))
    confirmation = an_answer(
        AnswerKind.CONFIRMS, a_response("Lincoln White", role="", body=STATE_DEPARTMENT, said_at="1960-05-07")
    )
    assert open_line(denial, confirmation).startswith("Open. State Department has given differing answers: ")


def test_open_where_one_person_first_denied_and_later_confirmed():
    assert open_line(peskov(), peskov(AnswerKind.CONFIRMS, said_at="2024-03")) == (
        "Open. Dmitry Peskov has given differing answers: "
        "Dmitry Peskov, Kremlin spokesman, denied it on 26 January 2024; "
        "Dmitry Peskov, Kremlin spokesman, confirmed it in March 2024."
    )


def test_open_where_one_person_differs_between_two_offices():
    white_house = an_institution("White House")
    denial = an_answer(response=a_response("Christian Herter", role="", body=STATE_DEPARTMENT, said_at="1960-05"))
    confirmation = an_answer(
        AnswerKind.CONFIRMS, a_response("Christian Herter", role="", body=white_house, said_at="1961")
    )
    assert open_line(denial, confirmation).startswith("Open. Christian Herter has given differing answers: ")


def test_open_where_two_institutions_are_involved_is_parties_differ():
    own = an_answer(
        AnswerKind.CONFIRMS, a_response("Lincoln White", role="", body=STATE_DEPARTMENT, said_at="1960-05-07")
    )
    other = an_answer(AnswerKind.DENIES, a_response("Christian Herter", role="", body=STATE_DEPARTMENT, said_at=None))
    assert "differing answers" not in open_line(own, other, nasa())


@pytest.mark.parametrize(
    ("kind", "verb"),
    [
        (AnswerKind.DENIES, "disputed it on 1 February 2024"),
        (AnswerKind.DENIES_DIFFERENTLY, "disputed it on 1 February 2024, giving a different account"),
        (AnswerKind.CONFIRMS, "supported it on 1 February 2024"),
        (AnswerKind.DECLINES, "declined to comment on 1 February 2024"),
    ],
)
def test_open_with_only_a_bystander_says_they_are_not_involved(kind, verb):
    assert open_line(bystander(kind)) == f"Open. Ada Byron, mathematician, who is not involved, {verb}."


@pytest.mark.parametrize(
    ("kind", "verb"), [(AnswerKind.PARTLY_DENIES, "disputed"), (AnswerKind.PARTLY_CONFIRMS, "supported")]
)
def test_open_with_a_bystander_on_one_part(kind, verb):
    assert open_line(bystander(kind, part="the year")) == (
        f"Open. On 1 February 2024 Ada Byron, mathematician, who is not involved, {verb} one part: the year."
    )


@pytest.mark.parametrize(("kind", "verb"), [(AnswerKind.DENIES, "denied"), (AnswerKind.CONFIRMS, "confirmed")])
def test_open_with_only_an_unnamed_official_says_who_reported_it_when(kind, verb):
    article = an_article(outlet=an_outlet("Bloomberg"), published_at="2024-01-25")
    response = a_response(an_unnamed_speaker(), said_at="2024-01-20", reported_by=article)
    assert open_line(an_answer(kind, response)) == (
        f"Open. An unnamed Kremlin source {verb} it, Bloomberg reported on 25 January 2024."
    )


def test_open_with_an_unnamed_official_where_the_report_has_no_date():
    article = an_article("Old news", published_at=None)
    said = an_answer(response=a_response(an_unnamed_speaker(), said_at="2024-01", reported_by=article))
    unsaid = an_answer(response=a_response(an_unnamed_speaker(), said_at=None, reported_by=article))
    assert open_line(said) == "Open. An unnamed Kremlin source denied it in January 2024, “Old news” reported."
    assert open_line(unsaid) == "Open. An unnamed Kremlin source denied it, “Old news” reported."


def test_open_with_an_unnamed_official_heard_by_the_desk_itself():
    answer = an_answer(AnswerKind.CONFIRMS, a_response(an_unnamed_speaker(), said_at="2024"))
    assert open_line(answer) == "Open. An unnamed Kremlin source confirmed it in 2024."


def test_open_with_an_unnamed_official_on_one_part():
    article = an_article(outlet=an_outlet("Bloomberg"), published_at="2024-01-25")
    response = a_response(an_unnamed_speaker(), reported_by=article)
    assert open_line(an_answer(AnswerKind.PARTLY_DENIES, response, part="the year")) == (
        "Open. An unnamed Kremlin source denied one part, Bloomberg reported on 25 January 2024: the year."
    )


def test_open_with_evidence_that_does_not_settle_it():
    assert status_line(a_claim(evidence=[an_evidence()])) == "Open. The evidence on record does not settle it."


def test_open_not_pursued_says_since_when_and_why():
    mark = a_mark(Status.OPEN, not_pursued=True, reason="Nobody can know any more.")
    assert status_line(a_claim(mark=mark)) == ("Open, not pursued since 22 November 2026: Nobody can know any more.")


def test_open_not_pursued_says_first_what_is_on_record():
    mark = a_mark(Status.OPEN, not_pursued=True, reason="Nobody can know any more")
    assert open_line(peskov(AnswerKind.DECLINES, said_at=None), mark=mark) == (
        "Open. Dmitry Peskov, Kremlin spokesman, declined to comment. "
        "Not pursued since 22 November 2026: Nobody can know any more."
    )


def test_open_mark_of_the_desk_reads_as_what_is_on_record():
    assert open_line(peskov(AnswerKind.DECLINES, said_at=None), mark=a_mark(Status.OPEN)) == (
        "Open. Dmitry Peskov, Kremlin spokesman, declined to comment."
    )


# Which open row comes first

ROWS_IN_ORDER: list[tuple[str, dict]] = [
    ("; Maria Zakharova, Foreign Ministry spokeswoman, confirmed it", {"answers": [zakharova(AnswerKind.CONFIRMS)]}),
    ("denied it on 26 January 2024", {"answers": [peskov()]}),
    ("denied one part", {"answers": [nasa(AnswerKind.PARTLY_DENIES, part="the year")]}),
    ("no reply recorded", {"approaches": [an_approach()]}),
    ("declined to comment", {"answers": [nasa(AnswerKind.DECLINES)]}),
    ("no knowledge", {"answers": [nasa(AnswerKind.NO_KNOWLEDGE)]}),
    ("could not confirm", {"answers": [nasa(AnswerKind.DOES_NOT_CONFIRM)]}),
    ("without addressing", {"answers": [nasa(AnswerKind.DOES_NOT_ADDRESS)]}),
    ("who is not involved, disputed", {"answers": [bystander(AnswerKind.DENIES)]}),
    ("An unnamed Kremlin source", {"answers": [an_answer(response=a_response(an_unnamed_speaker()))]}),
    ("does not settle it", {"evidence": [an_evidence()]}),
    ("No answer on record", {}),
]


@pytest.mark.parametrize("first", range(len(ROWS_IN_ORDER)))
def test_of_several_open_rows_the_first_of_the_table_is_printed(first):
    words = ROWS_IN_ORDER[first][0]
    present = [row for _words, row in ROWS_IN_ORDER[first:]]
    claim: dict[str, list] = {
        name: [item for row in present for item in row.get(name, [])] for name in ("answers", "approaches", "evidence")
    }
    line = status_line(a_claim(**claim))
    assert words in line
    later = [other for other, _row in ROWS_IN_ORDER[max(first + 1, 2) :]]
    assert [other for other in later if other in line] == []


@pytest.mark.parametrize("kind", AnswerKind)
def test_what_was_taken_back_counts_for_nothing(kind):
    answers = [peskov(kind, part="the year", retraction="He spoke of another report.")]
    claim = a_claim(
        answers=answers,
        evidence=[an_evidence(retraction="Another aircraft.")],
        approaches=[an_approach(retraction="It was another desk.")],
    )
    assert status_line(claim) == "Open. No answer on record."


def test_no_reply_needs_a_recorded_approach():
    assert "reply" not in status_line(a_claim(answers=[peskov(AnswerKind.DOES_NOT_ADDRESS)]))
    asked = an_approach(checked_on=date(2024, 3, 1))
    assert "no reply recorded by 1 March 2024" in status_line(a_claim(approaches=[asked]))
