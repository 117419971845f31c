"""What a version changed, in a line and in full, and the ribbon of where a claim stood."""

from dataclasses import replace
from datetime import date

import pytest

from claims.dates import PartialDate
from claims.vocabulary import AnswerKind, Change, Ground, Heard, OriginKind, Outcome, Stance, Standing, State, Status
from claims.wording import Difference, change_line, change_word, differences, ribbon, short_status, status_line
from tests.readings import (
    a_claim,
    a_credit,
    a_header,
    a_mark,
    a_response,
    a_topic,
    an_answer,
    an_appearance,
    an_approach,
    an_article,
    an_evidence,
    an_origin,
    an_outlet,
    confirmed_by,
    denied_by,
)

PESKOV = an_answer(response=a_response(short_form="the Kremlin’s spokesman"))


def changed(change: Change, *, number: int = 2, **claim) -> str:
    return change_line(a_claim(header=a_header(change, number=number), **claim))


# In a line


@pytest.mark.parametrize(
    ("was", "was_ground", "expected"),
    [
        (Status.OPEN, None, "Denied by the Kremlin’s spokesman, was open"),
        (Status.DENIED, Ground.EVIDENCE, "Denied by the Kremlin’s spokesman, was denied on evidence"),
        (
            Status.CONFIRMED,
            Ground.RESPONSE,
            "Denied by the Kremlin’s spokesman, was confirmed by those concerned",
        ),
        (Status.CONFIRMED, Ground.EVIDENCE, "Denied by the Kremlin’s spokesman, was confirmed on evidence"),
        (Status.CONFIRMED, None, "Denied by the Kremlin’s spokesman, was confirmed by those concerned"),
        (Status.DENIED, Ground.RESPONSE, "Denied by the Kremlin’s spokesman"),
        (None, None, "Denied by the Kremlin’s spokesman"),
    ],
)
def test_a_mark_says_what_it_was_before(was, was_ground, expected):
    assert changed(Change.MARKED, mark=denied_by(PESKOV), was=was, was_ground=was_ground) == expected


def test_reopened_says_by_whom_or_on_what_it_was_denied():
    assert changed(Change.REOPENED, was=Status.DENIED, was_ground=Ground.RESPONSE) == (
        "Reopened, was denied by those concerned"
    )
    assert changed(Change.REOPENED, was=Status.CONFIRMED, was_ground=Ground.EVIDENCE) == (
        "Reopened, was confirmed on evidence"
    )


def test_an_open_mark_says_whether_the_claim_is_pursued():
    parked = a_mark(Status.OPEN, not_pursued=True)
    declined = an_answer(AnswerKind.DECLINES)
    assert changed(Change.MARKED, mark=parked, was=Status.OPEN, answers=[declined]) == "Open, not pursued"
    assert changed(Change.MARKED, mark=a_mark(Status.OPEN), was=Status.OPEN) == "Open, no answer on record"


def test_a_mark_undone_says_what_stands_again():
    assert changed(Change.UNDONE, was=Status.DENIED, was_ground=Ground.RESPONSE) == "Mark undone: open again"
    assert changed(Change.UNDONE, was=Status.OPEN, mark=denied_by(PESKOV)) == (
        "Mark undone. As before: Denied by the Kremlin’s spokesman"
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change.PUBLISHED, "Published"),
        (Change.REWORDED, "Reworded"),
        (Change.APPEARED, "Where it ran: added or changed"),
        (Change.ANSWERED, "Answer recorded"),
        (Change.EVIDENCED, "Evidence recorded"),
        (Change.APPROACHED, "Who was asked: added or changed"),
        (Change.CORRECTED, "Corrected"),
        (Change.UPDATED, "Updated"),
        (Change.RETRACTED, "Part of what was recorded taken back by us"),
        (Change.SPLIT, "Split: part of it is now a claim of its own"),
        (Change.MERGED, "Another claim merged into this one"),
        (Change.RENAMED, "Renamed"),
        (Change.WITHHELD, "Text withheld"),
    ],
)
def test_every_other_change_has_its_line(change, expected):
    assert changed(change) == expected


@pytest.mark.parametrize("change", Change)
def test_every_change_has_a_line_and_a_word(change):
    assert changed(change)
    assert change_word(change)[0].isupper()


