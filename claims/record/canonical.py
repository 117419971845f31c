"""Canonical bytes and fingerprints, specified so that a program in any language can check them.

**Canonical bytes** are JSON after RFC 8785 (JSON Canonicalization Scheme), restricted so that the scheme has no hard
parts: objects, arrays, strings, `true`, `false`, `null` and whole numbers below 2^53 in size; no fractions. Member
names are ASCII and sorted; no white space between tokens; strings in UTF-8, escaping only `"`, `\\`, `\\b`, `\\t`,
`\\n`, `\\f`, `\\r` and other characters below U+0020 (as `\\u00xx`, lower case); no lone surrogates;
nothing is normalised.

**A fingerprint** is SHA-256 (FIPS 180-4) of canonical bytes, as 64 lower-case hexadecimal digits. Times are RFC 3339 in
UTC with six digits of fraction: `2026-11-22T09:15:37.000000Z`.

**A revision's header** is the object `header_document` returns; its fingerprint is the revision's, and the next header
holds it as `previous`. The first revision's `previous` is 64 zeros.
"""

import hashlib
import json
import secrets
import zlib
from datetime import UTC, datetime
from typing import Any

DOCUMENT_FORMAT = "onrecord-document-1"
REVISION_FORMAT = "onrecord-revision-1"
NO_DIGEST = "0" * 64
LARGEST_NUMBER = 2**53 - 1

type Json = bool | int | str | list[Json] | dict[str, Json] | None


class Unpackable(ValueError):
    """Stored bytes that are not what `pack` makes."""


def canonical(value: Json) -> bytes:
    """The canonical bytes of `value`. Raises ValueError for what the format cannot hold."""
    _check(value)
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def _check(value: Json) -> None:
    if isinstance(value, dict):
        for name, member in value.items():
            if not (isinstance(name, str) and name.isascii()):
                raise ValueError(f"Member names are ASCII, not {name!r}.")
            _check(member)
    elif isinstance(value, list):
        for member in value:
            _check(member)
    elif isinstance(value, int):
        if abs(value) > LARGEST_NUMBER:
            raise ValueError(f"{value} is too large a number for a document.")
    elif not (value is None or isinstance(value, str)):
        raise ValueError(f"A document cannot hold {type(value).__name__}.")


def fingerprint(content: bytes) -> str:
    """SHA-256 of `content` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def moment_text(moment: datetime) -> str:
    """An aware moment as the record writes it, in UTC with microseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def salt() -> str:
    """128 random bits, so that the text behind a fingerprint cannot be confirmed by guessing."""
    return secrets.token_hex(16)


def header_document(
    *,
    sequence: int,
    kind: str,
    subject: int,
    number: int,
    change: str,
    recorded_at: datetime,
    document_digest: str,
    previous_digest: str,
    withholds: int | None,
) -> dict[str, Json]:
    """What a revision's fingerprint is taken over: numbers, codes, times and fingerprints only."""
    return {
        "format": REVISION_FORMAT,
        "sequence": sequence,
        "kind": kind,
        "subject": subject,
        "number": number,
        "change": change,
        "recorded_at": moment_text(recorded_at),
        "document": document_digest,
        "previous": previous_digest,
        "withholds": withholds,
    }


# Storage, outside the fingerprint: one byte names the packing, so that a better one can be added beside it.
_DEFLATE_WITH_WORDS = b"\x01"
_WORDS = (
    b'"retraction":"","role":"","short_form":"","channel_detail":"","translation":"","translator":"","question":"",'
    b'"archive_url":"https://web.archive.org/web/20","url":"https://www.","reported_by":null,"heard":"first_hand",'
    b'"heard":"reported","channel":"statement","channel":"news_conference","channel":"interview","language":"en",'
    b'"said_at":"2024-01-26","people":null,"label":"","kind":"anonymous","origin":{"id":,"outlet":null,"words":"',
    b'"attributions":[{"article":1,"exact":"","prefix":"","suffix":"","start":0,"text_sha256":"","version":1,'
    b'"locator":"","stance":"reports","standing":"not_known","standing_note":"","approaches":[{"asked":,"asker":null,'
    b'"asked_on":"","checked_on":null,"deadline":null,"how":"","note":"","outcome":"awaiting","no_reply",'
    b'"evidence":[{"assessed_by":"","assessed_on":"","bearing":"contradicts","supports","finding":"","published_at":"',
    b'"publisher":"","title":"","marks":[{"answers":[],"despite":"","evidence":[],"ground":"response","not_pursued":false,'
    b'"reason":"Denied by , on  2024. Not independently verified by ","recorded_at":"2026-11-22T","status":"denied",'
    b'"confirmed","open","stood_from":"","tried_to_verify":false,"undone":false}],"responses":[{"body":null,"speaker":',
    b'"answers":[{"kind":"denies","part":"","position":"subject","response":,"appearances":[],"about_when":null,'
    b'"claimed_on":null,"claimant":"","change":"published","marked","answered","appeared","format":"onrecord-document-1",'
    b'"ground":null,"id":1,"kind":"claim","mark":null,"merged_into":null,"number":1,"review_by":null,"salt":"","slug":"',
    b'"split_from":null,"state":"public","statement":"","status":"open","topics":[],"unknowns":"","was":null}',
)
_DICTIONARY = b"".join(_WORDS)


def pack(content: bytes) -> bytes:
    """`content` as stored: a byte naming the packing, then zlib (RFC 1950) with a preset dictionary."""
    squeezer = zlib.compressobj(level=9, wbits=15, zdict=_DICTIONARY)
    return _DEFLATE_WITH_WORDS + squeezer.compress(content) + squeezer.flush()


def unpack(body: bytes | memoryview) -> bytes:
    """The content that `pack` was given. Raises Unpackable for anything else."""
    stored = bytes(body)
    if stored[:1] != _DEFLATE_WITH_WORDS:
        raise Unpackable("The stored document has an unknown packing.")
    opener = zlib.decompressobj(wbits=15, zdict=_DICTIONARY)
    try:
        content = opener.decompress(stored[1:]) + opener.flush()
    except zlib.error as error:
        raise Unpackable(f"The stored document cannot be unpacked: {error}.") from error
    if not opener.eof:
        raise Unpackable("The stored document is cut short.")
    return content


def parse(content: bytes) -> dict[str, Any]:
    """The document in canonical bytes `content`."""
    document = json.loads(content)
    if not isinstance(document, dict):
        raise Unpackable("A document is an object.")
    return document
