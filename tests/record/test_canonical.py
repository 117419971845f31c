"""Canonical bytes: what another language must be able to make again."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.record.canonical import (
    NO_DIGEST,
    Unpackable,
    canonical,
    fingerprint,
    header_document,
    moment_text,
    pack,
    salt,
    unpack,
)

TEXT = st.text(st.characters(codec="utf-8"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdefgh_", min_size=1), inner, max_size=4),
    max_leaves=20,
)


def test_the_bytes_of_a_header_are_fixed():
    """A known answer: computed by hand from the specification, so that it can be checked anywhere."""
    header = header_document(
        sequence=1,
        kind="claim",
        subject=7,
        number=1,
        change="published",
        recorded_at=datetime(2026, 11, 22, 10, 15, 37, tzinfo=timezone(timedelta(hours=1))),
        document_digest=fingerprint(b"{}"),
        previous_digest=NO_DIGEST,
        withholds=None,
    )

    assert canonical(header) == (
        b'{"change":"published","document":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",'
        b'"format":"onrecord-revision-1","kind":"claim","number":1,"previous":"' + b"0" * 64 + b'",'
        b'"recorded_at":"2026-11-22T09:15:37.000000Z","sequence":1,"subject":7,"withholds":null}'
    )


def test_strings_escape_only_what_json_must():
    assert canonical('"\\\b\t\n\f\r\x01\x1f\x7f é 😀') == '"\\"\\\\\\b\\t\\n\\f\\r\\u0001\\u001f\x7f é 😀"'.encode()


@given(JSON)
def test_canonical_bytes_hold_the_value_and_are_their_own_form(value):
    written = canonical(value)

    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


@pytest.mark.parametrize("value", [1.5, 2**53, {"é": 1}, "\ud800", object(), b"x"])
def test_what_the_format_cannot_hold_is_refused(value):
    with pytest.raises(ValueError, match=r"document|ASCII|surrogate|large"):
        canonical(value)


@given(st.binary())
def test_packing_gives_the_content_back(content):
    assert unpack(pack(content)) == content


@pytest.mark.parametrize("stored", [b"", b"\x00abc", b"\x01abc", pack(b"some content")[:-3]])
def test_what_was_not_packed_here_is_refused(stored):
    with pytest.raises(Unpackable):
        unpack(stored)


def test_moments_are_written_in_utc_to_the_microsecond():
    assert moment_text(datetime(2024, 1, 1, tzinfo=UTC)) == "2024-01-01T00:00:00.000000Z"


def test_salts_differ():
    assert salt() != salt()
