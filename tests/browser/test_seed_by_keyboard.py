"""The seed article from one paste to three published claims with one marked, by keyboard alone, and counted.

An interaction is a field filled (a paste or typing, however many letters; a choice in a list) or a command (a key that
does something: Enter, a letter, Ctrl+Enter). Moving there, with Tab or an arrow, is counted apart.
"""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from claims.models import Claim
from claims.record.verify import verify
from claims.vocabulary import State, Status
from tests.browser.looks import arrived
from tests.seed import SEED

README = Path(__file__).parents[2] / "README.md"
MOST_MOVES = 60

TALKS = "Vladimir Putin signalled to senior US officials in December 2023 that he was open to talks on ending the war."
CEASEFIRE = "Vladimir Putin has signalled interest in a ceasefire since September 2023."
FIVE_YEARS = "Vladimir Putin told Xi Jinping that he planned for the invasion to last five years."


class Keyboard:
    """An editor without a mouse. Counts what is done, and the keys that only move."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.interactions = self.moves = 0

    def command(self, *keys: str) -> None:
        """Keys that do one thing together: "g", "a" opens the form for a new article."""
        for key in keys:
            self.page.keyboard.press(key)
        self.interactions += 1

    def fill(self, name: str, text: str) -> None:
        self.go_to(name)
        self.write(text)

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.interactions += 1

    def choose(self, name: str, letters: str, value: str) -> None:
        """An option of a list, by its first letters."""
        self.fill(name, letters)
        expect(self.page.locator(f"select[name='{name}']")).to_have_value(value)

    def go_to(self, name: str) -> None:
        for _move in range(MOST_MOVES):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.move("Tab")
        pytest.fail(f"The field {name} is not reached by {MOST_MOVES} presses of Tab.")

    def go_to_button(self, label: str) -> None:
        for _move in range(MOST_MOVES):
            if label in str(
                self.page.evaluate("document.activeElement.matches('button') && document.activeElement.innerText")
            ):
                return
            self.move("Tab")
        pytest.fail(f"The button “{label}” is not reached by {MOST_MOVES} presses of Tab.")

    def move(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.moves += 1

    def take_sentence(self, words: str) -> None:
        """Choose the sentence that holds `words`, and use it."""
        self.command("s")
        for _move in range(MOST_MOVES):
            if words in str(self.page.evaluate("document.getSelection().toString()")):
                break
            self.move("ArrowDown")
        self.command("Enter")
        expect(self.page.locator("#panel [name=statement]")).to_be_focused()
        expect(self.page.locator("#panel [name=passage]")).to_have_value(re.compile(re.escape(words)))


def take_in(keys: Keyboard, site: str) -> None:
    if not SEED.is_file():
        pytest.skip("The seed article is not here (ONRECORD_SEED names another place).")
    page = keys.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.goto(f"{site}/desk/")
    page.evaluate("(text) => navigator.clipboard.writeText(text)", SEED.read_text(encoding="utf-8"))
    keys.command("g", "a")
    arrived(page, f"{site}/desk/articles/new/")
    expect(page.locator("[name=text]")).to_be_focused()
    keys.command("Control+v")
    expect(page.locator("[name=text]")).to_have_value(re.compile("Kremlin"))
    keys.command("Control+Enter")
    arrived(page, re.compile(r"/desk/articles/\d+/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Kremlin Refutes All Rumors")


def lift(
    keys: Keyboard, words: str, statement: str, credits: list[tuple[str, str]], source: tuple[str, str, str]
) -> None:
    keys.take_sentence(words)
    keys.write(statement)
    for number, (credited, outlet) in enumerate(credits, start=1):
        keys.fill(f"words_{number}", credited)
        if outlet:
            keys.fill(f"outlet_{number}", outlet)
    letters, kind, people = source
    keys.choose("source_kind", letters, kind)
    if people:
        keys.fill("people", people)
    keys.command("Control+Enter")
    expect(keys.page.locator("#article-claims")).to_contain_text(statement)
    expect(keys.page.locator("#panel-title")).to_be_focused()


def record_denial(keys: Keyboard, talks: Claim) -> None:
    page = keys.page
    keys.command("r")
    arrived(page, re.compile("/responses/new/"))
    keys.fill("speaker", "Dmitry Peskov")
    expect(page.locator("#speaker-said")).to_contain_text("Not on record yet")
    keys.choose("speaker_kind", "a p", "person")
    keys.fill("role", "Kremlin spokesman")
    keys.fill("short_form", "the Kremlin’s spokesman")
    keys.fill("said_at", "26 January 2024")
    keys.choose("channel", "social", "social")
    keys.fill("channel_detail", "Telegram")
    keys.fill("words", "completely untrue")
    keys.choose(f"answer-{talks.pk}-kind", "denies", "denies")
    keys.choose(f"answer-{talks.pk}-position", "involved", "involved")
    keys.go_to_button("Save and publish")
    keys.command("Enter")
    arrived(page, re.compile("/mark/"))
    expect(page.get_by_role("button", name="Mark denied")).to_be_visible()


def test_from_one_paste_to_three_published_claims_with_one_marked(desk: Page, site: str, editor: User) -> None:
    keys = Keyboard(desk)
    take_in(keys, site)
    anonymous = ("anonymous", "anonymous")
    bloomberg = [("Bloomberg", "Bloomberg"), ("two unnamed sources linked to the Kremlin", "")]
    lift(keys, "Putin had subtly communicated", TALKS, bloomberg, (*anonymous, "2"))
    lift(keys, "inclination towards a ceasefire", CEASEFIRE, [("U.S. media outlets", "")], ("not said", "not_said", ""))
    nikkei = [("Nikkei", "Nikkei"), ("anonymous sources familiar with Russian-Chinese diplomatic activities", "")]
    lift(keys, "persist for five years", FIVE_YEARS, nikkei, (*anonymous, ""))
    record_denial(keys, Claim.objects.get(statement=TALKS))
    keys.go_to_button("Mark denied")
    expect(desk.locator("[name=reason]")).to_have_value(re.compile("^Denied by Dmitry Peskov, Kremlin spokesman"))
    keys.command("Enter")
    # Not the reason in the form, which says "Denied by" before anything is marked.
    expect(desk.get_by_text(re.compile("marked: Denied by")).first).to_be_visible()

    stands = dict(Claim.objects.values_list("statement", "status"))
    assert stands == {TALKS: Status.DENIED, CEASEFIRE: Status.OPEN, FIVE_YEARS: Status.OPEN}
    assert set(Claim.objects.values_list("state", flat=True)) == {State.PUBLIC}
    verify()
    counted = re.search(
        r"\*\*(\d+) interactions\*\* by keyboard alone.*?(\d+) keys that only move", README.read_text(), re.DOTALL
    )
    assert counted is not None
    assert (str(keys.interactions), str(keys.moves)) == counted.groups()
