"""One line for each thing on a claim's page."""

import pytest

from claims.vocabulary import AnswerKind, Bearing, Channel, OriginKind, Outcome, Position, Stance, Standing
from claims.wording import (
    answer_line,
    approach_line,
    article_line,
    attribution_line,
    evidence_line,
    heard_line,
    origin_summary,
    stance_line,
    standing_line,
    translation_line,
)
from tests.readings import (
    a_claim,
    a_credit,
    a_response,
    an_answer,
    an_appearance,
    an_approach,
    an_article,
    an_evidence,
    an_origin,
    an_outlet,
    an_unnamed_speaker,
)

BLOOMBERG = an_outlet("Bloomberg")


@pytest.fixture(autouse=True)
def _site_name(settings):
    settings.SITE_NAME = "Onrecord"


# Who answered


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (an_answer(), "Dmitry Peskov, Kremlin spokesman – denies"),
        (an_answer(response=a_response("NASA", role="")), "NASA – denies"),
        (
            an_answer(AnswerKind.PARTLY_CONFIRMS, part="the flight"),
            "Dmitry Peskov, Kremlin spokesman – partly confirms: the flight",
        ),
        (
            an_answer(position=Position.BYSTANDER),
            "Dmitry Peskov, Kremlin spokesman (not involved) – disputes it",
        ),
        (an_answer(response=a_response(an_unnamed_speaker())), "An unnamed Kremlin source – denies"),
        (
            an_answer(retraction="He spoke of another report."),
            "Dmitry Peskov, Kremlin spokesman – denies (taken back by us: He spoke of another report.)",
        ),
    ],
)
def test_answer_line(answer, expected):
    assert answer_line(answer) == expected


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("a Kremlin source", "An unnamed Kremlin source – denies"),
        ("An official", "An unnamed official – denies"),
        ("the  spokesman’s aide", "An unnamed spokesman’s aide – denies"),
        ("an unnamed aide", "An unnamed aide – denies"),
        ("a few officials", "A few unnamed officials – deny"),
        ("aide to the president", "An unnamed aide to the president – denies"),
        ("the", "An unnamed the – denies"),
    ],
)
def test_an_unnamed_speaker_is_called_so_once_however_the_description_begins(description, expected):
    answer = an_answer(response=a_response(an_unnamed_speaker(description)))

    assert answer_line(answer) == expected


def test_heard_line_says_when_where_and_whether_first_hand():
    reported = a_response(channel=Channel.SOCIAL, channel_detail="Telegram", reported_by=an_article("Rumors"))
    assert heard_line(reported) == "26 January 2024, Telegram, as reported by “Rumors”"
    assert heard_line(a_response(said_at="2024-01")) == "January 2024, written statement, first-hand"
    assert heard_line(a_response(said_at=None)) == "written statement, first-hand"


@pytest.mark.parametrize(
    ("language", "translator", "expected"),
    [
        ("ru", "Onrecord", "Translated from Russian by Onrecord"),
        ("ru", "", "Translated from Russian; it is not recorded by whom"),
        ("", "Onrecord", "Translated by Onrecord"),
        ("", "", "Translated; it is not recorded by whom"),
        ("tlh", "Onrecord", "Translated from tlh by Onrecord"),
    ],
)
def test_a_translation_always_says_whose_it_is(language, translator, expected):
    response = a_response(language=language, translation="untrue", translator=translator)
    assert translation_line(response) == expected


def test_without_a_translation_nothing_is_said_of_one():
    assert translation_line(a_response(translator="Onrecord")) == ""


# Evidence and approaches


def test_evidence_line_says_whose_finding_it_is():
    assert evidence_line(an_evidence(published_at="2023")) == (
        "“Flight log”, National Archives, 2023 – contradicts the claim, as assessed by the Oslo District Court "
        "on 5 March 2024: The aircraft was on the ground all day."
    )
    undated = an_evidence(Bearing.SUPPORTS, publisher="", assessed_on=None, finding="F", retraction="Another log.")
    assert evidence_line(undated) == (
        "“Flight log” – supports the claim, as assessed by the Oslo District Court: F (taken back by us: Another log.)"
    )


