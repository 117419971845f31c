"""Where the words of a form stand in a text, and things typed by name."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from claims.forms.appearances import span_of
from claims.forms.articles import ArticleForm
from claims.forms.claims import SplitForm
from claims.forms.fields import NamedField, known_names, typed_name, unjudged
from claims.forms.reasons import RetractForm
from claims.forms.responses import AnswerFields
from claims.models import Outlet, Speaker
from claims.passages import PassageNotFound, PassageNotUnique, Span, to_utf16
from tests.factories import OutletFactory, SpeakerFactory

TEXT = "😀 It opens.\n\nNo: “It opens.” 👩‍🚀"


@pytest.mark.parametrize("word", ["It opens.", "👩‍🚀", "“It opens.”", "😀 It opens.\n\nNo:"])
def test_offsets_of_a_browser_say_which_of_several_places(word):
    start = TEXT.rindex(word)
    span = Span(start, start + len(word))
    assert span_of(TEXT, word, *to_utf16(TEXT, span)) == span


def test_white_space_selected_along_is_left_out():
    assert span_of("One. Two. Three.", " Two. ", 4, 10) == Span(5, 9)


def test_line_ends_of_a_form_do_not_matter():
    assert span_of("One.\n\nTwo.", "One.\r\n\r\nTwo.", 0, 10) == Span(0, 10)


@pytest.mark.parametrize(("start", "end"), [(0, 3), (5, 2), (0, 10**9), (1, 4), (None, 4)])
def test_offsets_that_lead_elsewhere_give_way_to_the_words(start, end):
    assert span_of("😀 One. Two.", "Two.", start, end) == Span(7, 11)


def test_words_in_two_places_without_offsets_are_refused():
    with pytest.raises(PassageNotUnique):
        span_of(TEXT, "It opens.")


def test_words_that_stand_nowhere_are_refused_whatever_the_offsets():
    with pytest.raises(PassageNotFound):
        span_of(TEXT, "It closes.", 0, 5)


@given(st.text(alphabet="ab 😀\né“", min_size=1, max_size=40), st.data())
def test_what_a_browser_selects_is_what_is_found(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    if not any(character in "ab😀é" for character in words):
        return
    found = span_of(text, words.replace("\n", "\r\n").strip(), *to_utf16(text, Span(start, end)))
    assert text[found.start : found.end] == words.strip()
    assert start <= found.start < found.end <= end


# Names


def outlet_field() -> NamedField[Outlet]:
    return NamedField(Outlet.objects.all(), names_id="names", required=False)


@pytest.mark.django_db
def test_a_name_nobody_has_is_a_new_row_not_saved_yet():
    outlet = outlet_field().clean("The Gazette")
    assert outlet is not None
    assert (outlet.name, outlet.pk) == ("The Gazette", None)
    assert outlet_field().clean("  ") is None
    assert not Outlet.objects.exists()


@pytest.mark.django_db
def test_a_name_too_long_for_a_row_is_refused():
    with pytest.raises(ValidationError):
        outlet_field().clean("x" * 201)


@pytest.mark.django_db
def test_names_offered_mean_one_row_each():
    first, second, single = OutletFactory(name="Post"), OutletFactory(name="Post"), OutletFactory(name="Gazette")
    offered = known_names(Outlet.objects.all())
    assert offered == ["Gazette", f"Post [{first.pk}]", f"Post [{second.pk}]"]
    assert [outlet_field().clean(name) for name in offered] == [single, first, second]
    assert [typed_name(row) for row in (single, first, second)] == offered


@pytest.mark.django_db
def test_a_number_in_brackets_that_means_no_row_is_part_of_the_name():
    outlet = outlet_field().clean("Studio [54]")
    assert outlet is not None
    assert (outlet.name, outlet.pk) == ("Studio [54]", None)


@pytest.mark.django_db
def test_an_unnamed_speaker_is_found_by_the_description():
    source = SpeakerFactory(unnamed=True, description="Kremlin source")
    field = NamedField(Speaker.objects.all(), names_id="names")
    assert field.clean("kremlin source") == source
    assert known_names(Speaker.objects.all()) == ["Kremlin source"]


# What is typed


def test_a_browser_is_not_told_to_cut_what_is_pasted():
    for form in (
        ArticleForm(),
        AnswerFields(),
        SplitForm(parts=2, items={kind: [] for kind in SplitForm.ITEMS}),
        RetractForm(is_public=True),
    ):
        assert "maxlength" not in form.as_div()


def test_what_was_typed_is_shown_again_without_being_judged():
    assert unjudged(QueryDict("title=A&topics=1&topics=2")) == {"title": "A", "topics": ["1", "2"]}
