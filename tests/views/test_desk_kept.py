"""What a browser that kept typing asks: whether a form was accepted."""

from uuid import uuid4

from django.contrib.auth.models import User
from django.test import Client

from claims.models import Topic

ACCEPTED = "/desk/accepted/"


def ask(desk: Client, *tokens: object) -> list[str]:
    return desk.get(ACCEPTED, {"once": tokens}).json()["accepted"]


def test_a_token_was_accepted_once_its_form_was(desk: Client) -> None:
    token, refused = uuid4(), uuid4()
    desk.post("/desk/topics/new/", {"once": refused, "name": ""})
    assert ask(desk, token, refused) == []
    desk.post("/desk/topics/new/", {"once": token, "name": "Roads"})
    assert Topic.objects.count() == 1
    assert ask(desk, token, refused) == [str(token)]


def test_the_forms_of_others_are_not_told_of(desk: Client, colleague: User) -> None:
    token, other = uuid4(), Client()
    other.force_login(colleague)
    other.post("/desk/topics/new/", {"once": token, "name": "Roads"})
    assert ask(desk, token) == []


def test_what_is_no_token_is_none(desk: Client) -> None:
    assert ask(desk, "", "x", "9" * 400) == []
    assert desk.get(ACCEPTED).json() == {"accepted": []}
    assert desk.get(ACCEPTED, {"once": [uuid4() for _number in range(500)]}).status_code == 200
