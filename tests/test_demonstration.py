"""The demonstration record: what it says, that it is all or nothing, and that it is recorded now."""

import io
import re

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims import demonstration
from claims.demonstration import crimea, poland, talks, u2
from claims.management.commands.serve import TRIAL_ACCOUNT, trial_sign_in_link
from claims.models import Answer, Article, ArticleVersion, Claim, Document, Mark, Outlet, Response, Revision, Speaker
from claims.reading import ClaimReading
from claims.record import reader
from claims.record.canonical import parse, unpack
from claims.vocabulary import Change, State
from claims.wording import change_line, origin_summary, short_status, standing_line, status_line, translation_line
from tests.seed import SEED

#: As many words in a row as a short quotation has; more would be the article's text.
QUOTATION = 10


def load(**options: object) -> str:
    """What the command prints."""
    out = io.StringIO()
    call_command("load_demonstration", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def loaded(db: None) -> dict[str, ClaimReading]:
    """The demonstration as the record has it, by statement."""
    load()
    readings = reader.claims(Claim.objects.values_list("pk", flat=True))
    return {reading.statement: reading for reading in readings.values()}


def test_each_claim_stands_as_its_sources_leave_it(loaded: dict[str, ClaimReading]) -> None:
    unverified = f"Not independently verified by {settings.SITE_NAME}."
    assert {statement: status_line(reading) for statement, reading in loaded.items()} == {
        talks.OPEN_TO_TALKS: "Denied by Dmitry Peskov, Kremlin spokesman, on 26 January 2024 "
        f"(as reported by “Kremlin Refutes All Rumors”). {unverified}",
        talks.CONCESSION: "Open. Adrienne Watson, spokeswoman of the US National Security Council, said in January "
        "2024 they had no knowledge of it (as reported by Bloomberg).",
        talks.CEASEFIRE: "Open. No answer on record.",
        talks.FIVE_YEARS: "Open. No answer on record.",
        u2.INTELLIGENCE: "Confirmed by Dwight D. Eisenhower, President of the United States, on 11 May 1960. "
        f"But NASA denied it on 5 May 1960, giving a different account. {unverified}",
        u2.AUTHORISED: f"Denied by Lincoln White, head of news at the US State Department, on 7 May 1960. {unverified}",
        crimea.SERVICEMEN: "Confirmed by Vladimir Putin, President of Russia, on 17 April 2014, "
        f"having denied it on 4 March 2014. {unverified}",
        poland.MISSILES: "Denied by Russia’s Ministry of Defence on 15 November 2022 (as reported by Pravda.ru). "
        f"{unverified}",
    }
    assert {reading.state for reading in loaded.values()} == {State.PUBLIC}


def test_the_u2_is_denied_then_open_then_confirmed(loaded: dict[str, ClaimReading]) -> None:
    claim = loaded[u2.INTELLIGENCE]
    assert [str(mark.stood_from) for mark in claim.marks] == ["1960-05-05", "1960-05-07", "1960-05-11"]
    decided = [
        change_line(version)
        for version in reversed(reader.history(claim.id))
        if version.header.change in {Change.MARKED, Change.REOPENED}
    ]
    assert decided == [
        "Denied by NASA, was open",
        "Reopened, was denied by those concerned",
        "Confirmed by the President of the United States, was open",
    ]


def test_the_u2_in_between_says_both_what_nasa_and_what_the_state_department_said(
    loaded: dict[str, ClaimReading],
) -> None:
    [reopened] = [
        version for version in reader.history(loaded[u2.INTELLIGENCE].id) if version.header.change == Change.REOPENED
    ]
    assert status_line(reopened) == (
        "Open. NASA denied it on 5 May 1960, giving a different account. On 7 May 1960 Lincoln White, head of news at "
        "the US State Department, confirmed one part: that a flight over Soviet territory to obtain information was "
        "“probably undertaken”."
    )


def test_the_denial_of_crimea_was_later_overtaken(loaded: dict[str, ClaimReading]) -> None:
    claim = loaded[crimea.SERVICEMEN]
    assert [short_status(claim), str(claim.marks[0].stood_from)] == ["Confirmed by Vladimir Putin", "2014-03-04"]
    assert origin_summary(claim).startswith("Both articles go back to one source")


def test_both_reports_of_the_signal_go_back_to_one(loaded: dict[str, ClaimReading]) -> None:
    assert origin_summary(loaded[talks.OPEN_TO_TALKS]) == "Both articles go back to one report"
    [first, second] = loaded[talks.OPEN_TO_TALKS].appearances
    assert first.attributions[-1].origin == second.attributions[-1].origin
    assert first.attributions[-1].origin is not None
    assert first.attributions[-1].origin.people == 2


def test_the_missile_of_przewodow_goes_back_to_one_person_and_its_story_was_withdrawn(
    loaded: dict[str, ClaimReading],
) -> None:
    claim = loaded[poland.MISSILES]
    withdrawn, later, copy = claim.appearances
    assert origin_summary(claim).startswith("The only first known source is one anonymous person")
    assert standing_line(withdrawn).startswith("Reuters withdrew it: ")
    assert copy.article.copy_of == later.article.id
    [hedged, _denial] = claim.answers
    assert translation_line(hedged.response) == "Translated from Polish by the Associated Press"
    assert hedged.is_partial


def test_one_error_of_ours_is_corrected_with_its_reason(loaded: dict[str, ClaimReading]) -> None:
    [corrected] = [
        version
        for claim in loaded.values()
        for version in reader.history(claim.id)
        if version.header.change == Change.CORRECTED
    ]
    assert corrected.statement == u2.INTELLIGENCE
    assert str(corrected.claimed_on) == "1960-05"
    assert corrected.reason.startswith("We had given 7 May 1960")


def test_peskovs_earlier_words_do_not_address_the_claim(loaded: dict[str, ClaimReading]) -> None:
    [earlier, denial] = loaded[talks.OPEN_TO_TALKS].answers
    assert (earlier.kind, denial.kind) == ("does_not_address", "denies")
    assert "open for negotiations" in earlier.response.words


def test_each_claim_is_told_and_nothing_is_backdated(db: None) -> None:
    before = timezone.now()
    told = load().splitlines()
    assert len(told) == demonstration.CLAIMS == 8
    assert told[0] == f"Demonstration 1 of 8: {talks.OPEN_TO_TALKS}"
    assert Revision.objects.exists()
    assert not Revision.objects.filter(recorded_at__lt=before).exists()
    assert not Mark.objects.filter(recorded_at__lt=before).exists()


def test_a_second_load_changes_nothing(db: None) -> None:
    load()
    last = Revision.objects.order_by("-sequence").values_list("digest", flat=True).first()
    assert load() == "The record has claims already; the demonstration was left out.\n"
    assert Revision.objects.order_by("-sequence").values_list("digest", flat=True).first() == last


def test_a_draft_keeps_the_demonstration_out(editor: User) -> None:
    Claim.objects.create(statement="Somebody's work.")
    load()
    assert Claim.objects.count() == 1


def test_an_interrupted_load_leaves_nothing(db: None) -> None:
    told = 0

    def interrupt(claim: Claim) -> None:
        nonlocal told
        told += 1
        if told == demonstration.CLAIMS:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demonstration.load(progress=interrupt)
    for model in (Claim, Article, Outlet, Speaker, Response, Answer, Revision, Document):
        assert not model._default_manager.exists()
    assert not User.objects.exists()
    assert len(load().splitlines()) == demonstration.CLAIMS


def test_it_is_recorded_by_an_account_that_cannot_sign_in(db: None) -> None:
    load()
    user = User.objects.get()
    assert (user.username, user.is_active, user.has_usable_password()) == (demonstration.ACCOUNT, False, False)
    assert not Revision.objects.exclude(author__user=user).exists()


def test_it_can_be_recorded_by_an_account_of_ones_own(editor: User) -> None:
    load(by=editor.username)
    assert not Revision.objects.exclude(author__user=editor).exists()
    assert not User.objects.filter(username=demonstration.ACCOUNT).exists()


def test_an_unknown_account_is_refused_with_a_sentence(db: None) -> None:
    with pytest.raises(CommandError, match="There is no account zoe"):
        load(by="zoe")


def test_the_trials_first_account_is_still_made_after_loading(db: None) -> None:
    load()
    assert trial_sign_in_link()
    assert User.objects.get(username=TRIAL_ACCOUNT).is_superuser


@pytest.mark.skipif(not SEED.is_file(), reason="the seed article is not at hand (ONRECORD_SEED)")
def test_no_more_than_a_short_quotation_of_the_first_article_is_recorded(loaded: dict[str, ClaimReading]) -> None:
    text = SEED.read_text()
    assert len(_runs(text)) > 100
    assert Article.objects.exists()
    assert not ArticleVersion.objects.exists()
    for document in Document.objects.all():
        for recorded in _strings(parse(unpack(document.body))):
            assert not _runs(text) & _runs(recorded)


def _runs(text: str) -> set[str]:
    """Every sequence of one word more than a short quotation has."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[start : start + QUOTATION + 1]) for start in range(len(words) - QUOTATION)}


def _strings(value: object) -> list[str]:
    """Every text in a document."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in _strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in _strings(item)]
    return [value] if isinstance(value, str) else []
