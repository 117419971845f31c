"""Copies of an article's text: many addresses at once, with the claims and credits of the original."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Article, Claim, Origin, Outlet, Revision
from claims.record import reader
from claims.record.canonical import parse, unpack
from claims.record.verify import BrokenRecord, verify
from claims.workflow import Copy, attach_copies
from tests.factories import ArticleFactory, ClaimFactory, DraftFactory, OutletFactory, as_shown, ran, withdrawn

COPIES = """https://one.example/story The Daily One
https://www.two.example/story

https://three.example/story\tThree | Online
"""


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def wire(db: None) -> Article:
    """A wire story with a public claim in two passages and a draft in one."""
    article = ArticleFactory.create(title="Bridge to open", outlet=OutletFactory.create(name="The Wire"))
    claim = ClaimFactory.create(statement="The bridge will open in May.")
    ran(claim, article)
    ran(claim, article, words="A third person said")
    ran(DraftFactory.create(statement="The bridge cost twice the plan."), article, words="cost twice")
    article.refresh_from_db()
    return article


def attach(desk: Client, article: Article, addresses: str = COPIES, **data: Any) -> Any:
    posted = {"once": uuid4(), "addresses": addresses.replace("\n", "\r\n"), **data}
    return desk.post(reverse("article_copies", args=[article.pk]), posted)


def test_each_address_becomes_a_copy_that_carries_the_claims_with_the_credits_of_the_original(desk, wire):
    two = OutletFactory.create(name="Two News", url="https://two.example/")
    OutletFactory.create(name="Another", url="https://nottwo.example/")
    origins = Origin.objects.count()
    answer = attach(desk, wire)
    assert answer.status_code == 302
    copies = list(wire.copies.order_by("pk"))
    assert [copy.outlet.name for copy in copies] == ["The Daily One", "Two News", "Three | Online"]
    assert copies[1].outlet == two
    assert {copy.title for copy in copies} == {"Bridge to open"}
    for copy in copies:
        carried = copy.appearances.order_by("claim")
        assert {one.claim.statement for one in carried} == {
            "The bridge will open in May.",
            "The bridge cost twice the plan.",
        }
        for one in carried:
            first = wire.appearances.filter(claim=one.claim).order_by("pk").first()
            assert [(step.words, step.origin) for step in one.attributions.order_by("position")] == [
                (step.words, step.origin) for step in first.attributions.order_by("position")
            ]
    assert Origin.objects.count() == origins
    verify()


def test_a_public_claim_gets_one_revision_however_many_copies_and_a_draft_none(desk, wire):
    claim = Claim.objects.get(statement="The bridge will open in May.")
    before = Revision.objects.filter(kind="claim").count()
    attach(desk, wire)
    changes = Revision.objects.filter(kind="claim").order_by("sequence")[before:]
    assert [(one.subject, one.change) for one in changes] == [(claim.pk, "appeared")]


def test_the_button_says_that_it_publishes_where_a_public_claim_is_carried(desk, wire):
    assert "Save and publish" in desk.get(reverse("article_copies", args=[wire.pk])).content.decode()
    article = ArticleFactory.create()
    ran(DraftFactory.create(), article)
    assert "Save and publish" not in desk.get(reverse("article_copies", args=[article.pk])).content.decode()


def test_an_outlet_that_is_new_in_two_lines_is_made_once(desk, wire):
    attach(desk, wire, "https://one.example/a New Daily\nhttps://two.example/b new daily")
    assert Outlet.objects.get(name="New Daily").articles.count() == 2


def test_an_address_of_no_known_site_has_an_unknown_publisher(desk, wire):
    OutletFactory.create(name="A", url="https://same.example/")
    OutletFactory.create(name="B", url="https://www.same.example/")
    attach(desk, wire, "https://same.example/1\nhttps://sub.same.example/2")
    assert [copy.outlet for copy in wire.copies.all()] == [None, None]


@pytest.mark.parametrize(
    ("addresses", "reason"),
    [
        ("https://one.example/a\nnot-an-address", "Line 2: This is not an address"),
        ("https://one.example/a\njavascript:alert(1) Evil", "Line 2: This is not an address"),
        ("https://one.example/a\n\nhttps://one.example/a", "Line 3: This address stands above already."),
        ("https://one.example/a\nhttp://www.one.example/a/", "Line 2: This address stands above already."),
        ("https://one.example/a#top\nhttps://ONE.example/a?utm_source=x", "Line 2: This address stands above already."),
        ("https://known.example/story", "Line 1: Already on record: “Known”. Tick below that it is a copy"),
        ("http://known.example/story/?utm_source=x", "Line 1: Already on record: “Known”. Tick below that it is a"),
        ("https://one.example/a Twice", "Line 1: Several have this name."),
        ("https://one.example/" + "x" * 1000, "Line 1: This address is too long."),
        ("\n".join(f"https://one.example/{number}" for number in range(101)), "These are more than 100 at once."),
        ("", "This field is required."),
        ("https://one.example/a " + "x" * 300, "Line 1: "),
        ("https://[::1/a", "Line 1: This is not an address"),
        ("—", "Line 1: This is not an address"),
        ("https://one.example/a https://two.example/b", "Line 1: More than one address stands in this line."),
        ("https://one.example/a The One, http://two.example/b", "Line 1: More than one address stands in this line."),
    ],
)
def test_all_or_none_is_taken_and_each_bad_line_is_named(desk, wire, addresses, reason):
    ArticleFactory.create(title="Known", url="https://known.example/story")
    OutletFactory.create(name="Twice")
    OutletFactory.create(name="Twice")
    before = (Article.objects.count(), Outlet.objects.count(), Revision.objects.count())
    answer = attach(desk, wire, addresses)
    assert answer.status_code == 422
    assert reason in answer.content.decode().replace("&#x27;", "'")
    assert (Article.objects.count(), Outlet.objects.count(), Revision.objects.count()) == before


def test_a_copy_is_kept_without_what_its_address_says_of_the_way_there(desk, wire):
    attach(desk, wire, "https://One.example/a?id=1&utm_source=x#top")
    assert wire.copies.get().url == "https://one.example/a?id=1"


@pytest.mark.parametrize(
    ("line", "url", "name"),
    [
        ("https://one.example/story-", "https://one.example/story-", None),
        ("https://one.example/story- The One", "https://one.example/story-", "The One"),
        ("https://one.example/story – The One —", "https://one.example/story", "The One"),
        ("- https://one.example/story, The-One", "https://one.example/story", "The-One"),
        ("–https://one.example/story; | The One", "https://one.example/story", "The One"),
    ],
)
def test_a_dash_between_an_address_and_its_outlet_belongs_to_neither_and_one_of_the_address_stays(
    desk, wire, line, url, name
):
    attach(desk, wire, line)
    copy = wire.copies.get()
    assert (copy.url, copy.outlet and copy.outlet.name) == (url, name)


def test_an_article_whose_address_was_kept_whole_is_known_by_it(desk, wire, editor):
    known = ArticleFactory.create(title="Known")
    kept = "https://Known.example/story?utm_source=mail#top"
    Article.objects.filter(pk=known.pk).update(url=kept)
    with pytest.raises(ValidationError, match="of this address is on record already"):
        attach_copies(wire, copies=[Copy(url=kept, outlet=None)], by=editor)

    assert "Line 1: Already on record: “Known”." in attach(desk, wire, kept).content.decode()
    attach(desk, wire, kept, known="on")
    assert wire.copies.get() == known
    assert wire.copies.get().url == kept


def test_what_was_taken_in_meanwhile_under_another_spelling_of_the_address_is_not_taken_in_again(wire, editor):
    ArticleFactory.create(url="https://known.example/story")
    copy = Copy(url="http://www.known.example/story/", outlet=None)
    with pytest.raises(ValidationError, match="of this address is on record already"):
        attach_copies(wire, copies=[copy], by=editor)


def test_an_article_on_record_becomes_a_copy_once_the_editor_says_so_and_keeps_what_it_carries(desk, wire):
    known = ArticleFactory.create(title="Bridge soon", url="https://known.example/story")
    own = ran(Claim.objects.get(statement="The bridge will open in May."), known)
    addresses = "https://known.example/story\nhttps://one.example/story"
    asked = attach(desk, wire, addresses)
    assert "Make copies of those on record already, too" in asked.content.decode()

    attach(desk, wire, addresses, known="on")

    known.refresh_from_db()
    assert (known.copy_of, known.title, known.head.change) == (wire, "Bridge soon", "updated")
    carried = known.appearances.order_by("pk")
    assert [one.claim.statement for one in carried] == [
        "The bridge will open in May.",
        "The bridge cost twice the plan.",
    ]
    assert carried[0] == own
    assert wire.copies.count() == 2
    verify()


@pytest.mark.parametrize("known", [{}, {"known": "on"}])
@pytest.mark.parametrize(
    ("outlet", "typed", "there"),
    [
        ("The Gazette", "A new outlet", "The Gazette"),
        ("The Gazette", "The Wire", "The Gazette"),
        ("", "Any", "unknown"),
    ],
)
def test_an_outlet_typed_beside_an_article_on_record_is_not_dropped_unseen(desk, wire, known, outlet, typed, there):
    its = OutletFactory.create(name=outlet) if outlet else None
    article = ArticleFactory.create(url="https://known.example/", outlet=its)
    outlets = Outlet.objects.count()

    answer = attach(desk, wire, f"https://one.example/\nhttps://known.example/ {typed}", **known)

    assert answer.status_code == 422
    assert f"Line 2: Already on record: “{article.title}”. Its outlet there is {there}" in answer.content.decode()
    assert (Outlet.objects.count(), wire.copies.count()) == (outlets, 0)


def test_the_outlet_that_an_article_on_record_has_may_be_typed_beside_its_address(desk, wire):
    article = ArticleFactory.create(url="https://known.example/", outlet=OutletFactory.create(name="The Gazette"))
    OutletFactory.create(name="Another", url="https://known.example/")
    attach(desk, wire, "https://known.example/ the gazette", known="on")
    article.refresh_from_db()
    assert (article.copy_of, article.outlet.name) == (wire, "The Gazette")


@pytest.mark.parametrize(
    ("which", "reason"),
    [
        ("itself", "An article cannot be a copy of itself."),
        ("again", "It is a copy of this article already."),
        ("of another", "It is a copy of “Another wire”."),
        ("an original", "It has copies of its own."),
    ],
)
def test_what_cannot_be_a_copy_is_refused_and_says_why(desk, wire, which, reason):
    another = ArticleFactory.create(title="Another wire", url="https://another.example/")
    attach(desk, another, "https://copy.example/")
    attach(desk, wire, "https://mine.example/")
    Article.objects.filter(pk=wire.pk).update(url="https://wire.example/")
    addresses = {
        "itself": "https://wire.example/",
        "again": "https://mine.example/",
        "of another": "https://copy.example/",
        "an original": "https://another.example/",
    }

    answer = attach(desk, wire, addresses[which], known="on")

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert wire.copies.count() == 1


def test_a_public_article_is_no_copy_of_one_that_nobody_outside_knows(desk):
    private = ArticleFactory.create(title="Wire")
    public = ran(ClaimFactory.create(), ArticleFactory.create(url="https://known.example/story")).article

    answer = attach(desk, private, "https://known.example/story", known="on")

    public.refresh_from_db()
    assert answer.status_code == 422
    assert "publish a claim from that first" in answer.content.decode()
    assert public.copy_of is None


@pytest.mark.parametrize("also", [True, False])
def test_a_passage_lifted_later_goes_to_the_copies_where_the_editor_leaves_it_so(desk, wire, also):
    attach(desk, wire)
    page = desk.get(reverse("article_desk", args=[wire.pk]))
    assert page.context["form"]["with_copies"].value() is True
    assert "Also in the 3 copies of it" in page.content.decode()
    data = {"once": uuid4(), "passage": "The Kremlin has dismissed the reports", "stance": "reports"}
    data |= {"statement": "The Kremlin dismissed it.", "words_1": "the Kremlin", "publish": "on"}
    data |= {"asked_copies": page.context["form"]["asked_copies"].value()}

    desk.post(reverse("article_desk", args=[wire.pk]), data | ({"with_copies": "on"} if also else {}))

    claim = Claim.objects.get(statement="The Kremlin dismissed it.")
    carrying = [one.article.copy_of for one in claim.appearances.order_by("pk")]
    assert carrying == ([None, wire, wire, wire] if also else [None])
    assert {step.words for one in claim.appearances.all() for step in one.attributions.all()} == {"the Kremlin"}
    verify()


@pytest.mark.parametrize("page", ["article_desk", "appearance_new"])
def test_copies_attached_since_the_form_was_shown_carry_the_passage_too_and_that_is_said(desk, wire, page):
    claim = ClaimFactory.create()
    from_the_claim = f"{reverse('appearance_new', args=[claim.pk])}?article={wire.pk}"
    address, said = {
        "article_desk": (reverse("article_desk", args=[wire.pk]), {"claim": claim.pk, "publish": "on"}),
        "appearance_new": (from_the_claim, {"standing": "not_known"}),
    }[page]
    data = {"once": uuid4(), "stance": "reports", **said, **as_shown(claim)}
    attach(desk, wire)

    refused = desk.post(address, data | {"passage": "Words that stand nowhere in it"})
    assert refused.status_code == 422
    assert refused.context["form"]["with_copies"].value() is True
    assert 'name="asked_copies" value="on"' in refused.content.decode()
    if page == "article_desk":
        looked = desk.post(address, {"look": "1", "find": "bridge"})
        assert looked.context["form"]["with_copies"].value() is True
        left_out = desk.post(address, {"look": "1", "find": "bridge", "asked_copies": "on"})
        assert not left_out.context["form"]["with_copies"].value()

    saved = desk.post(address, data | {"passage": "The Kremlin has dismissed the reports"}, follow=True)

    assert [one.article.copy_of for one in claim.appearances.order_by("pk")] == [None, wire, wire, wire]
    assert "Copies of this text were attached meanwhile." in saved.content.decode()
    verify()


def test_a_second_passage_of_a_claim_does_not_go_to_the_copies_twice(desk, wire):
    attach(desk, wire)
    claim = Claim.objects.get(statement="The bridge will open in May.")
    before = claim.appearances.count()
    data = {"once": uuid4(), "passage": "The Kremlin has dismissed the reports", "stance": "reports"}

    desk.post(
        f"{reverse('appearance_new', args=[claim.pk])}?article={wire.pk}",
        data | {"standing": "not_known", "with_copies": "on"} | as_shown(claim),
    )

    assert claim.appearances.count() == before + 1


def test_only_an_article_with_copies_asks_about_them(desk, wire):
    assert "with_copies" not in desk.get(reverse("article_desk", args=[wire.pk])).content.decode()


def test_a_form_sent_twice_attaches_once(desk, wire):
    once = uuid4()
    first, second = attach(desk, wire, once=once), attach(desk, wire, once=once)
    assert first.headers["Location"] == second.headers["Location"]
    assert wire.copies.count() == 3


def test_the_page_that_follows_says_how_many_were_attached(desk, wire):
    page = desk.get(attach(desk, wire).headers["Location"]).content.decode()

    assert "3 copies are attached." in page


def test_a_copy_has_no_copies_of_its_own(desk, wire):
    attach(desk, wire)
    copy = wire.copies.first()
    page = desk.get(reverse("article_copies", args=[copy.pk])).content.decode()
    assert "This is a copy itself" in page
    assert attach(desk, copy, "https://four.example/").status_code == 422
    assert not copy.copies.exists()


def test_claims_withdrawn_or_taken_back_are_not_carried(desk, wire):
    claim = ClaimFactory.create(statement="A claim withdrawn.")
    ran(claim, wire, words="Officials would not be drawn")
    withdrawn(claim)
    wire.appearances.filter(claim__statement="The bridge cost twice the plan.").update(retraction="Wrong.")
    attach(desk, wire)
    assert {one.claim.statement for one in wire.copies.first().appearances.all()} == {"The bridge will open in May."}


def test_readers_see_copies_grouped_under_the_text_they_are_copies_of(desk, wire, client):
    attach(desk, wire)
    claim = Claim.objects.get(statement="The bridge will open in May.")
    page = client.get(reverse("claim_redirect", args=[claim.pk]), follow=True).content.decode()
    assert "And 3 copies of it" in page
    assert page.count('<li class="entry"') == 2
    page = client.get(reverse("article_redirect", args=[wire.pk]), follow=True).content.decode()
    assert "Copies" in page
    assert "The Daily One" in page
    copy = wire.copies.first()
    page = client.get(reverse("article_redirect", args=[copy.pk]), follow=True).content.decode()
    assert "Copy of" in page
    assert "The Wire" in page


def test_the_desk_says_of_what_an_article_is_a_copy_and_how_many_it_has(desk, wire):
    attach(desk, wire)
    assert "3 copies of this text" in desk.get(reverse("article_desk", args=[wire.pk])).content.decode()
    page = desk.get(reverse("article_desk", args=[wire.copies.first().pk])).content.decode()
    assert "Copy of" in page
    assert "3 copies on record" in desk.get(reverse("article_copies", args=[wire.pk])).content.decode()


def test_the_document_of_a_copy_says_so_and_others_are_as_before(desk, wire):
    attach(desk, wire)
    copy = wire.copies.first()
    assert reader.articles([copy.pk])[copy.pk].copy_of == wire.pk
    assert reader.articles([wire.pk])[wire.pk].copy_of is None
    assert "copy_of" not in parse(unpack(wire.head.document.body))
    Article.objects.filter(pk=copy.pk).update(copy_of=None)
    with pytest.raises(BrokenRecord, match="copy_of"):
        verify()


def test_ten_more_copies_cost_the_pages_no_more_queries(desk, wire, client):
    attach(desk, wire, "https://a.example/")
    claim = Claim.objects.get(statement="The bridge will open in May.")
    paths = [
        reverse("article_copies", args=[wire.pk]),
        reverse("article_desk", args=[wire.pk]),
        client.get(reverse("article_redirect", args=[wire.pk])).headers["Location"],
        client.get(reverse("claim_redirect", args=[claim.pk])).headers["Location"],
    ]

    def queries() -> list[int]:
        counted = []
        for path in paths:
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(path).status_code == 200
            counted.append(len(captured))
        return counted

    few = queries()
    attach(desk, wire, "\n".join(f"https://{number}.example/" for number in range(10)))
    assert queries() == few