def test_many_articles_attached_at_once_are_told_once():
    gazette, post = an_outlet("Gazette", id=1), an_outlet("Post", id=2)

    def ran_in(*outlets) -> str:
        articles = [an_article(f"Copy {number}", outlet=outlet) for number, outlet in enumerate(outlets)]
        after = a_claim(
            header=a_header(Change.APPEARED),
            appearances=[an_appearance(article, id=number) for number, article in enumerate(articles)],
        )
        return change_line(after, a_claim())

    assert ran_in(gazette) == "Where it ran, added: Gazette, 26 January 2024"
    assert ran_in(gazette, post) == ("Where it ran, added: 2 articles: Gazette, 26 January 2024; Post, 26 January 2024")
    assert ran_in(gazette, gazette, gazette) == "Where it ran, added: 3 articles: Gazette, 26 January 2024"
    many = [an_outlet(f"Paper {number}", id=number) for number in range(20)]
    assert ran_in(*many) == (
        "Where it ran, added: 20 articles, among them Paper 0, 26 January 2024; Paper 1, 26 January 2024; "
        "Paper 2, 26 January 2024"
    )


def test_a_claim_split_off_says_from_which():
    assert changed(Change.SPLIT, number=1, split_from=5) == "Split from claim 5"
    assert changed(Change.SPLIT, number=4, split_from=5) == "Split: part of it is now a claim of its own"


def test_a_change_that_cost_the_mark_its_ground_says_so():
    assert changed(Change.REWORDED, was=Status.DENIED, was_ground=Ground.RESPONSE) == (
        "Reworded. Open, no answer on record, was denied by those concerned"
    )


def test_withdrawn_retracted_merged_and_withheld():
    assert changed(Change.WITHDRAWN, state=State.WITHDRAWN) == "Withdrawn"
    assert changed(Change.RETRACTED, state=State.WITHDRAWN) == "Retracted"
    assert changed(Change.MERGED, state=State.MERGED, merged_into=7) == "Merged into claim 7"
    assert changed(Change.ANSWERED, withheld=True) == "Answer recorded (text withheld)"
    assert changed(Change.WITHHELD, withheld=True) == "Text withheld"


# In full


def test_versions_that_say_the_same_do_not_differ():
    claim = a_claim(mark=denied_by(PESKOV), appearances=[an_appearance()], topics=[a_topic()])
    assert differences(claim, replace(claim, header=a_header(number=2))) == []


def test_a_first_version_says_everything_anew():
    found = differences(None, a_claim(statement="It rained.", unknowns="Where."))
    assert Difference("Claim", "", "It rained.") in found
    assert Difference("What is not known", "", "Where.") in found
    assert all(difference.before == "" for difference in found)


@pytest.mark.parametrize(
    ("field", "value", "label", "after"),
    [
        ("statement", "It rained.", "Claim", "It rained."),
        ("unknowns", "Where.", "What is not known", "Where."),
        ("claimant", "Nikkei", "Who asserts it", "Nikkei"),
        ("claimed_on", PartialDate("2024-01"), "When it was claimed", "January 2024"),
        ("about_when", PartialDate("2023"), "About when", "2023"),
        ("topics", (a_topic("War"), a_topic("Peace")), "Topics", "War; Peace"),
        ("review_by", date(2024, 3, 1), "Review due", "1 March 2024"),
        ("split_from", 5, "Split from", "claim 5"),
    ],
)
def test_what_changed_of_the_claim_itself_is_one_difference(field, value, label, after):
    claim = a_claim()
    [difference] = differences(claim, replace(claim, **{field: value}))
    assert (difference.label, difference.after) == (label, after)


def test_a_mark_changes_the_status_line_and_adds_its_reason():
    before = a_claim(answers=[PESKOV])
    after = a_claim(mark=replace(denied_by(PESKOV), reason="He says so.", despite="He was there."))
    assert differences(before, after) == [
        Difference("Where it stands", status_line(before), status_line(after)),
        Difference("Mark", "", "Denied by the Kremlin’s spokesman"),
        Difference("Reason of the mark", "", "He says so."),
        Difference("Why in spite of the opposing answer", "", "He was there."),
    ]


def test_a_mark_undone_stays_and_says_so():
    mark = denied_by(PESKOV)
    after = a_claim(answers=[PESKOV], marks=[replace(mark, undone=True)])
    assert Difference(
        "Mark", "Denied by the Kremlin’s spokesman", "Denied by the Kremlin’s spokesman (undone)"
    ) in differences(a_claim(mark=mark), after)


