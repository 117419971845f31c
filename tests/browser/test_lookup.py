"""Finding what is on record while typing: by keys, by mouse, by touch, and without script."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from claims import workflow
from claims.models import Appearance
from claims.vocabulary import OriginKind
from tests import factories
from tests.browser.looks import accessible, at_rest


def options(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def check(page: Page) -> None:
    """Nothing wrong in either scheme, the list left open as it is."""
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        accessible(page, scheme)


@pytest.fixture
def outlets(site: str) -> None:
    for name in ("Süddeutsche Zeitung", "The Gazette", "The Guardian"):
        factories.OutletFactory.create(name=name)


def test_a_name_is_chosen_by_keys_and_the_form_is_not_sent(desk: Page, site: str, outlets: None) -> None:
    desk.goto(f"{site}/desk/articles/new/")
    field = desk.get_by_role("combobox", name="Outlet")
    field.press_sequentially("the")
    expect(options(desk)).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(desk.get_by_role("status").last).to_have_text("2 found.")
    check(desk)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    expect(options(desk).nth(1)).to_have_attribute("aria-selected", "true")
    active = options(desk).nth(1).get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", str(active))
    desk.keyboard.press("Enter")
    expect(field).to_have_value("The Gazette")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(desk.get_by_role("listbox")).to_have_count(0)
    assert desk.url.endswith("/desk/articles/new/")
    check(desk)


def test_accents_and_case_do_not_count(desk: Page, site: str, outlets: None) -> None:
    desk.goto(f"{site}/desk/articles/new/")
    desk.get_by_role("combobox", name="Outlet").press_sequentially("SUDD")
    expect(options(desk)).to_have_text(["Süddeutsche Zeitung"])


def test_enter_belongs_to_the_form_where_no_option_is_active(desk: Page, site: str, outlets: None) -> None:
    desk.goto(f"{site}/desk/articles/new/")
    field = desk.get_by_role("combobox", name="Outlet")
    field.press_sequentially("the gazette")
    expect(options(desk)).to_have_count(1)
    with desk.expect_response(lambda response: response.request.method == "POST") as answered:
        desk.keyboard.press("Enter")
    assert answered.value.status == 422
    field = desk.get_by_role("combobox", name="Outlet")
    expect(field).to_have_value("the gazette")


def test_escape_closes_the_list_and_leaves_the_words(desk: Page, site: str, outlets: None) -> None:
    desk.goto(f"{site}/desk/articles/new/")
    field = desk.get_by_role("combobox", name="Outlet")
    field.press_sequentially("the")
    expect(options(desk)).to_have_count(2)
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("the")
    desk.keyboard.press("ArrowDown")
    expect(options(desk).first).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("the")


def test_an_answer_that_was_overtaken_is_not_shown(desk: Page, site: str, outlets: None) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    desk.route("**/desk/lookups/outlets/?q=the", hold)
    desk.goto(f"{site}/desk/articles/new/")
    field = desk.get_by_role("combobox", name="Outlet")
    with desk.expect_request("**/desk/lookups/outlets/?q=the"):
        field.fill("the")
    with desk.expect_event("requestfailed", lambda request: request.url.endswith("q=the")):
        field.fill("the gua")
    expect(options(desk)).to_have_text(["The Guardian"])
    assert len(held) == 1


def test_a_server_that_does_not_answer_leaves_an_ordinary_field(desk: Page, site: str, outlets: None) -> None:
    desk.route("**/desk/lookups/**", lambda route: route.fulfill(status=503))
    desk.goto(f"{site}/desk/articles/new/")
    field = desk.get_by_role("combobox", name="Outlet")
    with desk.expect_response("**/desk/lookups/**"):
        field.fill("The Gazette")
    expect(field).to_have_value("The Gazette")
    expect(field).to_have_attribute("aria-expanded", "false")


def test_a_claim_is_chosen_while_lifting_and_again_in_the_fragment_that_comes_back(desk: Page, site: str) -> None:
    article = factories.ArticleFactory.create()
    ferry = factories.ClaimFactory.create(statement="The ferry will stop in May.")
    bridge = factories.ClaimFactory.create(statement="The bridge will open in May.")
    desk.goto(f"{site}/desk/articles/{article.pk}/")
    for words, claim in (("ferry", ferry), ("bri op", bridge)):
        field = desk.get_by_role("combobox", name="Or find a claim on record")
        field.fill(words)
        expect(options(desk)).to_have_count(1)
        expect(options(desk)).to_contain_text("Open")
        check(desk)
        desk.keyboard.press("ArrowDown")
        desk.keyboard.press("Enter")
        expect(desk.locator(f"#panel input[name=claim][value='{claim.pk}']")).to_be_checked()
        at_rest(desk)


@pytest.fixture
def source(site: str) -> Appearance:
    credits = [workflow.Credit(words="two people in the harbour office", kind=OriginKind.ANONYMOUS, people=2)]
    return factories.ran(factories.ClaimFactory.create(), credits=credits)


def test_a_source_is_ticked_by_touch_at_320_pixels(phone: Page, site: str, source: Appearance) -> None:
    page = phone
    article = factories.ArticleFactory.create()
    factories.ran(
        factories.ClaimFactory.create(), credits=[workflow.Credit(words="a leaflet", kind=OriginKind.DOCUMENT)]
    )
    page.goto(f"{site}/desk/articles/{article.pk}/")
    field = page.get_by_role("combobox", name="Same first known source as")
    field.tap()
    expect(options(page)).to_have_count(2)
    field.press_sequentially("harb")
    # Only now what stood there for nothing typed has gone.
    expect(options(page)).to_have_count(1)
    expect(options(page)).to_contain_text("2 people")
    box = page.locator(".lookup-popup").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth <= 320")
    options(page).first.tap()
    expect(page.get_by_role("radio", name="two people in the harbour office")).to_be_checked()
    expect(field).to_have_value("")


def test_without_script_a_name_is_typed_and_offered_by_the_browser(
    without_script: Page, site: str, outlets: None
) -> None:
    page = without_script
    page.goto(f"{site}/desk/articles/new/")
    field = page.get_by_label("Outlet")
    names = page.locator(f"#{field.get_attribute('list')} option")
    assert [name.get_attribute("value") for name in names.all()] == [
        "Süddeutsche Zeitung",
        "The Gazette",
        "The Guardian",
    ]
