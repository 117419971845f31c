"""What editors do to the record: every operation guards, saves and appends, in one transaction.

All take keyword arguments and, where it is kept who did it, `by`, their account. All raise `ValidationError` with
words for a person where a rule forbids it, `Conflict` where a colleague was faster, `Reworded` where what is said of a
claim was said of other words, and what edits raises `Unchanged` where nothing is new. Nothing public changes in any
other way.
"""

from .appearances import (
    Credit,
    add_appearance,
    change_appearance,
)
from .approaches import change_approach, record_approach, undo_outcome
from .articles import add_article_text, correct_article, discard_article, put_back_lines, take_in_article
from .assigning import GONE_AFTER, add_note, assign_claims, note_presence, remove_note
from .claims import draft_claim, reword_claim, update_claim
from .copies import Copy, attach_copies, claims_copied
from .evidence import change_evidence, record_evidence
from .lifecycle import (
    Part,
    differing_answers,
    discard_draft,
    merge_claims,
    publish_claim,
    split_claim,
    withdraw_claim,
)
from .locking import Conflict, Reworded, Unchanged, seen
from .marking import can_undo, mark_claim, offers_undo, undo_mark
from .names import create_outlet, create_speaker, create_topic, outlet_called, rename, speaker_called
from .responses import (
    answer_claim,
    change_answer,
    correct_response,
    keep_capture,
    record_response,
)
from .retracting import retract
from .saved_filters import remove_filter, save_filter
from .topics import add_topic, remove_topic
from .withholding import withhold_capture, withhold_claim_text, withhold_documents

__all__ = [
    "GONE_AFTER",
    "Conflict",
    "Copy",
    "Credit",
    "Part",
    "Reworded",
    "Unchanged",
    "add_appearance",
    "add_article_text",
    "add_note",
    "add_topic",
    "answer_claim",
    "assign_claims",
    "attach_copies",
    "can_undo",
    "change_answer",
    "change_appearance",
    "change_approach",
    "change_evidence",
    "claims_copied",
    "correct_article",
    "correct_response",
    "create_outlet",
    "create_speaker",
    "create_topic",
    "differing_answers",
    "discard_article",
    "discard_draft",
    "draft_claim",
    "keep_capture",
    "mark_claim",
    "merge_claims",
    "note_presence",
    "offers_undo",
    "outlet_called",
    "publish_claim",
    "put_back_lines",
    "record_approach",
    "record_evidence",
    "record_response",
    "remove_filter",
    "remove_note",
    "remove_topic",
    "rename",
    "retract",
    "reword_claim",
    "save_filter",
    "seen",
    "speaker_called",
    "split_claim",
    "take_in_article",
    "undo_mark",
    "undo_outcome",
    "update_claim",
    "withdraw_claim",
    "withhold_capture",
    "withhold_claim_text",
    "withhold_documents",
]
