"""Rows named or picked in a form: what was typed means one row, a new one, or is asked about."""

from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import QueryDict

from claims import workflow
from claims.forms.fields import KnownNameField, NamedField, PickField, TopicsField, known_names, typed_name
from claims.models import Origin, Outlet, Speaker, Topic
from claims.vocabulary import OriginKind, SpeakerKind
from tests import factories

pytestmark = pytest.mark.django_db


class SourceForm(forms.Form):
    source = PickField(Origin.objects.all(), lookup="origins", required=False)


class AboutForm(forms.Form):
    topics = TopicsField(Topic.objects.all(), required=False)


def filled(form: type[forms.Form], *values: str) -> forms.Form:
    data = QueryDict(mutable=True)
    data.setlist(next(iter(form.base_fields)), list(values))
    return form(data)


@pytest.fixture
def sources(db: None) -> list[Origin]:
    for words in ("two sailors", "two sailors of the ferry", "a harbour pilot"):
        credit = workflow.Credit(words=words, kind=OriginKind.ANONYMOUS)
        factories.ran(factories.DraftFactory.create(), credits=[credit])
    return list(Origin.objects.order_by("pk"))


@pytest.mark.parametrize("typed", ["{}", "#{}"])
def test_a_row_is_picked_by_its_number(sources, typed: str) -> None:
    form = filled(SourceForm, typed.format(sources[2].pk), "")
    assert form.is_valid()
    assert form.cleaned_data == {"source": sources[2]}


@pytest.mark.parametrize(("typed", "meant"), [("pilot", 2), ("Two Sailors", 0), ("sailors ferry", 1)])
def test_without_script_words_that_one_row_has_pick_it(sources, typed: str, meant: int) -> None:
    form = filled(SourceForm, "", typed)
    assert form.is_valid()
    assert form.cleaned_data == {"source": sources[meant]}


def test_nothing_picked_is_nothing(sources) -> None:
    form = filled(SourceForm, "", "")
    assert form.is_valid()
    assert form.cleaned_data == {"source": None}


@pytest.mark.parametrize("typed", ["captain", "999999", "9" * 30, "٣", "*", "x" * 60_000])
def test_what_is_not_on_record_is_said_and_kept(sources, typed: str) -> None:
    form = filled(SourceForm, typed)
    assert not form.is_valid()
    assert form.has_error("source", "unknown")
    assert f'value="{typed}"' in str(form["source"])


def test_words_of_several_rows_name_them_with_their_numbers(sources) -> None:
    form = filled(SourceForm, "sailors")
    assert not form.is_valid()
    [error] = form.errors["source"]
    assert f"#{sources[0].pk} “two sailors”" in error
    assert f"#{sources[1].pk} “two sailors of the ferry”" in error
    assert 'value="sailors"' in str(form["source"])


def test_two_rows_are_refused_where_one_is_meant_and_both_stay_on_the_page(sources) -> None:
    form = filled(SourceForm, str(sources[0].pk), "pilot")
    assert not form.is_valid()
    assert form.has_error("source", "one")
    page = str(form["source"])
    assert f'value="{sources[0].pk}" checked' in page
    assert 'value="pilot"' in page


def test_rows_offered_are_shown_and_the_one_picked_is_ticked(sources) -> None:
    form = SourceForm(initial={"source": sources[1]})
    form.fields["source"].offered = [sources[0]]
    page = str(form["source"])
    assert f'value="{sources[0].pk}">' in page
    assert f'value="{sources[1].pk}" checked' in page
    assert sources[2].label not in page


def test_topics_are_ticked_or_typed_with_commas_between(editor: User) -> None:
    topics = [workflow.create_topic(name=name, by=editor) for name in ("Ferries", "Bridges", "Ukraïne")]
    form = filled(AboutForm, str(topics[0].pk), "ukraine, bridges")
    assert form.is_valid()
    assert form.cleaned_data == {"topics": [topics[0], topics[2], topics[1]]}


