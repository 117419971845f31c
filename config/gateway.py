"""WSGI (PEP 3333) behind granian's RSGI: a request is here as a whole before it takes one of the threads.

granian's own WSGI hands a request over when its headers are there, and has no limit for the time that its body takes:
a handful of clients that send half a form and wait would hold every thread. Here bodies are taken in on the event loop,
the larger ones into files, and whoever is too slow or sends too much is told so. What is answered goes the same way: it
is made whole by a thread and sent without one. RSGI is specified in granian's own documentation (docs/spec/RSGI.md).
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Protocol
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIApplication

#: Bytes of the largest body: a response with its captures (20 MB each, as a form takes one), with room to spare.
LARGEST_BODY = 64 * 2**20
#: Bytes of a body that are kept in memory; what is more goes to a file.
IN_MEMORY = 2**18
#: Seconds that a body may take, and bytes that earn a second more: a telephone with a poor line sends as much.
PATIENCE = 30.0
SLOWEST = 10_000

type Headers = list[tuple[str, str]]


class Scope(Protocol):
    """What a request says before its body."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None

    @property
    def headers(self) -> Any: ...


class Exchange(Protocol):
    """The body of a request as it comes in, and the way to answer."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...


class BodyTooLarge(Exception):
    """More bytes than any form of the site sends."""


class Gateway:
    """An RSGI application that runs a WSGI one in `threads` threads."""

    def __init__(self, application: WSGIApplication, *, threads: int) -> None:
        self.application = application
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="views")

    async def __rsgi__(self, scope: Scope, exchange: Exchange) -> None:
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            try:
                size = await _take_in(scope, exchange, body)
            except TimeoutError:
                return _refuse(exchange, 408, "The request took too long to arrive. Send it again.\n")
            except BodyTooLarge:
                return _refuse(exchange, 413, "This is more than the site takes in at once.\n")
            environ = _environ(scope, body, size)
            answer = await asyncio.get_running_loop().run_in_executor(self.threads, self._answer, environ)
        return exchange.response_bytes(*answer)

    def _answer(self, environ: dict[str, Any]) -> tuple[int, Headers, bytes]:
        status, headers = "", []

        def start_response(given_status: str, given_headers: Headers, exc_info: Any = None) -> Callable[[bytes], Any]:
            nonlocal status, headers
            status, headers = given_status, given_headers
            return _no_write

        answer: Iterable[bytes] = self.application(environ, start_response)
        try:
            content = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        return int(status.split(" ", 1)[0]), headers, content


async def _take_in(scope: Scope, exchange: Exchange, body: IO[bytes]) -> int:
    """Write what comes in to `body`, to be read from its beginning; its size in bytes.

    Raises TimeoutError and BodyTooLarge.
    """
    size, announced = 0, scope.headers.get("content-length")
    if announced is None and "transfer-encoding" not in scope.headers:
        return size
    if announced and announced.isdigit() and int(announced) > LARGEST_BODY:
        raise BodyTooLarge
    async with asyncio.timeout(PATIENCE) as deadline:
        async for chunk in exchange:
            size += len(chunk)
            if size > LARGEST_BODY:
                raise BodyTooLarge
            body.write(chunk)
            deadline.reschedule((deadline.when() or 0) + len(chunk) / SLOWEST)
    body.seek(0)
    return size


def _environ(scope: Scope, body: Any, size: int) -> dict[str, Any]:
    """The request as WSGI has it: addresses and headers as bytes in the letters of Latin-1 (PEP 3333)."""
    server, _colon, port = scope.server.rpartition(":")
    client, _colon, _port = scope.client.rpartition(":")
    environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope.path).decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": client.strip("[]"),
        "CONTENT_LENGTH": str(size) if size else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if name == "content-type":
            environ["CONTENT_TYPE"] = value
        elif name != "content-length" and "_" not in name:
            key = f"HTTP_{name.upper().replace('-', '_')}"
            # Several of one name are one list (RFC 9110, 5.3), and cookies of one request one header (RFC 6265, 5.4).
            between = "; " if name == "cookie" else ","
            environ[key] = f"{environ[key]}{between}{value}" if key in environ else value
    return environ


def _no_write(_data: bytes) -> None:
    raise NotImplementedError("The site answers by what its application returns.")


def _refuse(exchange: Exchange, status: int, words: str) -> None:
    headers = [("content-type", "text/plain; charset=utf-8"), ("connection", "close"), ("cache-control", "no-store")]
    exchange.response_bytes(status, headers, words.encode())
