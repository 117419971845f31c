"""What tells two wordings apart that are nearly the same."""

import pytest

from claims.dates import PartialDate
from claims.wording import told_apart

SAID = "He signalled in December 2023 to 12 officials that he was open to talks."


@pytest.mark.parametrize(
    ("typed", "said", "differs"),
    [
        (SAID, SAID, []),
        (SAID.replace("December", "January"), SAID, ["month (December)"]),
        (SAID.replace("2023", "2022"), SAID, ["year (2023)"]),
        (SAID.replace("12", "13"), SAID, ["number (12)"]),
        ("In January 2022", SAID, ["month (December)", "year (2023)"]),
        ("He signalled", SAID, []),
        ("In Dec. 2023", SAID, []),
        ("W grudniu 2023", SAID, []),
        ("He may have signalled", SAID, []),
        ("In May", SAID, ["month (December)"]),
        ("It cost 1.5 million", "It cost 1,500 million", ["number (1,500)"]),
        ("Between June and July 2020", "Between June and August 2020", ["month (June, August)"]),
    ],
)
def test_what_both_name_and_name_otherwise_is_said_with_the_words_of_the_one_on_record(
    typed: str, said: str, differs: list[str]
) -> None:
    assert told_apart(typed, said) == differs


TOLD = "He told Xi that he planned for the invasion to last five years."


@pytest.mark.parametrize(
    ("typed", "about_when", "differs"),
    [
        ("He told Xi in March 2022 that", "2023-03", ["year (2023)"]),
        ("He told Xi in May 2022 that", "2023-03", ["month (March)", "year (2023)"]),
        ("He told Xi in May that", "2023-03-20", ["month (March)"]),
        ("He told Xi in May that", "2023", []),
        ("He told Xi in 2022 that", "2023", ["year (2023)"]),
        ("He told Xi in March 2023 that", "2023-03", []),
        ("He said in May that he told Xi in March that", "2023-03", []),
        ("W marcu 2023", "2023-03", []),
        ("He told Xi that", "2023-03", []),
        ("He told Xi in May 2022 that", None, []),
    ],
)
def test_when_a_claim_does_not_name_its_month_or_year_what_it_is_about_tells_it_apart(
    typed: str, about_when: str | None, differs: list[str]
) -> None:
    assert told_apart(typed, TOLD, PartialDate(about_when) if about_when else None) == differs


def test_what_a_claim_names_itself_counts_before_the_date_it_is_about() -> None:
    assert told_apart("In May 2022", SAID, PartialDate("2022-05")) == ["month (December)", "year (2023)"]
