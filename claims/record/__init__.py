"""The record: documents, one hash chain, and reading it as of any moment.

`append` is the only writer. Everything public is read back from documents by `claims.record.reader`.
"""

from .chain import append, hold_end
from .turnstile import writing

__all__ = ["append", "hold_end", "writing"]
