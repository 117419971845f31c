"""Words of any direction keep it, whatever stands around them."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from claims.characters import with_turns_ended
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    OutletFactory,
    SpeakerFactory,
    TopicFactory,
    denied,
    ran,
    refresh,
)

ARABIC = "وزارة النقل وقعت عقد الجسر قبل المناقصة."


@pytest.mark.django_db
def test_a_statement_goes_its_own_way_wherever_it_is_listed(client: Client) -> None:
    outlet, topic, speaker = OutletFactory(name="Weekly"), TopicFactory(), SpeakerFactory()
    article = ArticleFactory(outlet=outlet)
    claim = ClaimFactory(statement=ARABIC, topics=[topic])
    appearance = ran(claim, article)
    denied(claim, speaker=speaker)
    origin = appearance.attributions.latest("pk").origin_id
    refresh(topic, speaker, outlet)

    for address in [
        "/",
        "/claims/",
        "/changes/",
        f"/claims/{claim.pk}/{claim.slug}/",
        reverse("article_detail", args=[article.pk, article.slug]),
        reverse("speaker_detail", args=[speaker.slug]),
        reverse("outlet_detail", args=[outlet.slug]),
        reverse("topic_detail", args=[topic.slug]),
        reverse("origin_detail", args=[origin]),
    ]:
        page = client.get(address).content.decode()
        body = page[page.index("<main") :]
        assert f"<bdi>{ARABIC}</bdi>" in body or f'dir="auto">{ARABIC}<' in body, address
        assert 'dir="auto"><span class="visually-hidden">' not in body, address


@pytest.mark.parametrize(
    ("words", "ended"),
    [
        ("no turn", "no turn"),
        ("it was \u202edesrever", "it was \u202edesrever\u202c"),
        ("\u202bone\u202c two", "\u202bone\u202c two"),
        ("\u2067one \u202etwo", "\u2067one \u202etwo\u202c\u2069"),
        ("\u2067one \u202etwo\u2069 three", "\u2067one \u202etwo\u2069 three"),
        ("\u2069\u202cnever begun", "\u2069\u202cnever begun"),
        ("\u2067in it\u202c", "\u2067in it\u202c\u2069"),
    ],
)
def test_what_turns_the_direction_of_quoted_words_ends_with_them(words: str, ended: str) -> None:
    assert with_turns_ended(words) == ended


@pytest.mark.django_db
def test_words_keep_their_lines_and_turn_no_mark_after_them(client: Client, editor: User) -> None:
    claim = ClaimFactory()
    words = "Never.\nIt <b>was</b> \u202eton"
    denied(claim, words=words)
    shown = "“Never.<br>It &lt;b&gt;was&lt;/b&gt; \u202eton\u202c”"

    speaker = claim.answers.get().response.speaker
    for address in (f"/claims/{claim.pk}/", f"/speakers/{speaker.slug}/"):
        assert shown in client.get(address, follow=True).content.decode(), address
    client.force_login(editor)
    assert shown in client.get(f"/desk/claims/{claim.pk}/").content.decode()
