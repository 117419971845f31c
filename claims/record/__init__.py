"""The record: documents, one hash chain, and reading it as of any moment.

`append` is the only writer. Everything public is read back from documents by `claims.record.reader`.
"""

from .chain import append
from .turnstile import writing

__all__ = ["append", "writing"]
