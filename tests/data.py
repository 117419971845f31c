"""Real texts that tests may run over where they are at hand; they are other people's, and never shipped."""

import os
from pathlib import Path

DATA = Path(os.environ.get("ONRECORD_DATA") or Path(__file__).parents[2] / "shared" / "data")
POLNEAR = DATA / "polnear" / "articles.jsonl"
WIKINEWS = DATA / "wikinews" / "wikinews_2019.csv"
EMERGENT = DATA / "emergent" / "fnc_train_bodies.jsonl"
PAGES = DATA / "html_pages"
