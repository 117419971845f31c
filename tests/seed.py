"""The report the project started from. Its text is its publisher's: it is read where it lies, and never shipped."""

import os
from pathlib import Path

import pytest

SEED = Path(
    os.environ.get("ONRECORD_SEED")
    or Path(__file__).resolve().parents[2] / "shared" / "data" / "seed" / "kremlin-refutes-all-rumors.txt"
)


def seed_article() -> tuple[str, str, str, str]:
    """Its title, byline, date as printed, and everything below. Skips the test where the file is not at hand."""
    if not SEED.is_file():
        pytest.skip("The seed article is not here (ONRECORD_SEED names another place).")
    title, byline, date, text = (part.strip() for part in SEED.read_text(encoding="utf-8").split("\n\n", 3))
    return title, byline.removeprefix("Written by "), date, text
