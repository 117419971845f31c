"""Real claims and real tweets, looked up among real claims. To be run where Django is set up: `alike.py` does.

Reads `shared/data` beside the project (ONRECORD_DATA names another place), and is passed over where there is none:
claims of AVeriTeC looked up among what fact-checkers published of the same, and the tweets of CheckThat! 2020 among the
claims they were checked as. Prints the share of those found first, and among the first three; beside it the same for
the rows that share most words, as the figure to be better than.
"""

import csv
import json
import os
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import connection, transaction

from claims.models import Claim
from claims.search.words import folded_words

DATA = Path(os.environ.get("ONRECORD_DATA") or Path(__file__).parents[3] / "shared/data")
SHOWN = 3

# Links, and who tweeted it when.
_TAIL = re.compile(r"https?://\S+|pic\.twitter\.com/\S+|—[^—]*$")

type Pairs = list[tuple[str, set[int]]]
type Find = Callable[[str], Sequence[int]]


def measure() -> None:
    """Look up every pair in the database of this process, and print what was found; nothing stays there."""
    if not DATA.exists():
        print(f"alike, {connection.vendor}: passed over, as there is no shared/data beside the project")  # noqa: T201
        return
    for name, read in {"AVeriTeC": averitec, "CheckThat! 2020": checkthat}.items():
        texts, wanted = read()
        with transaction.atomic():
            for what, find in {"alike": _by_alike(texts), "most words shared": _by_shared_words(texts)}.items():
                print(f"{name}, {connection.vendor}, {what}: {_quality(find, wanted)}", flush=True)  # noqa: T201
            transaction.set_rollback(True)


def averitec() -> tuple[list[str], Pairs]:
    """What fact-checkers published, and each claim with the numbers of those that say the same."""
    folder = DATA / "averitec"
    pool = [json.loads(line) for line in (folder / "factcheck_pool.jsonl").open()]
    place = {row["row"]: at for at, row in enumerate(pool)}
    asked = [json.loads(line) for line in (folder / "dev_claims.jsonl").open()]
    words = {row["row"]: row["claim"] for row in asked}
    wanted: dict[int, set[int]] = {}
    with (folder / "same_claim_pairs.tsv").open() as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            wanted.setdefault(int(row["dev_row"]), set()).add(place[int(row["pool_row"])])
    return [row["claim_text"] or "-" for row in pool], [(words[number], rows) for number, rows in wanted.items()]


def checkthat() -> tuple[list[str], Pairs]:
    """Claims as they were checked, and each tweet with the numbers of those it carries."""
    folder = DATA / "checkthat2020"
    with (folder / "verified_claims.docs.tsv").open() as rows:
        claims = {row[0]: row[1] for row in list(csv.reader(rows, delimiter="\t"))[1:] if len(row) > 1}
    place = {number: at for at, number in enumerate(claims)}
    wanted: Pairs = []
    for part in ("train", "dev"):
        with (folder / part / "tweets.queries.tsv").open() as rows:
            tweets = {
                row[0]: _TAIL.sub("", row[1]) for row in list(csv.reader(rows, delimiter="\t"))[1:] if len(row) > 1
            }
        carried: dict[str, set[int]] = {}
        for line in (folder / part / "tweet-vclaim-pairs.qrels").read_text().splitlines():
            tweet, _zero, claim, _one = line.split()
            carried.setdefault(tweet, set()).add(place[claim])
        wanted += [(tweets[tweet], rows_of) for tweet, rows_of in carried.items()]
    return list(claims.values()), wanted


def _by_alike(texts: Sequence[str]) -> Find:
    rows = [Claim(statement=text[:500]) for text in texts]
    for row in rows:
        row.set_search_text()
    Claim.objects.bulk_create(rows, batch_size=2_000)
    place = {row.pk: at for at, row in enumerate(rows)}
    return lambda text: [place[claim.pk] for claim in Claim.objects.on_desk().alike(text, SHOWN)]


def _by_shared_words(texts: Sequence[str]) -> Find:
    folded = [set(folded_words(text)) for text in texts]

    def found(text: str) -> list[int]:
        asked = set(folded_words(text))
        return sorted(range(len(folded)), key=lambda at: -len(asked & folded[at]))[:SHOWN]

    return found


def _quality(find: Callable[[str], Sequence[int]], wanted: Pairs) -> str:
    first = among = shown = 0
    began = time.perf_counter()
    for text, right in wanted:
        found = find(text)
        first += bool(found) and found[0] in right
        among += bool(right & set(found))
        shown += len(found)
    count = len(wanted)
    each = (time.perf_counter() - began) / count * 1000
    return (
        f"{first / count:.1%} first, {among / count:.1%} among {SHOWN}; {shown / count:.1f} shown, {each:.0f} ms each "
        f"({count} looked up)"
    )