@pytest.mark.parametrize(
    ("approach", "expected"),
    [
        (
            an_approach(),
            "The Kremlin was asked by Onrecord on 25 January 2024; no reply recorded by 1 February 2024",
        ),
        (
            an_approach(Outcome.AWAITING, asker=BLOOMBERG, deadline="2024-02-03", how="e-mail"),
            "The Kremlin was asked by Bloomberg on 25 January 2024; a reply is awaited by 3 February 2024 (e-mail)",
        ),
        (an_approach(Outcome.REPLIED), "The Kremlin was asked by Onrecord on 25 January 2024 and replied"),
        (
            an_approach(Outcome.DECLINED, asked_on=None),
            "The Kremlin, asked by Onrecord, declined to comment",
        ),
        (
            an_approach(checked_on=None, retraction="Another desk."),
            "The Kremlin was asked by Onrecord on 25 January 2024; no reply recorded (taken back by us: Another desk.)",
        ),
    ],
)
def test_approach_line(approach, expected):
    assert approach_line(approach) == expected


# Articles


def test_article_line_says_where_the_publisher_is_unknown():
    assert article_line(an_article("Rumors")) == "“Rumors”, unknown publisher, 26 January 2024"
    assert article_line(an_article("Rumors", outlet=BLOOMBERG, published_at=None)) == "“Rumors”, Bloomberg"


@pytest.mark.parametrize(
    ("stance", "verb"), [("reports", "reports"), ("supports", "supports"), ("disputes", "disputes")]
)
def test_stance_line_says_what_the_article_does(stance, verb):
    known = an_appearance(an_article(outlet=BLOOMBERG), stance=Stance(stance))
    unknown = an_appearance(an_article("Rumors"), stance=Stance(stance))
    assert stance_line(known) == f"Bloomberg {verb} it"
    assert stance_line(unknown) == f"“Rumors” {verb} it"


@pytest.mark.parametrize(
    ("standing", "note", "expected"),
    [
        (Standing.NOT_KNOWN, "", ""),
        (Standing.STANDS_BY, "", "Bloomberg stands by it"),
        (Standing.CORRECTED, "the month was wrong", "Bloomberg corrected it: the month was wrong"),
        (Standing.WITHDREW, "", "Bloomberg withdrew it"),
    ],
)
def test_standing_line_says_what_the_publisher_said_since(standing, note, expected):
    appearance = an_appearance(an_article(outlet=BLOOMBERG), standing=standing, standing_note=note)
    assert standing_line(appearance) == expected


def test_standing_line_of_an_unknown_publisher():
    assert standing_line(an_appearance(standing=Standing.WITHDREW)) == "The publisher withdrew it"


# Where it comes from

TWO_SOURCES = an_origin()


def through(*outlets, origin=TWO_SOURCES, article=None, **appearance):
    credits = [a_credit(f"citing {outlet.name}", outlet=outlet) for outlet in outlets]
    if origin:
        credits.append(a_credit(origin.label, origin=origin))
    return an_appearance(article or an_article("Rumors"), credits=credits, **appearance)


def test_attribution_line_follows_the_chain_to_the_first_known_source():
    assert attribution_line(through(BLOOMBERG)) == (
        "Bloomberg ← two unnamed sources linked to the Kremlin (anonymous, 2 people; first known source)"
    )


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (an_origin("a diplomat", people=1), "a diplomat (anonymous, 1 person; first known source)"),
        (an_origin("officials", people=None), "officials (anonymous; first known source)"),
        (
            an_origin("own reporters", kind=OriginKind.OWN_REPORTING, people=None),
            "own reporters (the publisher’s own reporting; first known source)",
        ),
        (an_origin("reports", kind=OriginKind.NOT_SAID, people=None), "reports (source not said)"),
    ],
)
def test_attribution_line_says_what_kind_of_source_the_chain_ends_at(origin, expected):
    assert attribution_line(through(origin=origin)) == expected


