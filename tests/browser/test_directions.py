"""Words of any direction stand where they belong on a page of the other direction, in a real browser."""

import pytest
from playwright.sync_api import Page

from tests.factories import ArticleFactory, ClaimFactory, OutletFactory, denied, ran

ARABIC = "وزارة النقل وقعت عقد الجسر قبل المناقصة"
#: Where the text of the first element found lies: the left edge of all of it, and of its last character.
EDGES = """element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const whole = range.getBoundingClientRect();
  const last = [...element.childNodes].at(-1);
  range.setStart(last, last.length - 1);
  range.setEnd(last, last.length);
  return [whole.left, whole.right, range.getBoundingClientRect().left];
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_an_article_stands_beside_its_publisher_whatever_its_title(reader: Page, site: str, width: int) -> None:
    claim = ClaimFactory.create()
    ran(claim, ArticleFactory.create(title=ARABIC, language="ar", outlet=OutletFactory.create(name="Weekly")))
    reader.set_viewport_size({"width": width, "height": 900})
    reader.goto(f"{site}/claims/{claim.pk}/")

    [title, _right, _last] = reader.locator(".chain > li .chain-name").first.evaluate(EDGES)
    publisher = reader.locator(".chain > li .chain-meta").first.bounding_box()

    assert publisher is not None
    assert abs(title - publisher["x"]) < 12


def test_the_mark_after_quoted_words_stands_after_them(reader: Page, site: str) -> None:
    claim = denied(words="It was \u202enever so")
    reader.goto(f"{site}/claims/{claim.pk}/")

    [_left, right, last] = reader.locator(".quotation p").first.evaluate(EDGES)

    assert last > right - 20
