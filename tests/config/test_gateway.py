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
        path="/caf%C3%A9/%2F",
        query_string="q=1",
        authority=None,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def answer(sent: Sent, **headers: str) -> tuple[int, Any, bytes]:
    """What an application that sends back what it got answers to `sent`."""

    def echo(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        said = [environ[name] for name in ("PATH_INFO", "REMOTE_ADDR", "SERVER_NAME", "SERVER_PORT", "CONTENT_LENGTH")]
        return [" ".join(said).encode("latin-1"), b" ", environ["wsgi.input"].read()]

    asyncio.run(gateway.Gateway(echo, threads=1).__rsgi__(scope(**headers), sent))
    return sent.answered


def test_the_application_gets_the_request_as_wsgi_has_it():
    status, _headers, body = answer(Sent(b"ab", b"c"), content_length="3")

    assert status == 200
    assert body == "/café//".encode() + b" ::1 ::1 8000 3 abc"


def test_a_body_without_a_length_is_taken_in_and_its_length_told():
    assert answer(Sent(b"ab", b"c"), transfer_encoding="chunked")[2].endswith(b" 3 abc")


def test_a_body_that_never_comes_is_given_up_and_takes_no_thread(monkeypatch):
    monkeypatch.setattr(gateway, "PATIENCE", 0.01)

    status, headers, body = answer(Sent(b"a", never=True), content_length="3")

    assert status == 408
    assert ("connection", "close") in headers
    assert b"Send it again." in body


def test_what_comes_steadily_may_take_longer(monkeypatch):
    monkeypatch.setattr(gateway, "PATIENCE", 0)
    monkeypatch.setattr(gateway, "SLOWEST", 1e-9)

    class Steady(Sent):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"a"
            # Without that byte the time would be over at the next turn of the loop.
            await asyncio.sleep(0)
            yield b"b"

    assert answer(Steady(), content_length="2")[2].endswith(b" 2 ab")


@pytest.mark.parametrize("headers", [{"content_length": "11"}, {"transfer_encoding": "chunked"}])
def test_a_body_larger_than_any_form_sends_is_refused(monkeypatch, headers):
    monkeypatch.setattr(gateway, "LARGEST_BODY", 10)

    status, _headers, body = answer(Sent(b"a" * 11), **headers)

    assert status == 413
    assert b"more than the site takes in" in body