def test_attribution_line_of_a_chain_that_ends_without_a_source():
    assert attribution_line(an_appearance(credits=[a_credit("media reports")])) == "media reports"
    assert attribution_line(an_appearance()) == ""


def articles(count: int):
    return [an_article(f"Article {number}") for number in range(count)]


def summary(*appearances) -> str:
    return origin_summary(a_claim(appearances=appearances))


def test_articles_that_go_back_to_one_report_say_so():
    own = an_article("Putin sends signal", outlet=BLOOMBERG)
    assert summary(through(BLOOMBERG), through(article=own)) == "Both articles go back to one report"
    nine = [through(BLOOMBERG, article=article) for article in articles(9)]
    assert summary(*nine) == "All 9 articles go back to one report"


def test_two_reports_of_one_outlet_are_not_one_report():
    own = [an_article(title, outlet=BLOOMBERG) for title in ("Monday", "Friday")]
    assert summary(*(through(article=article) for article in own)) == (
        "Both articles go back to the same 2 people: two unnamed sources linked to the Kremlin"
    )


def test_articles_of_different_outlets_with_the_same_source_name_it():
    memo = an_origin("a leaked memo", kind=OriginKind.DOCUMENT, people=None)
    nikkei = an_outlet("Nikkei")
    first, second, third = articles(3)
    both = [through(BLOOMBERG, origin=memo, article=first), through(nikkei, origin=memo, article=second)]
    assert summary(*both) == "Both articles go back to one source: a leaked memo"
    assert summary(*both, through(origin=memo, article=third)) == "All 3 articles go back to one source: a leaked memo"


def test_a_single_anonymous_source_is_said_plainly():
    diplomat = an_origin("a diplomat", people=1)
    first, second, third = articles(3)
    each = [through(BLOOMBERG, origin=diplomat, article=article) for article in (first, second, third)]
    assert summary(*each[:1]) == "The only article on record goes back to one anonymous source: a diplomat"
    assert summary(*each[:2]) == "Both articles go back to one anonymous source: a diplomat"
    assert summary(*each) == "All 3 articles go back to one anonymous source: a diplomat"


def test_nothing_is_said_where_the_source_of_one_article_is_another_or_not_known():
    first, second = articles(2)
    known = through(BLOOMBERG, article=first)
    assert summary() == ""
    assert summary(known) == ""
    assert summary(known, through(BLOOMBERG, origin=None, article=second)) == ""
    assert summary(known, through(BLOOMBERG, origin=an_origin("someone else"), article=second)) == ""
    not_said = an_origin("reports", kind=OriginKind.NOT_SAID, people=None)
    assert summary(*(through(origin=not_said, article=article) for article in (first, second))) == ""


def test_one_anonymous_person_as_the_only_known_source_is_said_plainly():
    diplomat = an_origin("a diplomat", people=1)
    first, second = articles(2)
    unknown = through(BLOOMBERG, origin=None, article=second)
    expected = "The only first known source is one anonymous person: a diplomat"
    assert summary(through(origin=diplomat, article=first), unknown) == expected
    aide = an_origin("an aide", kind=OriginKind.NAMED, people=1)
    assert summary(through(origin=aide, article=first), unknown) == ""


def test_articles_are_counted_once_and_those_taken_back_not_at_all():
    first, second, third = articles(3)
    appearances = [
        through(BLOOMBERG, article=first, id=1),
        through(BLOOMBERG, article=first, id=2),
        through(BLOOMBERG, article=second, id=3),
        through(origin=None, article=third, id=4, retraction="It speaks of another claim."),
    ]
    assert summary(*appearances) == "Both articles go back to one report"
