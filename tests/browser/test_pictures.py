"""Pictures and their place on the page, as a browser draws them: words stay in their boxes, and nothing moves."""

import pytest
from playwright.sync_api import Page

from claims import workflow
from claims.models import Claim
from tests.factories import ArticleFactory, ClaimFactory, OutletFactory, denied, ran
from tests.views.test_weight import forty_articles

# Sum of all layout shifts since the page began to load (https://wicg.github.io/layout-instability/).
SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  const observer = new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value));
  observer.observe({type: 'layout-shift', buffered: true});
  const frames = left => left ? requestAnimationFrame(() => frames(left - 1)) : setTimeout(() => resolve(sum));
  frames(5);
})"""
# Lines of words in shown pictures that leave their box, or in a picture drawn downwards the picture.
OUTSIDE = """() => [...document.querySelectorAll('svg.picture')].filter(svg => svg.checkVisibility()).flatMap(svg =>
  [...svg.querySelectorAll('g')].flatMap(box => {
    const rect = box.querySelector('rect').getBBox();
    const end = svg.classList.contains('picture-0') ? svg.viewBox.baseVal.width : rect.x + rect.width;
    return [...box.querySelectorAll('text')]
      .filter(text => text.getBBox().x + text.getBBox().width > end).map(text => text.textContent);
  }))"""
SHOWN = "document.querySelectorAll('svg.picture').values().filter(svg => svg.checkVisibility()).toArray().length"
RUNS_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Of letters in the shown picture, the size of the smallest, in CSS pixels as drawn.
SMALLEST = """() => Math.min(...[...document.querySelectorAll('svg.picture text')]
  .filter(text => text.checkVisibility())
  .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""


@pytest.fixture
def large(site: str) -> Claim:
    """A claim that ran in forty articles."""
    claim = denied()
    forty_articles(claim)
    return claim


@pytest.mark.parametrize("width", [320, 480, 768, 1024, 1280, 1440])
def test_forty_articles_are_readable_at_every_width(reader: Page, site: str, large: Claim, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 900})
    reader.goto(f"{site}/claims/{large.pk}/")

    assert reader.evaluate(SHOWN) == 1
    assert reader.evaluate(OUTSIDE) == []
    assert reader.evaluate(SMALLEST) >= 12.9
    assert reader.evaluate(RUNS_WIDE) == 0


def test_names_in_any_letters_stay_in_their_box(reader: Page, site: str) -> None:
    claim, wire = ClaimFactory(), OutletFactory(name="WIDE WORLD MAMMOTH MONITOR OF WOMEN AND MEN")
    names = [
        "Süddeutsche Rundschau am Sonntagmorgen und Abend",
        "Российская утренняя газета широкого распространения",
        "朝日新聞東京本社夕刊社会面と日曜版の特別号外",
        "الشرق الأوسط الجديد اليومية الصباحية المصورة",
        "mmmmwwwwmmmmwwwwmmmmwwwwmmmmwwwwmmmm",
    ]
    for number, name in enumerate(names):
        article = ArticleFactory(title=f"{name} {number}", outlet=OutletFactory(name=name) if number % 2 else None)
        ran(claim, article, credits=[workflow.Credit(words=name, outlet=wire)])
    for width in (320, 1440):
        reader.set_viewport_size({"width": width, "height": 900})
        reader.goto(f"{site}/claims/{claim.pk}/")
        assert reader.evaluate(SHOWN) == 1
        assert reader.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_moves_while_a_page_loads(reader: Page, site: str, large: Claim, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 900})
    for address in ("/", f"/claims/{large.pk}/"):
        reader.goto(site + address)
        assert reader.evaluate(SHIFT) == 0, address

    # The measure itself: something put above the text does move it.
    reader.evaluate("document.body.prepend(Object.assign(document.createElement('p'), {textContent: 'Above'}))")
    reader.wait_for_function(f"async () => await ({SHIFT})() > 0")


def test_the_picture_can_be_told_in_forced_colours_and_in_print(reader: Page, site: str, large: Claim) -> None:
    reader.set_viewport_size({"width": 1280, "height": 900})
    reader.emulate_media(forced_colors="active")
    reader.goto(f"{site}/claims/{large.pk}/")
    colours = """() => { const shown = [...document.querySelectorAll('svg.picture')].find(svg => svg.checkVisibility());
      return ['path', 'rect', 'text'].map(part => { const style = getComputedStyle(shown.querySelector(part));
        return part === 'text' ? style.fill : style.stroke }) }"""
    paper = reader.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    assert paper not in reader.evaluate(colours)
    reader.emulate_media(forced_colors="none", media="print")
    assert reader.evaluate(SHOWN) == 1
