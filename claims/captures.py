"""Copies of what a response was said in: what kind of file each is, and where it is kept, written once.

A file is stored before any row names it, outside the transaction: it may be large, and nobody should wait for it to
write a mark. A file that no row came to name is left over and can be swept away; no row is ever without its file.
"""

import hashlib
import logging
import os
import re
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Capture

log = logging.getLogger(__name__)

#: What a file may have at most, in words and exactly.
MOST_MEGABYTES = 20
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
#: Seconds for which a file stays with a form that was refused; twice as old, one that no row names is left over.
HELD_FOR = 24 * 60 * 60
FOLDER = "captures"

HTML, MHTML, TEXT = "text/html", "multipart/related", "text/plain"
#: Suffixes that a kept file's name may have, by media type; the first is given to a name that has another.
SUFFIXES = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/webp": (".webp",),
    "image/gif": (".gif",),
    "application/pdf": (".pdf",),
    HTML: (".html", ".htm", ".xhtml"),
    MHTML: (".mhtml", ".mht"),
    TEXT: (".txt", ".md", ".eml"),
}
#: What a browser may show by itself. Anything that could run or be mistaken for a page is only handed over as a file.
SHOWN = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})

#: As many bytes as it takes to know what a file is.
HEAD = 1024
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_ARCHIVE = re.compile(rb"^mime-version:.*^content-type:\s*multipart/related", re.I | re.M | re.S)
_LONGEST_NAME = 200
_SALT = "claims.captures"


@dataclass(frozen=True)
class Stored:
    """A file that is kept already and that no row names yet. `file` is its path in the store; `size` counts bytes."""

    file: str
    name: str
    media_type: str
    size: int
    sha256: str

    def capture(self) -> Capture:
        """The row that is to name it, without its response and not saved."""
        return Capture(**asdict(self))

    @property
    def token(self) -> str:
        """What a form that was refused carries, so that the file need not be chosen again."""
        return signing.dumps(asdict(self), salt=_SALT, compress=True)

    @classmethod
    def held(cls, token: str) -> "Stored | None":
        """The file that a form carries; None for a token that is not ours or too old, or a file gone or named already.

        A file belongs to one row: a form sent again from the browser's history must not make it that of two.
        """
        try:
            stored = cls(**signing.loads(token, salt=_SALT, max_age=HELD_FOR))
        except (signing.BadSignature, TypeError, UnicodeError):
            return None
        is_free = default_storage.exists(stored.file) and not Capture.objects.filter(file=stored.file).exists()
        return stored if is_free else None


