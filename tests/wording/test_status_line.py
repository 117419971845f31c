"""Every row of the table for a claim denied or confirmed, and for one that is gone."""

from dataclasses import replace

import pytest

from claims.reading import AnswerReading, ClaimReading
from claims.vocabulary import AnswerKind, Bearing, Change, Channel, Heard, SpeakerKind, State, Status
from claims.wording import speaker_phrase, status_line
from tests.readings import (
    Day,
    a_claim,
    a_header,
    a_mark,
    a_response,
    a_speaker,
    an_answer,
    an_article,
    an_evidence,
    an_institution,
    an_outlet,
    an_unnamed_speaker,
    confirmed_by,
    denied_by,
)
from tests.wording.speakers import bystander, nasa, peskov, zakharova

NOT_VERIFIED = "Not independently verified by Onrecord."
RUMORS = an_article("Kremlin Refutes All Rumors")
STATE_DEPARTMENT = an_institution("State Department")


@pytest.fixture(autouse=True)
def _site_name(settings):
    settings.SITE_NAME = "Onrecord"


# Who spoke, when, as reported by whom


@pytest.mark.parametrize(
    ("said_at", "expected"),
    [
        ("2024-01-26T10:15Z", "Dmitry Peskov, Kremlin spokesman, on 26 January 2024"),
        ("2024-01-26", "Dmitry Peskov, Kremlin spokesman, on 26 January 2024"),
        ("2024-01", "Dmitry Peskov, Kremlin spokesman, in January 2024"),
        ("2024", "Dmitry Peskov, Kremlin spokesman, in 2024"),
        (None, "Dmitry Peskov, Kremlin spokesman"),
    ],
)
def test_speaker_is_named_with_role_and_as_much_of_the_date_as_is_known(said_at, expected):
    assert speaker_phrase(a_response(said_at=said_at)) == expected


def test_speaker_without_role_needs_no_commas():
    assert speaker_phrase(a_response("NASA", role="", said_at="1960-05-05")) == "NASA on 5 May 1960"


def test_second_hand_words_name_the_outlet_after_the_date():
    article = an_article(outlet=an_outlet("Bloomberg"))
    phrase = speaker_phrase(a_response(reported_by=article))
    assert phrase == "Dmitry Peskov, Kremlin spokesman, on 26 January 2024 (as reported by Bloomberg)"


def test_second_hand_words_of_an_unknown_publisher_name_the_title():
    phrase = speaker_phrase(a_response(reported_by=RUMORS))
    assert phrase.endswith("on 26 January 2024 (as reported by “Kremlin Refutes All Rumors”)")


def test_speaker_can_be_named_without_the_date():
    assert speaker_phrase(a_response(), dated=False) == "Dmitry Peskov, Kremlin spokesman"


def test_unnamed_speaker_is_described():
    response = a_response(an_unnamed_speaker("Kremlin source"), role="ignored", said_at=None)
    assert speaker_phrase(response) == "An unnamed Kremlin source"


# Denied or confirmed, based on a response


def test_denied_by_one():
    answer = an_answer(response=a_response(reported_by=RUMORS))
    assert status_line(a_claim(mark=denied_by(answer))) == (
        "Denied by Dmitry Peskov, Kremlin spokesman, on 26 January 2024 "
        f"(as reported by “Kremlin Refutes All Rumors”). {NOT_VERIFIED}"
    )


def test_denied_by_several_in_the_order_in_which_they_spoke():
    assert status_line(a_claim(mark=denied_by(zakharova(), peskov()))) == (
        "Denied by Dmitry Peskov, Kremlin spokesman, on 26 January 2024 "
        f"and Maria Zakharova, Foreign Ministry spokeswoman, on 27 January 2024. {NOT_VERIFIED}"
    )


def test_denied_on_an_unknown_day_says_no_day():
    assert status_line(a_claim(mark=denied_by(nasa(said_at=None)))) == f"Denied by NASA. {NOT_VERIFIED}"


def test_where_the_desk_tried_to_verify_the_line_says_that_it_could_not():
    line = status_line(a_claim(mark=denied_by(nasa(), tried_to_verify=True)))
    assert line == "Denied by NASA on 5 May 1960. Onrecord tried to verify it and could not."


def test_denied_with_a_different_account():
    assert status_line(a_claim(mark=denied_by(nasa(AnswerKind.DENIES_DIFFERENTLY)))) == (
        f"Denied by NASA on 5 May 1960, giving a different account. {NOT_VERIFIED}"
    )


