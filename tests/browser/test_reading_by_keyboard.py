"""A reader without a mouse: everything is reached, in the order of the page, and always seen to be reached."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import denied, full_claim

REACHED = """() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  const style = getComputedStyle(at);
  return {
    what: at.outerHTML.slice(0, 120),
    place: [...document.querySelectorAll('*')].indexOf(at),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""
REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
  .filter(one => one.type !== 'hidden' && one.checkVisibility()).length"""

PARTS_OF_A_DATE = 4


def walk(page: Page) -> list[dict]:
    """What Tab reaches, from the top of the page until it leaves the page again."""
    reached: list[dict] = []
    for _ in range(page.evaluate(REACHABLE) + PARTS_OF_A_DATE):
        page.keyboard.press("Tab")
        found = page.evaluate(REACHED)
        if "<body" in found["what"]:
            break
        # The parts of a date are stops of their own inside one field.
        if not (reached and reached[-1]["place"] == found["place"]):
            reached.append(found)
    return reached


@pytest.mark.parametrize("colours", ["light", "dark", "forced"])
@pytest.mark.parametrize("start", ["home", "claim"])
def test_tab_reaches_everything_in_order_and_shows_where_it_is(
    reader: Page, site: str, start: str, colours: str
) -> None:
    claim = full_claim()
    denied()
    reader.emulate_media(
        color_scheme="dark" if colours == "dark" else "light",
        forced_colors="active" if colours == "forced" else "none",
    )
    reader.goto(site + ("/" if start == "home" else f"/claims/{claim.pk}/{claim.slug}/"))

    reached = walk(reader)

    assert len(reached) > 12
    assert [one["what"] for one in reached if not one["outlined"]] == []
    assert [one["what"] for one in reached if not one["shown"]] == []
    places = [one["place"] for one in reached]
    assert places == sorted(places)
    assert reader.evaluate('document.querySelectorAll(\'[tabindex]:not([tabindex="0"], [tabindex="-1"])\').length') == 0


def test_the_first_stop_leads_past_the_masthead_to_the_content(reader: Page, site: str) -> None:
    reader.goto(f"{site}/")

    reader.keyboard.press("Tab")
    expect(reader.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    reader.keyboard.press("Enter")

    expect(reader.locator("main")).to_be_focused()


def test_shapes_are_drawn_in_forced_colours_and_on_paper_without_a_colour(reader: Page, site: str) -> None:
    denied()
    drawn = "getComputedStyle(document.querySelector('.claim-row .shape')).fill"
    word = "getComputedStyle(document.querySelector('.claim-row .statement')).color"

    reader.goto(f"{site}/claims/")
    assert reader.evaluate(drawn) == "rgb(178, 58, 0)"
    reader.emulate_media(media="print")
    assert reader.evaluate(drawn) == "rgb(0, 0, 0)"
    expect(reader.get_by_role("search")).to_be_hidden()
    expect(reader.get_by_role("navigation")).to_have_count(0)
    reader.emulate_media(media="screen", forced_colors="active", color_scheme="dark")
    assert reader.evaluate(drawn) == reader.evaluate("getComputedStyle(document.body).color")
    assert reader.evaluate(word)


@pytest.mark.parametrize("address", ["/", "/claims/", "/about/method/"])
def test_at_twice_the_size_of_type_nothing_runs_wide(reader: Page, site: str, address: str) -> None:
    full_claim()
    reader.set_viewport_size({"width": 640, "height": 800})
    reader.goto(site + address)

    reader.evaluate("document.documentElement.style.fontSize = '200%'")

    assert reader.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
