"""WSGI (PEP 3333) behind granian's RSGI: a request is here as a whole before it takes one of the threads.

granian's own WSGI hands a request over when its headers are there, and has no limit for the time that its body takes:
a handful of clients that send half a form and wait would hold every thread. Here bodies are taken in on the event loop,
the larger ones into files, and whoever is too slow or sends too much is told so. What is answered goes the same way: it
is made whole by a thread and sent without one. RSGI is specified in granian's own documentation (docs/spec/RSGI.md).
"""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Protocol
from wsgiref.types import WSGIApplication

#: Bytes of the largest body: a response with a copy to keep of 20 MB, with room to spare.
LARGEST_BODY = 24 * 2**20
#: Bytes of a body that are kept in memory; a larger one goes to a file.
IN_MEMORY = 2**18
#: Bytes that one process has in such files at once: so much of the disk strangers may fill.
IN_FILES = 10 * LARGEST_BODY
#: Seconds that a body may take, and bytes that earn a second more: a telephone with a poor line sends as much. Nothing
#: earns more than that many seconds of silence.
PATIENCE = 30.0
SLOWEST = 10_000

log = logging.getLogger(__name__)

type Headers = list[tuple[str, str]]

#: The headers of a refusal. What is left of the request is not read, so the connection cannot go on.
REFUSED: Headers = [
    ("content-type", "text/plain; charset=utf-8"),
    ("connection", "close"),
    ("cache-control", "no-store"),
]


class Scope(Protocol):
    """What a request says before its body. The path is decoded."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str

    @property
    def headers(self) -> Any: ...


class Exchange(Protocol):
    """The body of a request as it comes in, and the way to answer."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...


class Refused(Exception):
    """A request that is not taken in: the status that says so, and why in words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


class Gateway:
    """An RSGI application that runs a WSGI one in `threads` threads."""

    def __init__(self, application: WSGIApplication, *, threads: int) -> None:
        self.application = application
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="views")
        self.in_files = 0

    async def __rsgi__(self, scope: Scope, exchange: Exchange) -> None:
        try:
            size = _announced(scope)
            with self._counted() as count, SpooledTemporaryFile(max_size=IN_MEMORY) as body:
                await _take_in(exchange, body, size=size, count=count)
                run = asyncio.get_running_loop().run_in_executor
                answer = await run(self.threads, self._answer, _environ(scope, body, size))
        except Refused as refusal:
            answer = (refusal.status, REFUSED, f"{refusal.words}\n".encode())
        exchange.response_bytes(*answer)

    @contextmanager
    def _counted(self) -> Iterator[Callable[[int], None]]:
        """To be told how much of a body has come; what a file has of it counts as long as that is here.

        What is told raises Refused where all files would have too much.
        """
        in_file = 0

        def count(size: int) -> None:
            nonlocal in_file
            added = max(0, size - IN_MEMORY) - in_file
            if added and self.in_files + added > IN_FILES:
                raise Refused(503, "Too much is being sent at once. Send it again in a minute.")
            in_file += added
            self.in_files += added

        try:
            yield count
        finally:
            self.in_files -= in_file

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


def _announced(scope: Scope) -> int:
    """The size of the body in bytes, as the request tells it. Raises Refused where it does not, or that is too much.

    Without it the end of a body cannot be told from a connection that broke (RFC 9112, 8), and half a form would be
    saved as a whole one. Browsers always tell it.
    """
    if "transfer-encoding" in scope.headers:
        raise Refused(411, "A request has to say how long it is (Content-Length).")
    announced = scope.headers.get("content-length") or "0"
    if not (announced.isascii() and announced.isdigit()):
        raise Refused(400, "The length of the request could not be understood.")
    if len(announced) > len(str(LARGEST_BODY)) or int(announced) > LARGEST_BODY:
        raise Refused(413, "This is more than the site takes in at once.")
    return int(announced)


async def _take_in(exchange: Exchange, body: IO[bytes], *, size: int, count: Callable[[int], None]) -> None:
    """Write what comes in to `body`, to be read from its beginning, and `count` it.

    Raises Refused unless all comes in time and finds room.
    """
    if not size:
        return
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(PATIENCE) as deadline:
            async for chunk in exchange:
                count(body.tell() + len(chunk))
                body.write(chunk)
                earned = (deadline.when() or 0) + len(chunk) / SLOWEST
                deadline.reschedule(min(earned, loop.time() + PATIENCE))
    except TimeoutError:
        raise Refused(408, "The request took too long to arrive. Send it again.") from None
    except OSError as error:
        log.error("A request found no room in the temporary folder: %s", error)
        raise Refused(503, "There is no room for this at the moment. Send it again later.") from error
    if body.tell() != size:
        raise Refused(400, "The request did not arrive whole. Send it again.")
    body.seek(0)


def _environ(scope: Scope, body: IO[bytes], size: int) -> dict[str, Any]:
    """The request as WSGI has it: the bytes of its address in the letters of Latin-1 (PEP 3333)."""
    server, _colon, port = scope.server.rpartition(":")
    client, _colon, _port = scope.client.rpartition(":")
    environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
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