def test_an_answer_added_shows_who_said_what_and_how_it_was_heard():
    labels = {difference.label: difference.after for difference in differences(a_claim(), a_claim(answers=[PESKOV]))}
    assert labels["Answer"] == "Dmitry Peskov, Kremlin spokesman – denies"
    assert labels["Dmitry Peskov: words"] == "“completely untrue”"
    assert labels["Dmitry Peskov: when and where"] == "26 January 2024, written statement, first-hand"
    assert labels["Where it stands"].startswith("Open. Dmitry Peskov")


@pytest.mark.parametrize(
    ("field", "value", "label"),
    [
        ("words", "untrue", "Dmitry Peskov: words"),
        ("translation", "untrue", "Dmitry Peskov: translation"),
        ("question", "Is it so?", "Dmitry Peskov: question asked"),
        ("channel_detail", "Telegram", "Dmitry Peskov: when and where"),
        ("title", "Note", "Dmitry Peskov: document"),
        ("url", "https://example.org/", "Dmitry Peskov: links"),
        ("archive_url", "https://example.org/", "Dmitry Peskov: links"),
    ],
)
def test_what_changed_of_a_response_is_one_difference(field, value, label):
    before = a_claim(answers=[PESKOV])
    changed_answer = replace(PESKOV, response=replace(PESKOV.response, **{field: value}))
    [difference] = differences(before, replace(before, answers=(changed_answer,)))
    assert difference.label == label
    assert difference.before != difference.after


def test_an_answer_taken_back_says_why():
    before = a_claim(answers=[PESKOV])
    after = replace(before, answers=(replace(PESKOV, retraction="Another report."),))
    assert Difference(
        "Answer",
        "Dmitry Peskov, Kremlin spokesman – denies",
        "Dmitry Peskov, Kremlin spokesman – denies (taken back by us: Another report.)",
    ) in differences(before, after)


def test_a_new_report_of_the_words_is_a_difference():
    before = a_claim(answers=[PESKOV])
    heard = replace(PESKOV.response, heard=Heard.REPORTED, reported_by=an_article("Rumors"))
    after = replace(before, answers=(replace(PESKOV, response=heard),))
    assert "as reported by “Rumors”" in " ".join(difference.after for difference in differences(before, after))


def test_evidence_and_approaches_added_and_changed():
    before = a_claim(evidence=[an_evidence(id=1)], approaches=[an_approach(Outcome.AWAITING, id=1)])
    after = a_claim(
        evidence=[an_evidence(id=1, finding="Another one", url="https://example.org/log")],
        approaches=[an_approach(Outcome.REPLIED, id=1, note="By telephone")],
    )
    labels = [difference.label for difference in differences(before, after)]
    assert labels == ["Where it stands", "Evidence", "Evidence: links", "Who was asked", "Who was asked: note"]


@pytest.mark.parametrize(
    ("change", "label"),
    [
        ({"exact": "Putin had hinted"}, "Bloomberg: passage"),
        ({"exact": "", "locator": "at 12:30"}, "Bloomberg: passage"),
        ({"attributions": (a_credit("x", origin=an_origin(kind=OriginKind.NAMED)),)}, "Bloomberg: how it is credited"),
        ({"stance": Stance.DISPUTES}, "Bloomberg: what the article does with it"),
        ({"standing": Standing.WITHDREW}, "Bloomberg: what its publisher said since"),
        ({"retraction": "Another claim."}, "Where it ran"),
    ],
)
def test_what_changed_of_an_appearance_is_one_difference(change, label):
    appearance = an_appearance(an_article(outlet=an_outlet()))
    before = a_claim(appearances=[appearance])
    after = replace(before, appearances=(replace(appearance, **change),))
    [difference] = differences(before, after)
    assert difference.label == label


def test_what_is_gone_is_empty_afterwards():
    before = a_claim(appearances=[an_appearance(an_article("Rumors", outlet=an_outlet()))])
    found = differences(before, a_claim())
    assert Difference("Where it ran", "“Rumors”, Bloomberg, 26 January 2024", "") in found
    assert {difference.after for difference in found} == {""}


