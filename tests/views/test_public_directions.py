"""Words of any direction keep it, whatever stands around them."""

import pytest
from django.test import Client
from django.urls import reverse

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