@pytest.mark.parametrize("separator", ["\n", ","])
def test_as_many_as_anybody_picks_are_taken_and_one_more_is_refused_in_words(editor: User, separator: str) -> None:
    """Ticked or typed with commas between: none is left out without a word."""
    names = [f"Bridge {number}" for number in range(101)]
    topics = [workflow.create_topic(name=name, by=editor) for name in names]
    form = filled(AboutForm, *separator.join(names[:100]).split("\n"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"topics": topics[:100]}
    form = filled(AboutForm, *separator.join(names).split("\n"))
    assert form.errors == {"topics": ["At most 100 are taken at once."]}


def test_few_topics_are_all_shown_and_of_many_those_that_are_picked(editor: User) -> None:
    picked = workflow.create_topic(name="Aa picked", by=editor)
    few = [workflow.create_topic(name=f"Bridge {number}", by=editor) for number in range(11)]
    page = str(AboutForm(initial={"topics": [picked]})["topics"])
    assert all(topic.name in page for topic in few)
    assert 'type="text"' not in page
    workflow.create_topic(name="One more", by=editor)
    page = str(AboutForm(initial={"topics": Topic.objects.filter(pk=picked.pk)})["topics"])
    assert picked.name in page
    assert "Bridge" not in page
    assert "One more" not in page


@pytest.mark.parametrize("typed", ["ПЕСКОВ", "песков", "Пе\u0301сков"])
def test_a_name_typed_in_another_case_means_the_row_on_record(editor: User, typed: str) -> None:
    speaker = workflow.create_speaker(name="Песков", by=editor)
    assert NamedField(Speaker.objects.all(), names_id="names").clean(typed) == speaker


def test_a_name_that_is_not_on_record_is_a_new_row(editor: User) -> None:
    workflow.create_outlet(name="Canal", by=editor)
    outlet = NamedField(Outlet.objects.all(), names_id="names").clean("Canal+")
    assert (outlet.pk, outlet.name) == (None, "Canal+")


@pytest.mark.parametrize(
    "field",
    [
        NamedField(Outlet.objects.all(), names_id="names"),
        KnownNameField(Outlet),
        PickField(Outlet.objects.all(), lookup="outlets"),
    ],
    ids=lambda field: type(field).__name__,
)
def test_of_more_namesakes_than_are_named_it_is_said_that_there_are_more(editor: User, field: Any) -> None:
    typed: Any = ["The Post"] if isinstance(field, PickField) else "The Post"
    posts = [workflow.create_outlet(name="The Post", by=editor) for _number in range(5)]
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    [message] = refused.value.messages
    assert "there are more" not in message

    last = workflow.create_outlet(name="The Post", by=editor)
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    [message] = refused.value.messages
    assert all(str(post.pk) in message for post in posts)
    assert f"[{last.pk}]" not in message
    assert f"#{last.pk}" not in message
    assert message.endswith(", or another: there are more.")


def test_namesakes_are_asked_about_and_each_can_be_typed(editor: User) -> None:
    one, two = (workflow.create_outlet(name=name, by=editor) for name in ("The Post", "the post"))
    field = NamedField(Outlet.objects.all(), names_id="names")
    with pytest.raises(forms.ValidationError, match=rf"“The Post \[{one.pk}\]”, “the post \[{two.pk}\]”"):
        field.clean("THE POST")
    for outlet in (one, two):
        assert field.clean(typed_name(outlet)) == outlet
    assert known_names(Outlet.objects.all()) == [f"The Post [{one.pk}]", f"the post [{two.pk}]"]


def test_a_name_with_a_number_in_brackets_of_its_own_stays_a_name(editor: User) -> None:
    outlet = NamedField(Outlet.objects.all(), names_id="names").clean("Radio [7]")
    assert (outlet.pk, outlet.name) == (None, "Radio [7]")


def test_an_unnamed_official_is_found_by_the_description_in_any_case(editor: User) -> None:
    official = workflow.create_speaker(
        name="", kind=SpeakerKind.UNNAMED, description="Quelle im Auswärtigen Amt", by=editor
    )
    assert NamedField(Speaker.objects.all(), names_id="names").clean("quelle im auswartigen amt") == official
