"""How often "already on record?" names the right claim: `tests.benchmarks.pairs` in a site of its own."""

import sys

from tests.benchmarks.site import on_both_databases, prepared

MEASURE = """
from tests.benchmarks import pairs
pairs.measure()
"""


def run(database: str) -> None:
    """Measure on the database the environment names."""
    with prepared() as site:
        sys.stdout.write(site.command("shell", "--no-imports", "--verbosity", "0", "--command", MEASURE))


def main() -> None:
    on_both_databases("tests.benchmarks.alike", run)


if __name__ == "__main__":
    main()
