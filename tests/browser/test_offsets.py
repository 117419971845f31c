"""Places in a text as Chromium counts them: selected in the page, kept in the database, marked in the page again."""

import re

import pytest
from playwright.sync_api import Page, expect

from claims.models import Appearance
from claims.passages import Span
from tests.browser.looks import arrived, reads
from tests.hard_texts import INJECTED, Hard, hard_articles

# The text of the page from its beginning, and the places of a selection in it, both in UTF-16 units.
SELECT = """([start, end]) => {
  const paragraphs = [...document.querySelectorAll("#article-text p[data-start]")];
  const point = (place, isEnd) => {
    const begins = (one) => Number(one.dataset.start);
    const paragraph = paragraphs.findLast((one) => begins(one) < place || (!isEnd && begins(one) === place));
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let left = place - begins(paragraph);
    let node = walker.nextNode();
    while (left > node.length || (!isEnd && left === node.length)) { left -= node.length; node = walker.nextNode(); }
    return [node, left];
  };
  document.getSelection().setBaseAndExtent(...point(start, false), ...point(end, true));
  return document.getSelection().toString();
}"""


def units(text: str, span: Span) -> list[int]:
    return [len(text[:place].encode("utf-16-le")) // 2 for place in span]


def paste(desk: Page, site: str, article: Hard) -> None:
    desk.goto(f"{site}/desk/articles/new/")
    desk.locator("[name=title]").fill(article.title)
    desk.locator("[name=text]").fill(article.pasted)
    desk.get_by_label("Keep every line as pasted").check()
    desk.get_by_role("button", name="Take it in").click()
    arrived(desk, re.compile(r"/desk/articles/\d+/"))


@pytest.mark.parametrize("kind", INJECTED)
def test_a_selection_of_hard_text_is_kept_and_marked_exactly(desk: Page, site: str, kind: str) -> None:
    article = next(one for one in hard_articles(kind, every=11, first=5) if len(one.spans) > 3)
    paste(desk, site, article)
    inside = [span for span in article.spans if "\n" not in article.stored[span.start : span.end]][:3]
    for number, span in enumerate(inside, start=1):
        words = article.stored[span.start : span.end]
        assert desk.evaluate(SELECT, units(article.stored, span)) == words
        expect(desk.locator("#panel [name=passage]")).to_have_value(words)
        desk.locator("#panel [name=statement]").fill(f"Claim {number}.")
        desk.get_by_role("button", name="Save draft").click()
        expect(desk.locator("#article-claims li")).to_have_count(number)
        appearance = Appearance.objects.latest("pk")
        assert (appearance.exact, appearance.start) == (words, span.start)
        reads(desk, f"mark[data-passages~='passage-{appearance.pk}']", words)