def test_denied_by_several_says_whose_account_differs():
    different = nasa(AnswerKind.DENIES_DIFFERENTLY)
    one = status_line(a_claim(mark=denied_by(different, peskov())))
    both = status_line(a_claim(mark=denied_by(different, peskov(AnswerKind.DENIES_DIFFERENTLY))))
    assert one == (
        "Denied by NASA on 5 May 1960 and Dmitry Peskov, Kremlin spokesman, on 26 January 2024. "
        f"NASA gave a different account. {NOT_VERIFIED}"
    )
    assert both.startswith(
        "Denied by NASA on 5 May 1960 and Dmitry Peskov, Kremlin spokesman, on 26 January 2024, each"
    )


def test_confirmed_by_one_and_by_several():
    first, second = nasa(AnswerKind.CONFIRMS), peskov(AnswerKind.CONFIRMS)
    assert status_line(a_claim(mark=confirmed_by(first))) == f"Confirmed by NASA on 5 May 1960. {NOT_VERIFIED}"
    assert status_line(a_claim(mark=confirmed_by(first, second))) == (
        f"Confirmed by NASA on 5 May 1960 and Dmitry Peskov, Kremlin spokesman, on 26 January 2024. {NOT_VERIFIED}"
    )


def putin(kind: AnswerKind, said_at: Day) -> AnswerReading:
    return an_answer(kind, a_response("Vladimir Putin", role="President of Russia", said_at=said_at))


def test_confirmed_after_denying():
    claim = a_claim(
        mark=confirmed_by(putin(AnswerKind.CONFIRMS, "2014-04-17")), answers=[putin(AnswerKind.DENIES, "2014-03-04")]
    )
    assert status_line(claim) == (
        "Confirmed by Vladimir Putin, President of Russia, on 17 April 2014, "
        f"having denied it on 4 March 2014. {NOT_VERIFIED}"
    )


def test_confirmed_after_denying_twice():
    claim = a_claim(
        mark=confirmed_by(putin(AnswerKind.CONFIRMS, "2014-04-17")),
        answers=[putin(AnswerKind.DENIES, "2014-03-04"), putin(AnswerKind.DENIES_DIFFERENTLY, "2014-02")],
    )
    assert "having denied it in February 2014 and on 4 March 2014." in status_line(claim)


@pytest.mark.parametrize("said_at", ["2014-05-01", "2014-04-17", "2014"])
def test_a_denial_not_certainly_earlier_is_an_opposing_answer(said_at):
    claim = a_claim(
        mark=confirmed_by(putin(AnswerKind.CONFIRMS, "2014-04-17")), answers=[putin(AnswerKind.DENIES, said_at)]
    )
    line = status_line(claim)
    assert "having denied" not in line
    assert "But Vladimir Putin, President of Russia, denied it" in line


def test_confirmed_by_several_says_who_had_denied_it():
    claim = a_claim(
        mark=confirmed_by(putin(AnswerKind.CONFIRMS, "2014-04-17"), peskov(AnswerKind.CONFIRMS)),
        answers=[putin(AnswerKind.DENIES, "2014-03-04")],
    )
    assert status_line(claim).endswith(f"26 January 2024. Vladimir Putin had denied it on 4 March 2014. {NOT_VERIFIED}")


def test_denied_after_confirming():
    claim = a_claim(
        mark=denied_by(putin(AnswerKind.DENIES, "2014-04-17")), answers=[putin(AnswerKind.CONFIRMS, "2014-03-04")]
    )
    assert status_line(claim) == (
        "Denied by Vladimir Putin, President of Russia, on 17 April 2014. "
        f"Vladimir Putin had confirmed it on 4 March 2014. {NOT_VERIFIED}"
    )


def document(title: str, **response) -> AnswerReading:
    return an_answer(
        AnswerKind.CONFIRMS,
        a_response(STATE_DEPARTMENT, role="", said_at="1960-05-07", channel=Channel.DOCUMENT, title=title, **response),
    )


def test_confirmed_by_a_document_gives_its_title():
    assert status_line(a_claim(mark=confirmed_by(document("Statement on the U-2")))) == (
        f"Confirmed by a document that State Department published on 7 May 1960: Statement on the U-2. {NOT_VERIFIED}"
    )


def test_confirmed_by_a_document_without_title():
    assert status_line(a_claim(mark=confirmed_by(document("")))) == (
        f"Confirmed by a document that State Department published on 7 May 1960. {NOT_VERIFIED}"
    )


def test_confirmed_by_a_document_and_a_speaker():
    mark = confirmed_by(document("Statement on the U-2"), peskov(AnswerKind.CONFIRMS))
    assert status_line(a_claim(mark=mark)) == (
        "Confirmed by Dmitry Peskov, Kremlin spokesman, on 26 January 2024 and a document that State Department "
        f"published on 7 May 1960, “Statement on the U-2”. {NOT_VERIFIED}"
    )


