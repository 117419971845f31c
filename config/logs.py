"""How a log line looks."""

import logging
import time


class LineFormatter(logging.Formatter):
    """One record, one line, times in UTC; only a traceback takes more."""

    def converter(self, timestamp: float | None) -> time.struct_time:
        return time.gmtime(timestamp)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  the name is logging's
        # A visitor's line break must not look like a line of ours.
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")
