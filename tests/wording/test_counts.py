import pytest

from claims.vocabulary import Ground, Status
from claims.wording import answered_line, counts_line


def test_counts_say_by_whom_or_on_what_and_link_to_what_they_counted():
    counts: dict[tuple[Status, Ground | None], int] = {
        (Status.CONFIRMED, Ground.EVIDENCE): 2,
        (Status.CONFIRMED, Ground.RESPONSE): 3,
        (Status.DENIED, Ground.EVIDENCE): 9,
        (Status.DENIED, Ground.RESPONSE): 118,
        (Status.OPEN, None): 412,
    }
    assert counts_line(counts) == [
        ("412 open", "status=open"),
        ("118 denied by those concerned", "status=denied&ground=response"),
        ("9 denied on evidence", "status=denied&ground=evidence"),
        ("3 confirmed by those concerned", "status=confirmed&ground=response"),
        ("2 confirmed on evidence", "status=confirmed&ground=evidence"),
    ]


def test_counts_at_nought_are_left_out():
    assert counts_line({(Status.OPEN, None): 1, (Status.DENIED, Ground.RESPONSE): 0}) == [("1 open", "status=open")]
    assert counts_line({}) == []


@pytest.mark.parametrize(
    ("answered", "total", "expected"),
    [
        (1, 3, "1 of 3 claims answered, in what is recorded here"),
        (3, 3, "3 of 3 claims answered, in what is recorded here"),
        (1, 1, "1 of 1 claim answered, in what is recorded here"),
        (0, 3, "None of 3 claims answered, in what is recorded here"),
        (0, 1, "The claim is not answered, in what is recorded here"),
        (0, 0, "No claims recorded here"),
    ],
)
def test_answered_claims_in_words(answered, total, expected):
    assert answered_line(answered, total) == expected
