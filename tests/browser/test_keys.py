"""When a letter is a key: by one rule on every page of the desk, whatever the browser keeps and whoever is typing."""

from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.looks import accessible, at_rest, violations

STORAGE_IS_BLOCKED = """const refused = { get() { throw new DOMException("The user refused.", "SecurityError"); } };
Object.defineProperties(window, { localStorage: refused, sessionStorage: refused });"""
# As a browser says it of the Enter that ends the writing of a word by an input method.
ENTER_OF_A_COMPOSITION = """(field) => field.dispatchEvent(
  new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true }))"""


def test_letters_are_keys_where_the_browser_keeps_nothing_for_the_site(desk: Page, site: str, editor: User) -> None:
    factories.ClaimFactory.create()
    article = factories.ArticleFactory.create(text="The ferry stops in May.", by=editor)
    desk.add_init_script(STORAGE_IS_BLOCKED)
    desk.goto(f"{site}/desk/articles/{article.pk}/")
    at_rest(desk).keyboard.press("s")
    expect(desk.locator("#article-text")).to_be_focused()
    desk.goto(f"{site}/desk/")
    at_rest(desk).keyboard.press("?")
    desk.get_by_label("Use these keys").uncheck()
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    expect(desk.locator(".queue-row.current")).to_have_count(0)
    desk.get_by_role("button", name="Keys").click()
    desk.get_by_label("Use these keys").check()
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    expect(desk.locator(".queue-row.current")).to_have_count(1)


def test_the_keys_are_switched_off_on_a_page_gone_back_to_where_the_browser_keeps_nothing(
    desk: Page, site: str
) -> None:
    claim = factories.ClaimFactory.create()
    desk.add_init_script(STORAGE_IS_BLOCKED)
    desk.goto(f"{site}/desk/")
    desk.locator(".queue-row a.statement").click()
    expect(desk).to_have_url(f"{site}/desk/claims/{claim.pk}/")
    desk.go_back()
    at_rest(desk).keyboard.press("?")
    desk.get_by_label("Use these keys").uncheck()
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    expect(desk.locator(".queue-row.current")).to_have_count(0)


def test_the_list_of_keys_opens_at_its_title_and_space_switches_nothing_off(desk: Page, site: str) -> None:
    desk.set_viewport_size({"width": 1440, "height": 900})
    desk.goto(f"{site}/desk/")
    at_rest(desk).keyboard.press("?")
    title = desk.get_by_role("heading", name="Keys")
    expect(title).to_be_focused()
    expect(title).to_be_in_viewport()
    desk.keyboard.press("Space")
    expect(desk.get_by_label("Use these keys")).to_be_checked()


def test_where_the_keys_are_off_the_way_back_is_said(desk: Page, site: str) -> None:
    factories.ClaimFactory.create()
    desk.goto(f"{site}/desk/")
    at_rest(desk).keyboard.press("?")
    desk.get_by_label("Use these keys").uncheck()
    expect(desk.locator("#keys-said")).to_contain_text("leads back here, to switch them on again.")
    accessible(desk)
    desk.keyboard.press("Escape")
    desk.reload()
    button = at_rest(desk).get_by_role("button", name="Keys off")
    assert violations(desk) == []
    button.click()
    expect(desk.locator("#keys-said")).to_contain_text("leads back here")
    desk.get_by_label("Use these keys").check()
    expect(desk.locator("#keys-said")).to_be_empty()
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    expect(desk.locator(".queue-row.current")).to_have_count(1)


def test_the_keys_of_an_article_are_switched_off_with_the_others(desk: Page, site: str, editor: User) -> None:
    article = factories.ArticleFactory.create(text="The ferry stops in May.", by=editor)
    desk.goto(f"{site}/desk/articles/{article.pk}/")
    at_rest(desk).keyboard.press("?")
    desk.get_by_label("Use these keys").uncheck()
    desk.keyboard.press("Escape")
    desk.keyboard.press("s")
    desk.keyboard.press("r")
    expect(desk.locator("#article-text")).not_to_be_focused()
    expect(desk).to_have_url(f"{site}/desk/articles/{article.pk}/")


def test_enter_that_ends_a_word_of_an_input_method_does_not_search(desk: Page, site: str, editor: User) -> None:
    article = factories.ArticleFactory.create(text="The ferry stops in May.", by=editor)
    desk.goto(f"{site}/desk/articles/{article.pk}/")
    search = at_rest(desk).get_by_label("find a claim on record")
    search.fill("渡轮")
    assert search.evaluate(ENTER_OF_A_COMPOSITION)
    search.press("Enter")
    expect(desk.get_by_text("No claim on the desk has these words.")).to_be_visible()


def test_enter_finds_another_claim_to_merge_into(desk: Page, site: str) -> None:
    """Where the first choice was withdrawn while the reason was typed."""
    claim = factories.ClaimFactory.create(statement="The ferry stops in May.")
    first, second = [
        factories.ClaimFactory.create(statement=f"The ferry stops in {month}.") for month in ("June", "July")
    ]
    desk.goto(f"{site}/desk/claims/{claim.pk}/merge/?into={first.pk}")
    desk.get_by_label("Reason").fill("Twice on record.")
    factories.withdrawn(first)
    desk.get_by_role("button", name="Merge into").click()
    at_rest(desk).locator("#choose [name=q]").fill("July")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name=second.statement)).to_be_visible()
    expect(desk.get_by_label("Reason")).to_have_value("Twice on record.")


def test_the_keys_of_an_article_are_listed(desk: Page, site: str, editor: User) -> None:
    article = factories.ArticleFactory.create(text="The ferry stops in May.", by=editor)
    desk.goto(f"{site}/desk/articles/{article.pk}/")
    at_rest(desk).keyboard.press("?")
    listed = desk.locator("#keys kbd").all_text_contents()
    on_the_page = desk.locator("[data-key]").evaluate_all("(all) => all.map((one) => one.dataset.key)")
    assert on_the_page
    assert {*on_the_page, "↓", "↑", "⏎", "Ctrl ⏎"} <= set(listed)
