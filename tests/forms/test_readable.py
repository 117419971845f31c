"""What is typed is what is read: in names, statements and notices; words quoted stay as they are."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from claims.characters import ISOLATE
from claims.forms.appearances import AppearanceForm
from claims.forms.articles import ArticleForm
from claims.forms.assigning import NoteForm
from claims.forms.claims import ClaimForm
from claims.forms.names import OutletEditForm, SpeakerForm
from claims.forms.responses import ResponseForm
from claims.models import Claim, Origin, Outlet, Response, Speaker
from tests import factories

pytestmark = pytest.mark.django_db

INVISIBLE = ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u200d", "\u200f", "\u202e", "\u3164", "\u2800", " \u200b \u00ad"]
#: Right to left, joined and not joined, with marks of direction, marked vowels, and pictures of several characters.
LEGITIMATE = [
    "بنيامين نتنياهو",
    "דובר צה״ל",
    "دَانِيَال",
    "می\u200cخواهند",
    "क्\u200dष",
    "(\u200fרמטכ״ל\u200e)",
    "👩\u200d👩\u200d👧\u200d👦",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "❤\ufe0f",
]


def speaker(**typed: Any) -> SpeakerForm:
    return SpeakerForm({"once": uuid4(), "kind": "person", "name": "", "description": ""} | typed)


@pytest.mark.parametrize("typed", INVISIBLE, ids=ascii)
def test_a_name_or_statement_that_nobody_can_see_is_none(typed: str) -> None:
    for form, name in (
        (speaker(name=typed), "name"),
        (speaker(kind="unnamed", description=typed), "description"),
        (ClaimForm({"once": uuid4(), "statement": typed}), "statement"),
        (ResponseForm({"once": uuid4(), "speaker": typed}), "speaker"),
        (ResponseForm({"once": uuid4(), "words": typed}), "words"),
    ):
        assert not form.is_valid()
        assert any(said.startswith("This held only invisible characters") for said in form.errors[name]), name


@pytest.mark.parametrize("name", LEGITIMATE, ids=ascii)
def test_a_name_in_any_script_is_taken_as_it_is_typed(name: str) -> None:
    form = speaker(name=name, description=name)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == form.cleaned_data["description"] == name
    claim = ClaimForm({"once": uuid4(), "statement": f"{name} denied it."})
    assert claim.is_valid(), claim.errors


@pytest.mark.parametrize("turning", [*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))], ids=ascii)
def test_what_turns_the_direction_is_taken_out_and_said_and_then_it_is_saved(
    client: Client, editor: User, turning: str
):
    client.force_login(editor)
    sent = {"once": uuid4(), "statement": f"The mayor {turning}never paid."}
    refused = client.post("/desk/claims/new/", sent)
    assert refused.status_code == 422
    assert f"were taken out here (U+{ord(turning):04X})" in refused.content.decode()
    assert not Claim.objects.exists()
    again = sent | {"statement": refused.context["form"]["statement"].value()}
    assert again["statement"] == "The mayor never paid."
    assert client.post("/desk/claims/new/", again).status_code == 302
    assert Claim.objects.get().statement == "The mayor never paid."


def test_a_new_name_typed_where_one_is_looked_for_is_read_too() -> None:
    form = ResponseForm({"once": uuid4(), "speaker": "Anna \u202eavokinrD"})
    assert "U+202E" in str(form.errors["speaker"])
    assert form["speaker"].value() == "Anna avokinrD"


def test_a_response_and_the_part_it_answers_are_read_too(client: Client, editor: User) -> None:
    claim = factories.ClaimFactory.create()
    client.force_login(editor)
    who = {"speaker": "Anna", "speaker_kind": "person", "heard": "first_hand", "channel": "statement"}
    typed = {"kind": "partly_denies", "position": "subject", "part": "\u202ethe day"}
    sent = who | {"once": uuid4(), "role": "off\u202eicial", "words": "words \u202bas said\u202c", "shown": [claim.pk]}
    sent |= factories.as_shown(claim)
    sent |= {f"answer-{claim.pk}-{name}": one for name, one in typed.items()}
    refused = client.post(reverse("response_new"), sent)
    assert refused.status_code == 422
    assert not Response.objects.exists()
    [(answer, _stands, _worded)] = refused.context["likely"]
    assert list(answer.errors) == ["part"]
    again = {"role": refused.context["form"]["role"].value(), f"answer-{claim.pk}-part": answer["part"].value()}
    assert client.post(reverse("response_new"), sent | again).status_code == 302
    response = Response.objects.get()
    assert (response.role, response.words) == ("official", "words \u202bas said\u202c")
    assert response.answers.get().part == "the day"


def test_words_quoted_and_texts_stay_as_they_are() -> None:
    quoted = "He said: \u202bשלום\u202c, \u2066yes\u2069."
    typed = dict.fromkeys(("words", "translation", "question"), quoted) | {"translator": "this desk"}
    form = ResponseForm({"once": uuid4(), "speaker": "Anna", "channel": "statement", "heard": "first_hand"} | typed)
    assert not {*typed} & {*form.errors}
    assert {name: form.cleaned_data[name] for name in typed} == typed
    article = ArticleForm({"once": uuid4(), "text": f"The \u202abridge\u202c\n\n{quoted}", "medium": "text"})
    assert article.is_valid(), article.errors
    assert quoted in article.cleaned_data["text"]
    assert article.cleaned_data["title"] == "The bridge"


def test_a_field_is_not_taken_for_a_quotation_by_its_name() -> None:
    form = NoteForm({"once": uuid4(), "text": "Ask \u202eagain."})
    assert "U+202E" in str(form.errors["text"])
    assert form["text"].value() == "Ask again."


@pytest.mark.parametrize("name", ["passage", "words_1", "words_5"])
def test_words_of_an_article_stay_as_they_are(name: str) -> None:
    quoted = "said \u202bשלום\u202c"
    form = AppearanceForm(
        {"once": uuid4(), "stance": "reports", name: quoted},
        version=None,
        copies=0,
        origins=Origin.objects.all(),
    )
    assert "U+202B" not in str(form.errors)
    assert form.cleaned_data.get(name, quoted) == quoted


def test_a_reason_that_begins_with_our_line_about_a_right_to_left_name_goes_on(client: Client, editor: User) -> None:
    claim = factories.ClaimFactory.create()
    answer = factories.answered(claim, speaker=factories.SpeakerFactory.create(name="דובר צה״ל"))
    claim.refresh_from_db()
    client.force_login(editor)
    form = client.get(f"/desk/claims/{claim.pk}/mark/").context["form"]
    drafted = form["reason"].value()
    assert ISOLATE in drafted
    sent = {name: form[name].value() for name in ("once", "version", "status", "drafted")} | {"answers": [answer.pk]}
    refused = client.post(f"/desk/claims/{claim.pk}/mark/", sent | {"reason": f"{drafted} \u202eseY"})
    assert refused.status_code == 422
    assert (
        client.post(f"/desk/claims/{claim.pk}/mark/", sent | {"reason": f"{drafted} So it stands."}).status_code == 302
    )
    claim.refresh_from_db()
    assert claim.mark is not None
    assert claim.mark.reason == f"{drafted} So it stands."


def test_what_is_on_record_so_already_is_shown_and_can_be_edited(client: Client, editor: User) -> None:
    outlet = factories.OutletFactory.create(name="The \u202ePost")
    known = factories.SpeakerFactory.create(name="Anna \u202eavokinrD")
    form = OutletEditForm(
        {"once": uuid4(), "version": outlet.version, "name": outlet.name, "url": "https://post.example/"},
        initial={"name": outlet.name, "url": "", "version": outlet.version},
        is_public=False,
    )
    assert form.is_valid(), form.errors
    named = ResponseForm({"once": uuid4(), "speaker": known.name})
    assert "speaker" not in named.errors
    client.force_login(editor)
    assert client.get(reverse("outlet_edit", args=[outlet.pk])).status_code == 200


def test_names_made_in_the_administration_are_read_too(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    for model, typed in ((Outlet, "\u200b"), (Speaker, "Anna \u202eavokinrD")):
        sent = {"name": typed, "kind": "person", "description": "", "url": ""}
        answer = client.post(f"/admin/claims/{model._meta.model_name}/add/", sent)
        assert answer.status_code == 200
        assert not model.objects.exists()
