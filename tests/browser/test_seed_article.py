"""The whole line: an article pasted, claims lifted, a response recorded, a mark made, and a reader sees why."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from claims.models import Article, Claim, Revision
from claims.record.verify import verify
from tests.browser.conftest import sign_in
from tests.browser.looks import arrived, at_rest
from tests.seed import seed_article

pytestmark = pytest.mark.on_each

TALKS = (
    "Vladimir Putin signalled to senior US officials in December 2023 that he was open to talks on ending the war.",
    "Putin had subtly communicated to senior U.S. officials",
    [("Bloomberg", "Bloomberg"), ("two unnamed sources linked to the Kremlin", "")],
    ("anonymous", "2"),
)
CEASEFIRE = (
    "Vladimir Putin has signalled interest in a ceasefire since September 2023.",
    "Putin's possible inclination towards a ceasefire since September",
    [("U.S. media outlets", "")],
    ("not_said", ""),
)
FIVE_YEARS = (
    "Vladimir Putin told Xi Jinping that he planned for the invasion to last five years.",
    "Putin informed Chinese President Xi Jinping of his plans for the invasion to persist for five years.",
    [("Nikkei", "Nikkei"), ("anonymous sources familiar with Russian-Chinese diplomatic activities", "")],
    ("anonymous", ""),
)

SELECT = """(words) => {
  for (const paragraph of document.querySelectorAll("#article-text p[data-start]")) {
    const at = paragraph.textContent.indexOf(words);
    if (at < 0) continue;
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let seen = 0;
    let begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const next = seen + node.length;
      if (!begun && at < next) { range.setStart(node, at - seen); begun = true; }
      if (begun && at + words.length <= next) { range.setEnd(node, at + words.length - seen); break; }
      seen = next;
    }
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    return true;
  }
  return false;
}"""


def paste_article(desk: Page, site: str) -> None:
    title, byline, date, text = seed_article()
    desk.goto(f"{site}/desk/")
    desk.get_by_role("link", name="New article").first.click()
    desk.get_by_label("Title").fill(title)
    desk.get_by_label("Byline").fill(byline)
    desk.get_by_label("Date as printed").fill(date)
    desk.get_by_label("Text").fill(text)
    desk.get_by_role("button", name="Take it in").click()
    arrived(desk, re.compile(r"/desk/articles/\d+/"))
    expect(desk.get_by_role("heading", level=1)).to_have_text(title)


def lift_claim(desk: Page, statement: str, words: str, chain: list[tuple[str, str]], source: tuple[str, str]) -> None:
    assert desk.evaluate(SELECT, words), f"not in the text: {words}"
    panel = desk.locator("#panel")
    expect(panel.locator("[name=passage]")).to_have_value(words)
    panel.locator("[name=statement]").fill(statement)
    for number, (credited, outlet) in enumerate(chain, start=1):
        panel.locator(f"[name=words_{number}]").fill(credited)
        panel.locator(f"[name=outlet_{number}]").fill(outlet)
    kind, people = source
    panel.locator("[name=source_kind]").select_option(kind)
    panel.locator("[name=people]").fill(people)
    panel.get_by_role("button", name="Save draft").click()
    expect(desk.locator("#article-claims")).to_contain_text(statement)
    expect(panel.locator("[name=statement]")).to_have_value("")


def record_denial(desk: Page, article: Article, claim: Claim) -> None:
    desk.get_by_role("link", name="Record a response reported by this article").click()
    arrived(desk, re.compile("/responses/new/"))
    desk.locator("[name=speaker]").fill("Dmitry Peskov")
    desk.locator("[name=speaker_kind]").select_option("person")
    desk.get_by_label("Role at that time").fill("Kremlin spokesman")
    desk.get_by_label("Speaking for").fill("Kremlin")
    desk.get_by_label("In short lines").fill("the Kremlin’s spokesman")
    desk.get_by_label("Words exactly as said").fill("completely untrue")
    desk.locator("[name=said_at]").fill("26 January 2024")
    desk.get_by_label("Channel in detail").fill("Telegram")
    expect(desk.locator("[name=heard][value=reported]")).to_be_checked()
    expect(desk.locator(f"[name=reported_by][value='{article.pk}']")).to_be_checked()
    save_response(desk, claim, "denies")


def save_response(desk: Page, claim: Claim, kind: str) -> None:
    desk.locator(f"[name=answer-{claim.pk}-kind]").select_option(kind)
    desk.locator(f"[name=answer-{claim.pk}-position]").select_option("involved")
    desk.locator("[name=channel]").select_option("social")
    desk.locator(".response-form .form-actions .button-primary").click()
    expect(desk).not_to_have_url(re.compile("/responses/new/"))
    at_rest(desk)


def mark(desk: Page, status: str) -> None:
    """On the mark form: the reason is there already."""
    desk.locator(f"input[name=status][value={status}]").check()
    expect(desk.locator("[name=reason]")).to_have_value(re.compile(f"^{status.capitalize()} by Dmitry Peskov"))
    desk.get_by_role("button", name=f"Mark {status}").click()
    # Not the reason in the form, which says so before anything is marked.
    expect(desk.get_by_text(re.compile(f"marked: {status.capitalize()} by")).first).to_be_visible()


def publish(desk: Page, site: str, claim: Claim) -> None:
    desk.goto(f"{site}/desk/claims/{claim.pk}/")
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.get_by_role("button", name="Publish", exact=True)).to_have_count(0)


def test_a_report_from_paste_to_a_public_explained_mark_that_changes(desk: Page, site: str, editor: User) -> None:
    paste_article(desk, site)
    article = Article.objects.get()
    for claim in (TALKS, CEASEFIRE, FIVE_YEARS):
        lift_claim(desk, *claim)
    talks, ceasefire, five_years = (Claim.objects.get(statement=claim[0]) for claim in (TALKS, CEASEFIRE, FIVE_YEARS))
    record_denial(desk, article, talks)
    desk.goto(f"{site}/desk/claims/{talks.pk}/mark/")
    mark(desk, "denied")
    for claim in (talks, ceasefire, five_years):
        publish(desk, site, claim)

    desk.context.clear_cookies()
    desk.goto(f"{site}/articles/{article.pk}/")
    expect(desk.locator("main")).to_contain_text("1 of 3 claims answered, in what is recorded here")
    expect(desk.locator("main mark").first).to_have_text(TALKS[1])
    desk.get_by_role("link", name=TALKS[0]).first.click()
    status_line = (
        "Denied by Dmitry Peskov, Kremlin spokesman, on 26 January 2024 (as reported by “Kremlin Refutes All Rumors”). "
        "Not independently verified by Onrecord."
    )
    expect(desk.locator(".status-line")).to_have_text(status_line)
    expect(desk.get_by_role("heading", level=1)).to_contain_text(f"Claim: {TALKS[0]}")
    expect(desk.locator("main")).to_contain_text("“completely untrue”")
    expect(desk.locator("main")).to_contain_text("two unnamed sources linked to the Kremlin")
    assert desk.context.cookies() == []
    expect(desk.locator("script")).to_have_count(0)
    denied_until = datetime.now(UTC)

    sign_in(desk, site, editor)
    desk.goto(f"{site}/desk/responses/new/?claim={talks.pk}")
    desk.locator("[name=speaker]").fill("Dmitry Peskov")
    desk.get_by_label("Role at that time").fill("Kremlin spokesman")
    desk.get_by_label("Words exactly as said").fill("The signal was given.")
    desk.locator("[name=said_at]").fill("March 2025")
    desk.locator("[name=heard][value=first_hand]").check()
    save_response(desk, talks, "confirms")
    desk.goto(f"{site}/desk/claims/{talks.pk}/mark/")
    mark(desk, "confirmed")

    talks.refresh_from_db()
    desk.goto(f"{site}/claims/{talks.pk}/")
    expect(desk.locator(".status-line")).to_have_text(
        "Confirmed by Dmitry Peskov, Kremlin spokesman, in March 2025, having denied it on 26 January 2024 "
        "(as reported by “Kremlin Refutes All Rumors”). Not independently verified by Onrecord."
    )
    history = desk.locator("section", has=desk.get_by_role("heading", name="History"))
    expect(history).to_contain_text("was denied")
    expect(history.locator("li")).to_have_count(3)
    desk.goto(f"{site}/claims/{talks.pk}/?as_of={denied_until.isoformat().replace('+00:00', 'Z')}")
    expect(desk.locator(".band")).to_contain_text("You are reading this claim as recorded on")
    expect(desk.locator(".status-line")).to_have_text(status_line)
    desk.goto(f"{site}/claims/{talks.pk}/revisions/3/")
    expect(desk.locator("main")).to_contain_text("Confirmed by")
    changes = list(Revision.objects.filter(kind="claim", subject=talks.pk).values_list("change", flat=True))
    assert changes == ["published", "answered", "marked"]
    verify()


def test_the_same_without_script(without_script: Page, site: str) -> None:
    """Pasted words are found in the text by the server; every step is a plain form."""
    desk = without_script
    paste_article(desk, site)
    desk.locator("[name=passage]").fill(TALKS[1])
    desk.locator("[name=statement]").fill(TALKS[0])
    desk.get_by_role("button", name="Save and publish").click()
    expect(desk.locator("#article-claims")).to_contain_text(TALKS[0])
    claim = Claim.objects.get()
    assert claim.is_public
    record_denial(desk, Article.objects.get(), claim)
    desk.goto(f"{site}/desk/claims/{claim.pk}/mark/")
    desk.locator("input[name=status][value=denied]").check()
    desk.get_by_role("button", name="Mark denied").click()
    expect(desk.get_by_text(re.compile("marked: Denied by")).first).to_be_visible()

    desk.goto(f"{site}/claims/{claim.pk}/")
    expect(desk.locator(".status-line")).to_contain_text(
        "Denied by Dmitry Peskov, Kremlin spokesman, on 26 January 2024"
    )