def test_of_a_withheld_version_nothing_is_shown():
    secret = a_claim(statement="A secret.", answers=[PESKOV])
    withheld = replace(secret, withheld=True)
    assert differences(secret, withheld) == [Difference("Text", "", "withheld")]
    assert differences(withheld, secret) == [Difference("Text", "withheld", "")]
    assert differences(None, withheld) == [Difference("Text", "", "withheld")]
    assert differences(withheld, withheld) == []


# The ribbon


def stops(claim) -> list[tuple[str, str]]:
    return [(str(stop.status), stop.text) for stop in ribbon(claim)]


def test_ribbon_starts_open_when_the_claim_was_made():
    assert stops(a_claim(claimed_on="2024-01-25", claimant="Bloomberg")) == [
        ("open", "25 January 2024: Claimed by Bloomberg")
    ]
    assert stops(a_claim(claimed_on="2024")) == [("open", "2024: Claimed")]
    assert stops(a_claim()) == [("open", "Claimed; when is not known")]


def test_ribbon_starts_with_the_earliest_article_where_nothing_else_is_known():
    appearances = [
        an_appearance(an_article("A", published_at="2024-01-20"), retraction="Another claim."),
        an_appearance(an_article("B", published_at="2024-01-26")),
        an_appearance(an_article("C", published_at="2024-01-25")),
        an_appearance(an_article("D", published_at=None)),
    ]
    assert stops(a_claim(appearances=appearances)) == [("open", "25 January 2024: First article on record")]


def test_ribbon_has_each_mark_that_stood_by_when_it_happened():
    denial = an_answer(response=a_response("Putin", said_at="2014-03-04"))
    confirmation = an_answer(AnswerKind.CONFIRMS, a_response("Putin", said_at="2014-04-17"))
    marks = [
        replace(denied_by(denial), id=1, stood_from=PartialDate("2014-03-04")),
        a_mark(id=2, answers=[denial], stood_from="2014-03-20", undone=True),
        replace(confirmed_by(confirmation), id=3, stood_from=PartialDate("2014-04-17")),
    ]
    assert stops(a_claim(claimed_on="2014-03-01", mark=marks[-1], marks=marks)) == [
        ("open", "1 March 2014: Claimed"),
        ("denied", "4 March 2014: Denied by Putin"),
        ("confirmed", "17 April 2014: Confirmed by Putin"),
    ]


@pytest.mark.parametrize("stood_from", ["2024-01-26", "2024-01-20", "2023"])
def test_ribbon_ends_where_the_claim_stands_after_a_mark_from_an_earlier_day(stood_from):
    marks = [
        replace(denied_by(PESKOV), id=1, stood_from=PartialDate("2024-01-26")),
        a_mark(Status.DENIED, id=2, evidence=[an_evidence()], stood_from=stood_from),
    ]
    texts = [text for _status, text in stops(a_claim(mark=marks[-1], marks=marks))]
    assert len(texts) == 2
    assert texts[-1].endswith("Denied on evidence")


def test_ribbon_keeps_the_order_of_recording_where_days_are_not_known():
    marks = [denied_by(PESKOV), a_mark(Status.OPEN, id=2)]
    claim = a_claim(mark=marks[-1], marks=marks, answers=[PESKOV])
    assert [text for _status, text in stops(claim)] == [
        "Claimed; when is not known",
        "Denied by the Kremlin’s spokesman",
        "Open, denied by the Kremlin’s spokesman",
    ]


def test_ribbon_of_a_claim_that_stands_otherwise_than_its_last_mark_ends_there():
    assert stops(a_claim(marks=[denied_by(PESKOV)]))[-1] == ("open", "Open, no answer on record")


def test_ribbon_of_a_withheld_claim_is_empty():
    assert ribbon(a_claim(withheld=True, claimed_on="2024")) == []


def test_the_ribbon_never_runs_backwards_from_a_newer_article_to_an_older_denial():
    answer = an_answer(response=a_response(said_at=PartialDate("2024-01-26")))
    mark = replace(denied_by(answer), stood_from=PartialDate("2024-01-26"))
    printed_later = an_appearance(article=an_article(published_at=PartialDate("2024-01-30")))
    claim = replace(a_claim(answers=(answer,), appearances=(printed_later,), mark=mark), claimed_on=None, marks=(mark,))

    assert next(stop.text for stop in ribbon(claim)) == "Claimed; when is not known"


def test_a_split_claim_says_in_short_into_which():
    claim = a_claim(state=State.WITHDRAWN, split_into=(10, 11))

    assert short_status(claim) == "Split into claims 10 and 11"
