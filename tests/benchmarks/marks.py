"""Eight editors mark different claims at once, for a minute, through the real server.

Each keeps opening the mark form of one of their own claims and marks it, denied in one round and open in the next. The
figure is how long the server takes to accept a mark, and whether every accepted mark is in the record afterwards,
exactly once.
"""

import os
import re
import threading
import time
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from urllib.parse import urlencode

from tests.benchmarks.site import PREPARE_EDITORS, Site, on_both_databases, served

EDITORS = 8
CLAIMS = (
    25  # of each editor, in turn: a claim's document holds all its marks, and nobody marks one claim a thousand times
)
SECONDS = float(os.environ.get("BENCH_SECONDS", "60"))
PACES = {"a mark a second each": 1.0, "flat out": 0.0}

PREPARE = f"""{PREPARE_EDITORS}
from tests.factories import ClaimFactory, answered
for number in range({EDITORS}):
    editor(number)
for number in range({EDITORS * CLAIMS}):
    answered(ClaimFactory())
"""

COUNT = """
from claims.models import Mark, Revision
from claims.record.verify import verify
verify()
assert Mark.objects.count() == Revision.objects.filter(change__in=["marked", "reopened"]).count()
print(Mark.objects.count())
"""


@dataclass
class Editor:
    """One editor's browser: a session, claims of their own, and what happened."""

    site: Site
    number: int
    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def work(self, until: float, pace: float) -> None:
        """Mark until then, beginning a mark every `pace` seconds, or as soon as the last is answered.

        Editors begin one after another: people do not press a key in the same millisecond, second after second.
        """
        time.sleep(pace * self.number / EDITORS)
        connection = self.site.connection()
        cookies = {"sessionid": f"benchmarksession{self.number:016d}"}
        rounds = count()
        while time.monotonic() < until:
            due = time.monotonic() + pace
            turn, place = divmod(next(rounds), CLAIMS)
            path = f"/desk/claims/{self.number * CLAIMS + place + 1}/mark/"
            form = self._form(connection, path, cookies)
            form["status"] = "open" if turn % 2 else "denied"
            form["reason"] = "As recorded."
            body = urlencode(form)
            headers = self._headers(cookies) | {"Content-Type": "application/x-www-form-urlencoded"}
            began = time.perf_counter()
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            response.read()
            self.seconds.append(time.perf_counter() - began)
            if response.status != 302:
                self.failures.append(f"{response.status}")
            time.sleep(max(0.0, due - time.monotonic()))

    def _form(self, connection, path: str, cookies: dict[str, str]) -> dict[str, str]:
        connection.request("GET", path, headers=self._headers(cookies))
        response = connection.getresponse()
        page = response.read().decode()
        given = response.getheader("Set-Cookie", "")
        if found := re.search(r"csrftoken=(\w+)", given):
            cookies["csrftoken"] = found[1]
        form = {}
        for tag in re.findall(r"<input\b[^>]*>", page):
            attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
            if attributes.get("type") == "hidden" or (attributes.get("name") == "answers"):
                form[attributes["name"]] = unescape(attributes.get("value", ""))
        return form

    def _headers(self, cookies: dict[str, str]) -> dict[str, str]:
        return {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Referer": f"http://127.0.0.1:{self.site.port}/desk/",
        }


def run(database: str) -> None:
    """Measure on the database the environment names, at each of `PACES`, and print the figures."""
    with served(prepare=PREPARE) as site:
        kept_before = 0
        for pace, seconds in PACES.items():
            editors = [Editor(site, number) for number in range(EDITORS)]
            until = time.monotonic() + SECONDS
            threads = [threading.Thread(target=editor.work, args=(until, seconds)) for editor in editors]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            kept = int(site.command("shell", "--no-imports", "--verbosity", "0", "--command", COUNT).split()[-1])
            report(f"{pace}, {database}", editors, kept - kept_before)
            kept_before = kept


def report(what: str, editors: list[Editor], kept: int) -> None:
    """Print the figures. Raises SystemExit where a mark was refused, lost or doubled."""
    seconds = sorted(moment for editor in editors for moment in editor.seconds)
    failures = [failure for editor in editors for failure in editor.failures]
    accepted = len(seconds) - len(failures)
    figures = [
        f"{accepted} accepted ({accepted / SECONDS:.0f} a second), {kept} kept, {len(failures)} refused",
        f"median {seconds[len(seconds) // 2] * 1000:.0f} ms",
        f"99th {seconds[int(len(seconds) * 0.99)] * 1000:.0f} ms",
        f"slowest {seconds[-1] * 1000:.0f} ms",
    ]
    print(f"marks, {EDITORS} editors, {what}, {SECONDS:.0f} s: {'; '.join(figures)}", flush=True)  # noqa: T201  its output
    if failures or kept != accepted:
        raise SystemExit(f"Marks were lost or refused: {failures[:5]}")


def main() -> None:
    on_both_databases("tests.benchmarks.marks", run)


if __name__ == "__main__":
    main()
