"""How a log line looks."""

import logging

from django.conf import settings

from config.logs import LineFormatter


def line(message: str, *arguments: object) -> str:
    """What the operator reads of a message from the first moment of 1970."""
    form = settings.LOGGING["formatters"]["line"]
    record = logging.LogRecord("site", logging.WARNING, __file__, 1, message, arguments, None)
    record.created = record.msecs = 0.0
    return LineFormatter(form["format"], form["datefmt"], form["style"]).format(record)


def test_a_line_says_when_in_utc_whatever_the_zone_of_the_site(settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    assert line("Full.") == "1970-01-01T00:00:00.000Z WARNING site: Full."


def test_a_line_break_sent_by_a_visitor_begins_no_line_of_ours():
    assert line("Not found: %s", "/a\r\nERROR b").splitlines() == [line("Not found: /a\\r\\nERROR b")]
