"""How a version is cited: with its label, where it stands, and the day on the site's calendar."""

from datetime import UTC, datetime

from django.utils import timezone

from claims.wording import bibtex, csl
from tests.readings import a_claim, a_header


def test_the_day_is_that_of_the_sites_own_calendar():
    claim = a_claim(header=a_header(recorded_at=datetime(2024, 1, 26, 23, 30, tzinfo=UTC)))

    with timezone.override("Europe/Berlin"):
        [item] = csl(claim, site="Onrecord", url="https://record.example/1/")
        entry = bibtex(claim, site="Onrecord", url="https://record.example/1/")

    assert item["issued"] == {"date-parts": [[2024, 1, 27]]}
    assert "date = {2024-01-27}," in entry


def test_what_tex_would_take_for_a_command_is_written_as_it_reads():
    claim = a_claim(statement=r"A_b ~ 5 % of $9 & \x{y} #1 ^ 2.")

    entry = bibtex(claim, site="A & B", url="https://record.example/a_b/")

    assert (
        r"title = {{Claim: A\_b \textasciitilde{} 5 \% of \$9 \& \textbackslash{}x\{y\} \#1 \textasciicircum{} 2.}}"
        in entry
    )
    assert r"author = {{A \& B}}" in entry
    assert "url = {https://record.example/a_b/}" in entry
