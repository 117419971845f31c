"""The desk's rows and the record's tables, by subject."""

from .approaches import Approach
from .articles import Appearance, Article, ArticleVersion, Attribution, Origin, Outlet
from .claims import Claim, Evidence, Mark, Topic
from .desk import DraftDecision, Note, Presence, SavedFilter
from .record import ChainHead, Document, Mention, Revision, RevisionAuthor
from .speakers import Answer, Capture, Response, Speaker
from .submissions import Submission
from .thing import FormerSlug, Thing
from .things import THINGS

__all__ = [
    "THINGS",
    "Answer",
    "Appearance",
    "Approach",
    "Article",
    "ArticleVersion",
    "Attribution",
    "Capture",
    "ChainHead",
    "Claim",
    "Document",
    "DraftDecision",
    "Evidence",
    "FormerSlug",
    "Mark",
    "Mention",
    "Note",
    "Origin",
    "Outlet",
    "Presence",
    "Response",
    "Revision",
    "RevisionAuthor",
    "SavedFilter",
    "Speaker",
    "Submission",
    "Thing",
    "Topic",
]
