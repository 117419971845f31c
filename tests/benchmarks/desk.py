"""What the queue costs at 100,000 public claims: the page, the mark form in a row, a mark, and taking it back.

One editor works down the newest claims, one request after another, as HTMX sends them. The figure is the time from
sending a request to having its whole answer, through the real server.
"""

import http.client
import os
import re
import time
from html import unescape
from urllib.parse import urlencode

from tests.benchmarks.site import PREPARE_EDITOR, SESSION, Site, on_both_databases, served

CLAIMS = int(os.environ.get("BENCH_CLAIMS", "100000"))
TIMES = 40

# Public claims by the thousand: only those that are marked need documents, the others count and fill the indexes.
PREPARE = f"""{PREPARE_EDITOR}
import random
from django.db import connection
from django.utils import timezone
from claims.models import ChainHead, Claim, Revision
from claims.vocabulary import Change, State
from tests.benchmarks.lookups import statement
from tests.factories import ClaimFactory, answered, ran

chance, now, size = random.Random(7), timezone.now(), 2000
for start in range(0, {CLAIMS}, size):
    numbers = range(start + 1, min(start + size, {CLAIMS}) + 1)
    revisions = Revision.objects.bulk_create(
        Revision(sequence=number, kind="claim", subject=number, number=1, change=Change.PUBLISHED, recorded_at=now,
                 document_digest="0" * 64, previous_digest="0" * 64, digest=f"{{number:064x}}")
        for number in numbers
    )
    claims = [
        Claim(pk=number, statement=statement(chance), state=State.PUBLIC, head=revision, recorded_at=now, version=1)
        for number, revision in zip(numbers, revisions)
    ]
    for claim in claims:
        claim.set_search_text()
    Claim.objects.bulk_create(claims)
ChainHead.objects.update_or_create(
    pk=1, defaults={{"sequence": {CLAIMS}, "digest": f"{{{CLAIMS}:064x}}", "recorded_at": now}}
)
if connection.vendor == "postgresql":
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('claims_claim', 'id'), %s)", [{CLAIMS}])
for number in range({TIMES} + 20):
    claim = ClaimFactory(statement=statement(chance))
    ran(claim)
    answered(claim)
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")
"""


class Desk:
    """An editor's browser on the queue, and how long each answer took, by what was asked."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.connection: http.client.HTTPConnection = site.connection()
        self.cookies = {"sessionid": SESSION}
        self.seconds: dict[str, list[float]] = {}

    def ask(self, what: str, method: str, path: str, values: dict[str, str] | None = None, *, htmx: bool = True) -> str:
        """Send a request and return the page or fragment. Raises SystemExit for anything but 200."""
        home = f"http://127.0.0.1:{self.site.port}/desk/"
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Referer": home}
        if htmx:
            headers |= {"HX-Request": "true", "HX-Current-URL": home}
        if values is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self.connection.request(method, path, urlencode(values or {}), headers)
        response = self.connection.getresponse()
        page = response.read().decode()
        self.seconds.setdefault(what, []).append(time.perf_counter() - began)
        if response.status != 200:
            raise SystemExit(f"{method} {path}: {response.status}")
        if found := re.search(r"csrftoken=(\w+)", response.getheader("Set-Cookie", "")):
            self.cookies["csrftoken"] = found[1]
        return page

    def mark(self, claim: int) -> None:
        """Open the form in the claim's row, mark it denied as it proposes, and take that back."""
        form = self.ask("the mark form in a row", "GET", f"/desk/claims/{claim}/mark/")
        values = fields(form, f"/desk/claims/{claim}/mark/") | {"status": "denied", "reason": "As recorded."}
        row = self.ask("a mark and its row", "POST", f"/desk/claims/{claim}/mark/", values)
        undo = fields(row, f"/desk/claims/{claim}/undo/")
        self.ask("an undo and its row", "POST", f"/desk/claims/{claim}/undo/", undo)


def fields(page: str, action: str) -> dict[str, str]:
    """The hidden fields and answers to tick in the form of `page` that is sent to `action`."""
    form = page[page.index(f'action="{action}"') :].split("</form>", maxsplit=1)[0]
    found = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") == "hidden" or attributes.get("name") == "answers":
            found[attributes["name"]] = unescape(attributes.get("value", ""))
    return found


def run(database: str) -> None:
    """Measure on the database the environment names, and print a line for each request."""
    with served(prepare=PREPARE) as site:
        desk = Desk(site)
        for _ in range(TIMES):
            page = desk.ask("the queue", "GET", "/desk/", htmx=False)
            desk.ask("another tab", "GET", "/desk/?show=denied")
            desk.ask("the queue narrowed by words", "GET", "/desk/?q=president+minister")
        newest = [int(number) for number in re.findall(r'id="claim-row-(\d+)"', page)]
        for claim in newest[:TIMES]:
            desk.mark(claim)
        for what, seconds in desk.seconds.items():
            # The first of each warms up what the server keeps.
            known = sorted(seconds[3:])
            figures = f"median {known[len(known) // 2] * 1000:.0f} ms, slowest {known[-1] * 1000:.0f} ms"
            print(f"{what}, {CLAIMS:,} claims, {database}: {figures}", flush=True)  # noqa: T201  its output


def main() -> None:
    on_both_databases("tests.benchmarks.desk", run)


if __name__ == "__main__":
    main()
