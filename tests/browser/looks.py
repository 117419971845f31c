"""What every look at a page begins with, and what it finds wrong."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
RUNS_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SCHEMES: list[tuple[Any, Any]] = [("dark", NARROW), ("light", WIDE)]
AT_REST = """() => document.readyState === "complete"
  && !document.querySelector(".htmx-request, .htmx-settling, .htmx-swapping")"""
FOCUSED = "() => ![null, document.body].includes(document.activeElement)"
# Axe leaves empty style attributes behind, which a later swap would copy.
TIDY = "() => document.querySelectorAll('[style=\"\"]').forEach((element) => element.removeAttribute('style'))"


def at_rest(page: Page) -> Page:
    """The page, once it is there with its scripts and nothing is under way to it."""
    page.wait_for_function(AT_REST)
    return page


def arrived(page: Page, address: Any) -> None:
    """Wait for the page at `address` that a click or key led to, with its scripts: before that, keys do nothing."""
    page.wait_for_url(address)
    at_rest(page)


def reads(page: Page, selector: str, words: str) -> None:
    """Wait until what `selector` finds, put together, is `words`."""
    script = "([all, words]) => [...document.querySelectorAll(all)].map((one) => one.textContent).join('') === words"
    page.wait_for_function(script, arg=[selector, words])


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds, with the first places of each."""
    at_rest(page)
    found = Axe().run(page).response["violations"]
    page.evaluate(TIDY)
    return [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]


def accessible(page: Page, after: str = "") -> None:
    """Axe finds nothing, and the focus is not lost."""
    page.wait_for_function(FOCUSED)
    assert violations(page) == [], after


def nothing_wrong(page: Page, after: str = "") -> None:
    """The same in light and in dark, and nothing runs wide at 320 px."""
    at_rest(page)
    for scheme, size in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        accessible(page, f"{after}, {scheme}")
        assert page.evaluate(RUNS_WIDE) <= 0, f"{after}: wider than {size['width']} px"
