"""Lists for readers and for the desk find by any word or prefix."""

import pytest
from django.test import Client
from django.urls import reverse

from claims import workflow
from claims.search.words import MOST_WORDS, terms_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, editor) -> Client:
    client.force_login(editor)
    return client


@pytest.mark.parametrize("name", ["claim_list", "desk_queue"])
@pytest.mark.parametrize(("asked", "is_found"), [("WALES zeit", True), ("Zeitung’s Wałęsa", True), ("alesa", False)])
def test_claims_are_listed_by_beginnings_of_words(desk: Client, name: str, asked: str, is_found: bool) -> None:
    factories.ClaimFactory.create(statement="Lech Wałęsa was shown the Zeitung’s files.")
    page = desk.get(reverse(name), {"q": asked}).content.decode()
    assert ("Lech Wałęsa was shown" in page) == is_found


def test_names_are_listed_by_beginnings_of_words_without_accents(desk: Client, editor) -> None:
    workflow.create_speaker(name="Дмитрий Песков", description="Kremlin spokesman", by=editor)
    workflow.create_outlet(name="Süddeutsche Zeitung", by=editor)
    page = desk.get(reverse("name_list"), {"q": "ПЕСК kreml"}).content.decode()
    assert "Дмитрий Песков" in page
    assert "Süddeutsche" not in page
    assert "Süddeutsche" in desk.get(reverse("name_list"), {"q": "sudd"}).content.decode()


def test_a_draft_is_not_found_by_readers(client: Client) -> None:
    factories.DraftFactory.create(statement="The ferry will stop.")
    found = client.get(reverse("claim_list"), {"q": "ferry"})
    assert "The ferry will stop" not in found.content.decode()
    assert found.context["count"] == 0


def test_a_word_that_very_many_names_have_hides_none_of_what_others_find(client: Client, monkeypatch) -> None:
    monkeypatch.setattr("claims.search.claims.MOST_NAMES", 2)
    for number in range(3):
        speaker = factories.SpeakerFactory.create(name=f"The Member {number}")
        factories.answered(factories.ClaimFactory.create(), speaker=speaker)
    claim = factories.ClaimFactory.create(statement="The ships will sail in May.")
    factories.answered(claim, speaker=factories.SpeakerFactory.create(name="Zacharias"))

    found = [one.id for one in client.get(reverse("claim_list"), {"q": "the zacharias"}).context["claims"]]
    assert found == [claim.pk]


def test_no_more_words_are_looked_for_than_anybody_means(client: Client) -> None:
    claim = factories.ClaimFactory.create(statement="One two three.")
    words = " ".join(["one two three"] * 7 + [f"x{number}" for number in range(30)])
    assert listed(client, q=words) == []
    assert len(terms_of(words)) == MOST_WORDS
    assert listed(client, q="one two three") == [claim.pk]


def listed(client: Client, **asked: str) -> list[int]:
    """The claims that readers find, now and, which is the same, as of now from documents."""
    now = [claim.id for claim in client.get(reverse("claim_list"), asked).context["claims"]]
    then = client.get(reverse("claim_list"), {**asked, "as_of": "2199-01-01"}).context["claims"]
    assert [claim.id for claim in then] == now
    return now


def test_readers_find_a_claim_by_who_answered_spoke_printed_or_was_credited_and_by_its_topic(client: Client) -> None:
    kremlin = factories.SpeakerFactory.create(institution=True, name="The Kremlin")
    topic = factories.TopicFactory.create(name="Grain corridor")
    claim = factories.ClaimFactory.create(statement="Ships will sail in May.", topics=[topic])
    factories.answered(claim, speaker=factories.SpeakerFactory.create(name="Dmitry Peskov"), body=kremlin)
    standard = factories.OutletFactory.create(name="Evening Standard", url="https://www.standard.example/")
    article = factories.ArticleFactory.create(outlet=standard)
    credited = factories.OutletFactory.create(name="Süddeutsche Zeitung")
    factories.ran(claim, article, credits=[workflow.Credit(words="the Zeitung", outlet=credited)])
    factories.ClaimFactory.create(statement="Ships will sail in June.")

    found = ["pesk", "KREMLIN", "evening standard", "sudd", "grain corr", "peskov ships may", "may standard.example"]
    for asked in found:
        assert listed(client, q=asked) == [claim.pk], asked
    for asked in ["peskov june", "grain peskow", "standard-peskov"]:
        assert listed(client, q=asked) == [], asked


def test_words_with_a_hyphen_stand_together_or_are_one_word(client: Client) -> None:
    spied = factories.ClaimFactory.create(statement="The U-2 flew over the Soviet Union.")
    factories.ClaimFactory.create(statement="The US lost 2 aircraft.")
    held = factories.ClaimFactory.create(statement="The ceasefire held.")
    apart = factories.ClaimFactory.create(statement="The cease-fire held.")

    assert listed(client, q="U-2") == [spied.pk]
    assert listed(client, q="“U-2”") == [spied.pk]
    assert listed(client, q="cease-fire held") == [apart.pk, held.pk]
    assert listed(client, q="--") == []


def test_a_name_that_was_taken_back_or_is_a_drafts_finds_nothing(client: Client, editor) -> None:
    claim = factories.ClaimFactory.create()
    answer = factories.answered(claim, speaker=factories.SpeakerFactory.create(name="Zoe Zander"))
    factories.answered(factories.DraftFactory.create(), speaker=factories.SpeakerFactory.create(name="Yves Yvert"))
    assert listed(client, q="zander") == [claim.pk]

    workflow.retract(answer, reason="It was another.", by=editor)

    assert listed(client, q="zander") == listed(client, q="yvert") == []


def test_readers_choose_for_whom_somebody_spoke_where_anybody_did(client: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.ClaimFactory.create()
    assert not {"body", "speaker", "outlet", "topic"} & boxes(client)
    ministry = factories.SpeakerFactory.create(institution=True, name="Ministry of Roads")
    factories.answered(claim, body=ministry)
    factories.refresh(ministry)

    assert {"body", "speaker"} <= boxes(client)
    assert "outlet" not in boxes(client)
    assert listed(client, body=str(ministry.slug)) == [claim.pk]


def boxes(client: Client) -> set[str]:
    """The fields of the filter that readers are offered."""
    context = client.get(reverse("claim_list")).context
    return {field.name for field in (*context["first_fields"], *context["more_fields"])}
