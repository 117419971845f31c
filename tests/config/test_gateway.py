"""Requests that come in slowly, or too large, for the gateway in front of the application."""

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest

from config import gateway


class Sent:
    """A request of `chunks`, the last of which `never` comes; and what was answered."""

    def __init__(self, *chunks: bytes, never: bool = False) -> None:
        self.chunks, self.never = chunks, never
        self.answered: tuple[int, Any, bytes] = (0, [], b"")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self.chunks:
            yield chunk
        if self.never:
            await asyncio.Event().wait()

    def response_bytes(self, status: int, headers: gateway.Headers, body: bytes) -> None:
        self.answered = (status, headers, body)


def scope(**headers: str) -> Any:
    return SimpleNamespace(
        http_version="1.1",
        server="[::1]:8000",
        client="[::1]:50000",
        scheme="http",
        method="POST",
        path="/café/%2F",
        query_string="q=ü",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def answer(sent: Sent, **headers: str) -> tuple[int, Any, bytes]:
    """What an application that sends back what it got answers to `sent`."""

    def echo(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        told = ["PATH_INFO", "QUERY_STRING", "REMOTE_ADDR", "SERVER_NAME", "SERVER_PORT", "CONTENT_LENGTH"]
        said = [environ[name] for name in told]
        return [" ".join(said).encode("latin-1"), b" ", environ["wsgi.input"].read()]

    asyncio.run(gateway.Gateway(echo, threads=1).__rsgi__(scope(**headers), sent))
    return sent.answered


def test_the_application_gets_the_request_as_wsgi_has_it():
    status, _headers, body = answer(Sent(b"ab", b"c"), content_length="3")

    assert status == 200
    assert body.decode() == "/café/%2F q=ü ::1 ::1 8000 3 abc"


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({"content_length": "4"}, 400),
        ({"content_length": "-3"}, 400),
        ({"content_length": "³"}, 400),
        ({"transfer_encoding": "chunked"}, 411),
    ],
)
def test_what_may_be_half_a_form_is_never_taken_for_a_whole_one(headers, refused):
    """Where a connection breaks, the body ends as if that were all of it."""
    status, _headers, body = answer(Sent(b"ab", b"c"), **headers)

    assert status == refused
    assert b"abc" not in body


def test_a_body_that_never_comes_is_given_up_and_takes_no_thread(monkeypatch):
    monkeypatch.setattr(gateway, "PATIENCE", 0.01)

    status, headers, body = answer(Sent(b"a", never=True), content_length="3")

    assert status == 408
    assert ("connection", "close") in headers
    assert b"Send it again." in body


class Paced(Sent):
    """A request whose chunks come one after another, each so many seconds of the loop's clock after the one before."""

    def __init__(self, *chunks: bytes, seconds: float) -> None:
        super().__init__(*chunks)
        self.seconds = seconds

    async def __aiter__(self) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        for number, chunk in enumerate(self.chunks):
            if number:
                moment = loop.time() + self.seconds
                loop.time = lambda moment=moment: moment  # type: ignore[method-assign]  # nobody waits in a test
                # Two turns of the loop: in the first it sees what the clock says, in the second it does what is due.
                await asyncio.sleep(0)
                await asyncio.sleep(0)
            yield chunk


def test_what_comes_steadily_may_take_longer():
    steady = Paced(*[b"a" * gateway.SLOWEST * 20] * 4, seconds=20)

    assert answer(steady, content_length=str(gateway.SLOWEST * 80))[0] == 200


def test_no_burst_earns_a_long_silence():
    burst = Paced(b"a" * 20_000_000, b"b", seconds=gateway.PATIENCE + 1)

    assert answer(burst, content_length="20000001")[0] == 408


def test_a_full_disk_is_said_in_words(monkeypatch):
    class Full(gateway.SpooledTemporaryFile):
        def write(self, _chunk: bytes) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(gateway, "SpooledTemporaryFile", Full)

    status, _headers, body = answer(Sent(b"abc"), content_length="3")

    assert status == 503
    assert b"no room" in body


@pytest.mark.parametrize("length", ["11", "1" * 5000])
def test_a_body_larger_than_any_form_sends_is_refused(monkeypatch, length):
    monkeypatch.setattr(gateway, "LARGEST_BODY", 10)

    status, _headers, body = answer(Sent(b"a" * 11), content_length=length)

    assert status == 413
    assert b"more than the site takes in" in body


def test_while_larger_bodies_leave_no_room_others_are_refused_and_small_ones_are_not(monkeypatch):
    monkeypatch.setattr(gateway, "IN_MEMORY", 2)
    monkeypatch.setattr(gateway, "IN_FILES", 1)
    meanwhile: list[int] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if environ["CONTENT_LENGTH"] == "3" and not meanwhile:
            meanwhile.extend([ask(size=3), ask(size=2)])
        start_response("200 OK", [])
        return []

    site = gateway.Gateway(application, threads=2)

    def ask(*, size: int) -> int:
        sent = Sent(b"a" * size)
        asyncio.run(site.__rsgi__(scope(content_length=str(size)), sent))
        return sent.answered[0]

    assert ask(size=3) == 200
    assert meanwhile == [503, 200]
    assert ask(size=3) == 200


def test_what_is_announced_and_does_not_come_takes_no_room(monkeypatch):
    monkeypatch.setattr(gateway, "IN_MEMORY", 2)
    monkeypatch.setattr(gateway, "IN_FILES", 1)

    def application(_environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        return []

    async def beside_one_that_never_comes() -> int:
        site, sent = gateway.Gateway(application, threads=1), Sent(b"abc")
        silent = asyncio.create_task(site.__rsgi__(scope(content_length="1000"), Sent(never=True)))
        await asyncio.sleep(0)
        await site.__rsgi__(scope(content_length="3"), sent)
        silent.cancel()
        return sent.answered[0]

    assert asyncio.run(beside_one_that_never_comes()) == 200
