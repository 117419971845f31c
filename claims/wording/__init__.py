"""The status line and every other sentence the program makes, from documents as `claims.reading` has them.

Wording is where this product is right or wrong. Two rules hold for all of it: nothing says denied or confirmed without
saying by whom or on what, and nothing turns what somebody said into a finding.
"""

from .alike import told_apart
from .citations import bibtex, cited, csl
from .counts import answered_line, counts_line
from .differences import Difference, differences, said_by_label
from .grounds import is_based_on, opposing_answers, proposed_status
from .history import TOLD_BY_NAME, RibbonStop, Told, change_line, change_word, ribbon, told
from .lines import (
    answer_line,
    answer_word,
    approach_line,
    article_line,
    capture_line,
    evidence_line,
    heard_line,
    language_name,
    stance_line,
    standing_line,
    translation_line,
)
from .named import named_differences, named_line
from .origins import attribution_line, copies_line, origin_line, origin_summary
from .overtaken import Cases, CountLine, came_later, case_counts, is_among, overtaken, overtaken_line
from .phrases import speaker_phrase
from .reasons import mark_reason
from .status import (
    bare_status,
    despite_line,
    headline,
    quotable_headline,
    recorded_line,
    short_mark,
    short_status,
    status_line,
    version_line,
)

__all__ = [
    "TOLD_BY_NAME",
    "Cases",
    "CountLine",
    "Difference",
    "RibbonStop",
    "Told",
    "answer_line",
    "answer_word",
    "answered_line",
    "approach_line",
    "article_line",
    "attribution_line",
    "bare_status",
    "bibtex",
    "came_later",
    "capture_line",
    "case_counts",
    "change_line",
    "change_word",
    "cited",
    "copies_line",
    "counts_line",
    "csl",
    "despite_line",
    "differences",
    "evidence_line",
    "headline",
    "heard_line",
    "is_among",
    "is_based_on",
    "language_name",
    "mark_reason",
    "named_differences",
    "named_line",
    "opposing_answers",
    "origin_line",
    "origin_summary",
    "overtaken",
    "overtaken_line",
    "proposed_status",
    "quotable_headline",
    "recorded_line",
    "ribbon",
    "said_by_label",
    "short_mark",
    "short_status",
    "speaker_phrase",
    "stance_line",
    "standing_line",
    "status_line",
    "told",
    "told_apart",
    "translation_line",
    "version_line",
]
