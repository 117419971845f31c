"""What an editor waits for while typing: lookups among 100,000 claims, through the real server, by the worst words.

The words of the claims are drawn as in a language: the commonest stands in nearly every claim. The newest claims, which
a lookup shows, are public ones with everything on record; the others are drafts. The figures are the processor time the
server takes for a request and the whole time until the answer is there, one request after another; beside them, the
ratio to the same request that finds nothing.
"""

import os
import random
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.benchmarks.site import PREPARE_EDITOR, SESSION, Site, on_both_databases, served

CLAIMS = int(os.environ.get("BENCH_CLAIMS", "100000"))
TIMES = 30

PREPARE = f"""{PREPARE_EDITOR}
import random
from django.db import connection
from claims.models import Article, Claim, Origin, Outlet, Response, Speaker, Topic
from claims.vocabulary import SpeakerKind
from tests.benchmarks.lookups import statement, words
from tests.factories import full_claim

chance = random.Random(7)

def made(model, count, **columns):
    for start in range(0, count, 2000):
        rows = []
        for number in range(start, min(count, start + 2000)):
            row = model(**{{name: value(number) for name, value in columns.items()}})
            row.set_search_text()
            rows.append(row)
        model.objects.bulk_create(rows)

made(Claim, {CLAIMS}, statement=lambda number: statement(chance))
made(Origin, {CLAIMS}, label=lambda number: words(chance, 6))
some = {CLAIMS} // 5
made(Speaker, some, name=lambda number: words(chance, 2), description=lambda number: words(chance, 4),
     kind=lambda number: SpeakerKind.INSTITUTION if number % 3 else SpeakerKind.PERSON, slug="speaker-{{}}".format)
made(Outlet, some, name=lambda number: words(chance, 2), slug="outlet-{{}}".format)
made(Topic, some // 10, name=lambda number: words(chance, 2), slug="topic-{{}}".format)
outlets, speakers = (list(model.objects.all()[:1000]) for model in (Outlet, Speaker))
made(Article, {CLAIMS}, title=lambda number: words(chance, 8), byline=lambda number: words(chance, 2),
     outlet=lambda number: outlets[number % len(outlets)])
made(Response, {CLAIMS}, words=lambda number: words(chance, 20), role=lambda number: words(chance, 2),
     speaker=lambda number: speakers[number % len(speakers)])
for number in range(16):
    full_claim(statement=statement(chance))
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")
"""

_LETTERS = random.Random(3)
COMMON = ["the", "of", "president", "said", "minister"]
VOCABULARY = COMMON + [
    "".join(_LETTERS.choice(syllables) for syllables in (["ka", "le", "mi", "no", "ru", "sta", "pre"],) * 3)
    + str(number % 7)
    for number in range(20_000)
]


def words(chance: random.Random, count: int) -> str:
    """`count` words, the n-th of the vocabulary about 1/n as often as the first (Zipf's law)."""
    return " ".join(VOCABULARY[min(int(chance.paretovariate(0.8)) - 1, len(VOCABULARY) - 1)] for _ in range(count))


def statement(chance: random.Random) -> str:
    return f"The {words(chance, 14)} of the president"


ASKED = {
    "one word, in every claim": "president",
    "a one-letter prefix": "p",
    "two common words": "said minister",
    "five common words": " ".join(COMMON),
    "a rare word": VOCABULARY[9_000],
    "the start of many words": "sta",
    "nothing typed": "",
}
KINDS = ("claims", "speakers", "bodies", "outlets", "topics", "origins", "articles")


@dataclass(frozen=True)
class Figures:
    """Milliseconds of one kind of request: the server's processors, and until the answer was there."""

    processor: float
    median: float
    slowest: float

    def __str__(self) -> str:
        return f"{self.processor:.0f} ms of processor, median {self.median:.0f} ms, slowest {self.slowest:.0f} ms"


def measured(site: Site, kind: str, asked: str) -> Figures:
    """Figures of `TIMES` requests, one after another. Raises SystemExit where one is refused."""
    connection = site.connection()
    seconds = []
    before = processor_seconds(os.getpid())
    for _ in range(TIMES):
        began = time.perf_counter()
        connection.request(
            "GET",
            f"/desk/lookups/{kind}/?{urlencode({'q': asked})}",
            headers={"Cookie": f"sessionid={SESSION}"},
        )
        response = connection.getresponse()
        body = response.read()
        seconds.append(time.perf_counter() - began)
        if response.status != 200 or b"lookup-popup" not in body:
            raise SystemExit(f"{kind}, “{asked}”: {response.status}")
    processor = processor_seconds(os.getpid()) - before
    return Figures(processor / TIMES * 1000, sorted(seconds)[TIMES // 2] * 1000, max(seconds) * 1000)


def processor_seconds(parent: int) -> float:
    """What the processes that `parent` started, and those that they started, have used so far; proc(5), Linux alone."""
    used = 0.0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        if int(fields[1]) == parent:
            ticks = int(fields[11]) + int(fields[12])
            used += ticks / os.sysconf("SC_CLK_TCK") + processor_seconds(int(path.parent.name))
    return used


def run(database: str) -> None:
    """Measure on the database the environment names, and print a line for each kind and query."""
    with served(prepare=PREPARE) as site:
        for kind in KINDS:
            measured(site, kind, "zzz")  # warm
            miss = measured(site, kind, "zzz")
            print(f"{kind}, {database}: a miss: {miss}", flush=True)  # noqa: T201  its output
            for what, asked in ASKED.items():
                figures = measured(site, kind, asked)
                ratio = f"{figures.median / miss.median:.1f} × a miss"
                print(f"{kind}, {database}: {what}: {figures}, {ratio}", flush=True)  # noqa: T201  its output


def main() -> None:
    on_both_databases("tests.benchmarks.lookups", run)


if __name__ == "__main__":
    main()
