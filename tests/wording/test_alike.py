"""What tells two wordings apart that are nearly the same."""

import pytest

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