def test_denied_although_someone_else_confirmed_it():
    claim = a_claim(mark=denied_by(peskov()), answers=[zakharova(AnswerKind.CONFIRMS)])
    assert status_line(claim) == (
        "Denied by Dmitry Peskov, Kremlin spokesman, on 26 January 2024. "
        "But Maria Zakharova, Foreign Ministry spokeswoman, confirmed it on 27 January 2024. "
        f"{NOT_VERIFIED}"
    )


def test_confirmed_although_two_others_denied_it():
    claim = a_claim(mark=confirmed_by(nasa(AnswerKind.CONFIRMS)), answers=[peskov(), zakharova(said_at=None)])
    assert status_line(claim) == (
        "Confirmed by NASA on 5 May 1960. But Dmitry Peskov, Kremlin spokesman, denied it on 26 January 2024 "
        f"and Maria Zakharova, Foreign Ministry spokeswoman, denied it. {NOT_VERIFIED}"
    )


@pytest.mark.parametrize(
    "other",
    [
        bystander(AnswerKind.CONFIRMS),
        an_answer(AnswerKind.CONFIRMS, a_response(an_unnamed_speaker())),
        zakharova(AnswerKind.PARTLY_CONFIRMS, part="the year"),
        zakharova(AnswerKind.CONFIRMS, retraction="She spoke of another report."),
    ],
)
def test_an_answer_that_could_not_be_a_ground_does_not_oppose(other):
    assert "But" not in status_line(a_claim(mark=denied_by(peskov()), answers=[other]))


def test_a_mark_whose_answers_were_all_taken_back_still_says_by_whom():
    claim = a_claim(mark=denied_by(peskov(retraction="Another report.")))
    assert status_line(claim) == f"Denied by those concerned. {NOT_VERIFIED}"


# Denied or confirmed, based on evidence


def on_evidence(status: Status, *evidence, answers: list[AnswerReading] | None = None) -> ClaimReading:
    return a_claim(mark=a_mark(status, evidence=evidence), answers=answers or [])


@pytest.mark.parametrize(
    ("status", "bearing", "word"),
    [
        (Status.DENIED, Bearing.CONTRADICTS, "Denied"),
        (Status.CONFIRMED, Bearing.SUPPORTS, "Confirmed"),
    ],
)
def test_on_evidence_says_whose_finding_it_is_and_not_that_it_is_unverified(status, bearing, word):
    dated = status_line(on_evidence(status, an_evidence(bearing)))
    undated = status_line(on_evidence(status, an_evidence(bearing, assessed_on=None)))
    finding = "The aircraft was on the ground all day."
    assert dated == f"{word} on evidence, as assessed by the Oslo District Court on 5 March 2024: {finding}"
    assert undated == f"{word} on evidence, as assessed by the Oslo District Court: {finding}"


@pytest.mark.parametrize(
    ("finding", "printed"),
    [
        ("It was on the ground", "It was on the ground."),
        ("It was on the ground.", "It was on the ground."),
        ("Was it on the ground?", "Was it on the ground?"),
        ("The log says “on the ground.”", "The log says “on the ground.”"),
        ("It was\non the  ground ", "It was on the ground."),
    ],
)
def test_a_finding_ends_with_one_full_stop(finding, printed):
    assert status_line(on_evidence(Status.DENIED, an_evidence(finding=finding))).endswith(f": {printed}")


def test_several_pieces_of_evidence_each_name_who_assessed_them():
    second = an_evidence(title="Radar", assessed_by="Onrecord", assessed_on="2024", finding="No echo was seen")
    assert status_line(on_evidence(Status.DENIED, an_evidence(), second)) == (
        "Denied on evidence, as assessed by the Oslo District Court on 5 March 2024: "
        "The aircraft was on the ground all day. Also as assessed by Onrecord in 2024: No echo was seen."
    )


def test_evidence_comes_before_what_those_concerned_said():
    answers = [zakharova(AnswerKind.CONFIRMS), peskov(), nasa(said_at=None)]
    line = status_line(on_evidence(Status.DENIED, an_evidence(finding="F"), answers=answers))
    assert line.endswith(
        ": F. Dmitry Peskov, Kremlin spokesman, also denied it on 26 January 2024 and NASA also denied it. "
        "Maria Zakharova, Foreign Ministry spokeswoman, confirmed it on 27 January 2024."
    )


def test_confirmed_on_evidence_with_an_answer_for_and_one_against():
    answers = [zakharova(AnswerKind.CONFIRMS), peskov()]
    line = status_line(on_evidence(Status.CONFIRMED, an_evidence(Bearing.SUPPORTS, finding="F"), answers=answers))
    assert line.endswith(
        ": F. Maria Zakharova, Foreign Ministry spokeswoman, also confirmed it on 27 January 2024. "
        "Dmitry Peskov, Kremlin spokesman, denied it on 26 January 2024."
    )