def store(upload: UploadedFile) -> Stored:
    """Keep an uploaded file under a name of its own, on the disk for good when this returns.

    Raises ValidationError, in words, where it is too large or of no kind that is kept, and OSError where the disk is
    full or cannot be written.
    """
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(
            _("The file is larger than %(most)d MB. Keep a part of it, or a screenshot."),
            code="too_large",
            params={"most": MOST_MEGABYTES},
        )
    if isinstance(upload, LostUpload):
        raise OSError("the upload could not be taken in")
    folder = f"{FOLDER}/{timezone.now():%Y/%m}"
    place = Path(default_storage.path(folder))
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, temporary = tempfile.mkstemp(dir=place, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            media_type, size, sha256 = _write(upload, file)
            file.flush()
            os.fsync(file.fileno())
        suffix = SUFFIXES[media_type][0]
        name = f"{uuid4().hex}{suffix}"
        Path(temporary).chmod(0o400)
        # The name is new, so nothing is ever replaced.
        Path(temporary).rename(place / name)
        _sync(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return Stored(f"{folder}/{name}", clean_name(upload.name or "", media_type), media_type, size, sha256)


def _write(upload: UploadedFile, file: Any) -> tuple[str, int, str]:
    """Copy the upload; returns its media type, number of bytes and SHA-256, all of what was written."""
    digest, size, head, is_text = hashlib.sha256(), 0, b"", True
    for chunk in upload.chunks():
        file.write(chunk)
        digest.update(chunk)
        size += len(chunk)
        head = head if len(head) >= HEAD else head + chunk[: HEAD - len(head)]
        is_text = is_text and not _BINARY.search(chunk)
    media_type = media_type_of(head, is_text=is_text)
    if media_type is None:
        raise ValidationError(
            _("This is no image (PNG, JPEG, WebP, GIF), PDF, saved page (HTML) or plain text. Save it as one."),
            code="kind",
        )
    return media_type, size, digest.hexdigest()


def _sync(folder: Path) -> None:
    """Let the folder's new entry survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def media_type_of(head: bytes, *, is_text: bool) -> str | None:
    """What a file is by its first bytes, whatever its name or the browser say; None for what is not kept.

    `is_text`: no byte of it is one that only binary files have. The signatures are those of the WHATWG MIME Sniffing
    Standard, https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern; a page in a single file is RFC 2557.
    """
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head[:4] == b"RIFF" and head[8:14] == b"WEBPVP":
        return "image/webp"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        return "application/pdf"
    if not is_text:
        return None
    # A page saved into a single file has the page itself further on.
    if _ARCHIVE.search(head):
        return MHTML
    return HTML if _PAGE.search(head) else TEXT


def clean_name(name: str, media_type: str) -> str:
    """The name as one can safely show and save it: no path, nothing invisible, not too long, the suffix of its kind."""
    name = name.encode("utf-8", "ignore").decode().replace("\\", "/").rpartition("/")[2]
    # Cc are control characters, Cf invisible ones, among them those that turn the direction of writing around.
    name = "".join(one for one in unicodedata.normalize("NFC", name) if unicodedata.category(one) not in {"Cc", "Cf"})
    name = " ".join(name.split()).strip(". ")
    suffixes = SUFFIXES[media_type]
    stem, dot, ending = name.rpartition(".")
    if not stem or f"{dot}{ending.lower()}" not in suffixes:
        stem, ending = name or "copy", suffixes[0][1:]
    return f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}"


def broken(capture: Capture) -> str:
    """What is wrong with the file of a capture, "is missing" or "was changed"; empty where it is as it was kept.

    One that was withheld has no file, and nothing is wrong with that.
    """
    if capture.withheld:
        return ""
    digest, size = hashlib.sha256(), 0
    try:
        with capture.file.open("rb") as file:
            for chunk in file.chunks():
                digest.update(chunk)
                size += len(chunk)
    except OSError:
        return "is missing or cannot be read"
    return "" if (size, digest.hexdigest()) == (capture.size, capture.sha256) else "was changed"


class NotDeleted(Exception):
    """Files that could not be deleted, named in a sentence."""


def delete_files(names: Iterable[str]) -> None:
    """Delete files that no row names any more; one that is gone already is well.

    Raises NotDeleted for those that could not be, once all others are gone.
    """
    left = []
    for name in names:
        try:
            default_storage.delete(name)
        except OSError as error:
            left.append(f"{name} ({error.strerror})")
    if left:
        raise NotDeleted(_("These files could not be deleted: %(names)s.") % {"names": ", ".join(left)})


def left_over() -> Iterator[str]:
    """Files in the store that no row names, stored so long ago that no form can bring them back."""
    # Twice as long: a form that was refused just before its time is up carries the file for as long again.
    before = time.time() - 2 * HELD_FOR
    yield from _unnamed(lambda file: file.stat().st_mtime < before)


def left_of_withheld() -> Iterator[tuple[Capture, str]]:
    """Files in the store that no row names, and that are a copy which was withheld, with that copy."""
    withheld = {(capture.size, capture.sha256): capture for capture in Capture.objects.exclude(withheld="")}
    sizes = {size for size, _sha256 in withheld}
    for name in _unnamed(lambda file: file.stat().st_size in sizes):
        with default_storage.open(name) as file:
            capture = withheld.get((file.size, hashlib.file_digest(file, "sha256").hexdigest()))
        if capture:
            yield capture, name


def _unnamed(is_meant: Callable[[Path], bool]) -> list[str]:
    root = Path(default_storage.path(FOLDER))
    meant = [path for path in root.rglob("*") if path.is_file() and is_meant(path)]
    names = {str(path.relative_to(root.parent)) for path in meant}
    return sorted(names - set(Capture.objects.filter(file__in=names).values_list("file", flat=True)))


class LostUpload(UploadedFile):
    """An upload of which the disk could not take everything in: only its name and size are known."""


class UploadHandler(TemporaryFileUploadHandler):
    """Takes a request's files to the disk, but no more than is ever kept, and says so of one that did not fit there.

    Django's own handler would fill the disk with whatever anybody sends, and answer 500 once it is full.
    """

    written = 0
    is_lost = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.is_lost = False
        try:
            super().new_file(*args, **kwargs)
        except OSError:
            self._lose()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        # What is not written is counted all the same, so that the form can say that it is too large.
        if self.is_lost or self.written + len(raw_data) > MOST_BYTES:
            self.is_lost = True
            return
        try:
            self.file.write(raw_data)
        except OSError:
            self._lose()
        self.written += len(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if not self.is_lost:
            try:
                return super().file_complete(file_size)
            except OSError:
                self._lose()
        if hasattr(self, "file"):
            self.file.close()
        return LostUpload(BytesIO(), self.file_name, self.content_type, file_size)

    def _lose(self) -> None:
        log.exception("An uploaded file could not be taken in.")
        self.is_lost = True
