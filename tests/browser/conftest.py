"""A real Chromium in front of a real server. Skipped where there is none, unless ONRECORD_REQUIRE names it."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_playwright import CreateContextCallback

# Playwright's own event loop runs in the thread of the test, which uses the database only between its steps.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None
)
REQUIRED = os.environ.get("ONRECORD_REQUIRE", "").split(",")
#: What a page has to show, it shows within so many milliseconds, on a machine that has other things to do, too.
PATIENCE = 20_000
#: Seconds for the answers that are still under way when the browser of a test is closed.
LAST_ANSWERS = 60
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def missing(what: str, why: str) -> None:
    """Skip for a user, fail where `what` is required."""
    if what in REQUIRED:
        pytest.fail(f"{why} It is required here.")
    pytest.skip(why)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # How a page looks and is worked does not depend on the database; that the whole line holds, it may.
            if item.get_closest_marker("on_each") is None:
                item.add_marker(pytest.mark.once)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    if CHROMIUM is None:
        missing("browser", "No Chromium was found (CHROMIUM names another).")
    return {"executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """Nothing moves: a colour on its way to another has no contrast that could be measured."""
    return browser_context_args | {"reduced_motion": "reduce"}


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    expect.set_options(timeout=PATIENCE)


@pytest.fixture
def site(committed: None, live_server) -> Iterator[str]:
    """The address of a served, empty site. At the end nothing is emptied while the server still answers."""
    yield live_server.url
    # A connection has a thread of the server's, which ends with its last answer once the browser is gone.
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(LAST_ANSWERS)
            assert not thread.is_alive(), "The site is still answering a browser that was closed."


@pytest.fixture
def new_context(site: str, new_context: CreateContextCallback) -> CreateContextCallback:
    """Browsers of the site: each is closed before it, whatever became of the test."""
    return new_context


@pytest.fixture
def without_script(new_context: CreateContextCallback, site: str, editor: User) -> Page:
    """An editor's browser, signed in, that runs no script; as narrow as a phone."""
    page = new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}).new_page()
    sign_in(page, site, editor)
    return page


@pytest.fixture
def phone(new_context: CreateContextCallback, site: str, editor: User) -> Page:
    """A small touch screen, signed in."""
    page = new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True).new_page()
    sign_in(page, site, editor)
    return page


@pytest.fixture
def reader(site: str, page: Page) -> Page:
    """A reader's browser, signed out."""
    return page


@pytest.fixture
def desk(site: str, page: Page, editor: User) -> Iterator[Page]:
    """An editor's browser, signed in. Fails if a page broke the content security policy or threw."""
    sign_in(page, site, editor)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    assert wrong == []


def sign_in(page: Page, site: str, user: User) -> None:
    """Give the browser a session of `user`."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