def test_evidence_all_taken_back_still_says_on_evidence():
    line = status_line(on_evidence(Status.CONFIRMED, an_evidence(Bearing.SUPPORTS, retraction="Another aircraft.")))
    assert line == "Confirmed on evidence."


# Withdrawn, merged, withheld


def test_withdrawn_and_retracted_say_when_and_why():
    withdrawn = a_claim(state=State.WITHDRAWN, header=a_header(Change.WITHDRAWN), reason="It named a child.")
    retracted = a_claim(state=State.WITHDRAWN, header=a_header(Change.RETRACTED), reason="We misread it")
    assert status_line(withdrawn) == "Withdrawn on 22 November 2026: It named a child."
    assert status_line(retracted) == "Retracted on 22 November 2026: We misread it."


def test_withdrawn_and_changed_since_does_not_give_the_wrong_day():
    claim = a_claim(state=State.WITHDRAWN, header=a_header(Change.WITHHELD), reason="A court order.")
    assert status_line(claim) == "Withdrawn. Its history says when and why."


def test_merged_says_into_which():
    claim = a_claim(state=State.MERGED, merged_into=7, header=a_header(Change.MERGED))
    assert status_line(claim) == "Merged into claim 7 on 22 November 2026."


def test_withheld_text_is_not_spoken_of():
    of_this_version = a_claim(withheld=True, header=a_header(Change.WITHHELD), mark=denied_by(peskov()))
    of_an_old_one = a_claim(withheld=True, header=a_header(Change.PUBLISHED), mark=denied_by(peskov()))
    assert status_line(of_this_version) == "The text of this claim was withheld on 22 November 2026."
    assert status_line(of_an_old_one) == "The text of this claim was withheld."


# Names of any kind


def test_a_long_name_is_printed_whole():
    name = "Wolfeschlegelsteinhausenbergerdorff " * 8
    response = a_response(a_speaker(name), role="", said_at="1960-05-05")
    assert status_line(a_claim(mark=denied_by(an_answer(response=response)))).startswith(
        f"Denied by {name.strip()} on 5 May 1960."
    )


def test_a_name_from_right_to_left_cannot_turn_the_words_beside_it():
    response = a_response("محمد البرادعي", role="المتحدث", said_at="2024-01-26")
    assert speaker_phrase(response) == ("\u2068محمد البرادعي\u2069, \u2068المتحدث\u2069, on 26 January 2024")


def test_no_name_turns_the_direction_of_the_line():
    response = a_response("\u202eyesratoM\u202c \u2069\u202bNo", role="\u2067spokesman", said_at="2024-01-26")

    assert speaker_phrase(response) == "yesratoM No, spokesman, on 26 January 2024"


def test_data_with_placeholders_is_printed_as_it_is():
    response = a_response("100%(when)s {name} %s", role="", said_at=None)
    assert speaker_phrase(response) == "100%(when)s {name} %s"


def test_an_institution_speaks_like_a_person():
    response = a_response(a_speaker("NASA", kind=SpeakerKind.INSTITUTION), role="", said_at="1960")
    assert speaker_phrase(response) == "NASA in 1960"


# Only what the mark cites is its ground


def test_only_the_answers_cited_are_named_as_the_ground():
    claim = a_claim(mark=denied_by(peskov()), answers=[zakharova()])
    assert status_line(claim).startswith("Denied by Dmitry Peskov, Kremlin spokesman, on 26 January 2024. Not")


def test_an_earlier_denial_by_someone_else_is_an_opposing_answer():
    claim = a_claim(mark=confirmed_by(peskov(AnswerKind.CONFIRMS)), answers=[nasa()])
    line = status_line(claim)
    assert "But NASA denied it on 5 May 1960." in line
    assert "having denied" not in line


def test_only_the_evidence_cited_and_not_taken_back_is_the_ground():
    cited, other = an_evidence(finding="F"), an_evidence(title="Radar", finding="No echo")
    taken_back = an_evidence(title="Diary", finding="No entry", retraction="Another day.")
    claim = a_claim(mark=a_mark(Status.DENIED, evidence=[cited, taken_back]), evidence=[cited, other, taken_back])
    assert status_line(claim) == "Denied on evidence, as assessed by the Oslo District Court on 5 March 2024: F."


def test_words_heard_first_hand_are_not_said_to_be_reported():
    response = replace(a_response(reported_by=RUMORS), heard=Heard.FIRST_HAND)
    assert speaker_phrase(response) == "Dmitry Peskov, Kremlin spokesman, on 26 January 2024"
    unknown = replace(a_response(reported_by=RUMORS), reported_by=None)
    assert speaker_phrase(unknown).endswith("(as reported by an article)")
