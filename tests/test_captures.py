"""What a kept file is, what it may be called, and that it is written once or not at all."""

import hashlib
import os
import resource
import time
from io import StringIO
from pathlib import Path
from shutil import rmtree

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from claims import workflow
from claims.captures import MOST_BYTES, Stored, broken, clean_name, store
from claims.models import Capture
from claims.record.verify import BrokenRecord, verify
from tests.factories import PNG, ClaimFactory, answered, full_claim, kept

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"
PAGE = b"<!DOCTYPE html>\n<html><body><script>alert(1)</script></body></html>"
ARCHIVE = (
    b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n<html>"
)


@pytest.fixture
def kept_files(settings, tmp_path) -> Path:
    """Where files are kept: an empty folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT / "captures"


def uploaded(content: bytes, name: str = "copy", media_type: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, media_type)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"GIF89a\x01\x00", "image/gif"),
        (PDF, "application/pdf"),
        (PAGE, "text/html"),
        (b"\xef\xbb\xbf  <!-- saved --><HTML lang=ru>\xd0\xbd\xd0\xb5\xd1\x82", "text/html"),
        ("<html><meta charset=windows-1251>неправда".encode("windows-1251"), "text/html"),
        (ARCHIVE, "multipart/related"),
        ("Это неправда\n".encode(), "text/plain"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "text/plain"),
    ],
)
def test_what_a_file_is_says_its_content(kept_files, content, media_type):
    stored = store(uploaded(content, "invoice.exe", "image/png"))

    assert stored.media_type == media_type
    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (kept_files.parent / stored.file).read_bytes() == content


@pytest.mark.parametrize(
    "content", [b"MZ\x90\x00\x03", b"PK\x03\x04zip", b"\x7fELF\x02", b"RIFF\x24\x00\x00\x00WAVEfmt "]
)
def test_what_is_no_picture_page_or_text_is_refused_and_leaves_nothing(kept_files, content):
    with pytest.raises(ValidationError, match="no image"):
        store(uploaded(content, "photo.png", "image/png"))

    assert files_in(kept_files) == []


def test_a_text_with_binary_further_on_is_no_text(kept_files):
    with pytest.raises(ValidationError, match="no image"):
        store(uploaded(b"harmless words\n" * 20_000 + b"\x00\x01"))


def test_twenty_megabytes_are_kept_and_one_byte_more_is_not(kept_files):
    assert store(uploaded(PNG + bytes(MOST_BYTES - len(PNG)))).size == MOST_BYTES
    with pytest.raises(ValidationError, match="larger than 20 MB"):
        store(uploaded(PNG + bytes(MOST_BYTES - len(PNG) + 1)))


@pytest.mark.parametrize(
    ("name", "kind", "clean"),
    [
        ("screenshot.PNG", "image/png", "screenshot.PNG"),
        ("..\\..\\windows\\a.png", "image/png", "a.png"),
        ("/etc/passwd", "text/plain", "passwd.txt"),
        ("tele\u202egnp.exe", "image/png", "telegnp.exe.png"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "application/pdf", "abSet-Cookie: x.pdf"),
        ("...", "text/html", "copy.html"),
        ("", "image/gif", "copy.gif"),
        ("Опровержение  Пескова.pdf", "application/pdf", "Опровержение Пескова.pdf"),
        ("a\ud800.png", "image/png", "a.png"),
    ],
)
def test_a_name_hides_and_reaches_nothing(name, kind, clean):
    assert clean_name(name, kind) == clean


def test_a_long_name_is_cut_before_its_ending():
    name = clean_name("я" * 500 + ".jpeg", "image/jpeg")

    assert len(name) == 200
    assert name.endswith("я.jpeg")


def test_two_files_of_one_name_are_two_files_that_nobody_may_write(kept_files):
    one, other = store(uploaded(PNG, "a.png")), store(uploaded(PNG + b"!", "a.png"))

    assert one.file != other.file
    assert len(files_in(kept_files)) == 2
    assert all(path.stat().st_mode & 0o777 == 0o400 for path in files_in(kept_files))


def test_a_disk_that_is_full_leaves_no_half_a_file(kept_files):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(OSError, match="large"):
            store(uploaded(PNG + bytes(500_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert files_in(kept_files) == []


@pytest.mark.django_db
def test_a_token_brings_its_file_back_and_no_other(kept_files):
    stored = store(uploaded(PNG, "a.png"))

    assert Stored.held(stored.token) == stored
    assert Stored.held(stored.token[:-1] + "!") is None
    assert Stored.held("../../etc/passwd") is None
    default_storage.delete(stored.file)
    assert Stored.held(stored.token) is None


@pytest.mark.django_db
def test_a_file_that_no_row_names_is_swept_away_after_two_days(kept_files):
    capture = kept(answered(ClaimFactory.create()).response)
    fresh = store(uploaded(PNG, "fresh.png"))
    old = store(uploaded(PNG, "old.png"))
    yesterday = time.time() - 25 * 60 * 60
    os.utime(default_storage.path(fresh.file), (yesterday, yesterday))
    long_ago = time.time() - 49 * 60 * 60
    for name in (capture.file.name, old.file):
        os.utime(default_storage.path(name), (long_ago, long_ago))
    said = StringIO()

    call_command("sweep_captures", stdout=said)

    assert old.file in said.getvalue()
    assert not default_storage.exists(old.file)
    assert default_storage.exists(fresh.file)
    assert broken(capture) == ""


# Taking a request's files in


def taken_in(content: bytes) -> object:
    request = RequestFactory().post("/", {"capture": uploaded(content, "a.png")})
    return request.FILES["capture"]


def test_no_more_of_an_upload_reaches_the_disk_than_is_ever_kept():
    upload = taken_in(PNG + bytes(3 * MOST_BYTES))

    assert upload.size == len(PNG) + 3 * MOST_BYTES
    assert upload.read() == b""
    with pytest.raises(ValidationError, match="larger than 20 MB"):
        store(upload)


def test_an_upload_that_finds_no_place_is_told_and_no_server_error(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "not there")

    with pytest.raises(OSError, match="could not be taken in"):
        store(taken_in(PNG + bytes(5_000_000)))


# In the record


@pytest.mark.django_db
def test_a_copy_of_an_answer_to_public_claims_is_recorded_for_each_of_them(kept_files):
    claims = [ClaimFactory.create(), ClaimFactory.create()]
    response = answered(claims[0]).response
    workflow.answer_claim(response, claims[1], kind="denies", by=claims[0].created_by)
    numbers = []
    for claim in claims:
        claim.refresh_from_db()
        numbers.append(claim.head.number)

    kept(response)

    for claim, number in zip(claims, numbers, strict=True):
        claim.refresh_from_db()
        assert (claim.head.number, claim.head.change) == (number + 1, "updated")
    verify()


@pytest.mark.django_db
def test_a_claim_says_in_public_that_a_copy_is_kept_and_serves_it_not(kept_files, client):
    claim = ClaimFactory.create()
    capture = kept(answered(claim).response, PDF + bytes(119_990), name="denial.pdf")
    claim.refresh_from_db()

    page = client.get(f"/claims/{claim.pk}/{claim.slug}/").content.decode()
    version = client.get(f"/claims/{claim.pk}/revisions/{claim.head.number}/").content.decode()

    assert "A copy is kept (PDF, 120 kB), fingerprint" in page
    assert capture.sha256 in page
    assert f"PDF, 120 kB, fingerprint {capture.sha256}" in version
    assert "denial.pdf" not in page
    assert "/captures/" not in page


@pytest.mark.django_db
def test_the_same_file_is_kept_with_a_response_once(kept_files):
    response = answered(ClaimFactory.create()).response
    kept(response)

    with pytest.raises(ValidationError, match="This very file is, or was, kept with this response already"):
        kept(response, name="again.png")

    assert Capture.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: (path.chmod(0o600), path.write_bytes(PNG + b"?")), "was changed"),
        (lambda path: (path.unlink(), path.mkdir()), "is missing or cannot be read"),
    ],
)
def test_verifying_names_a_kept_file_that_is_gone_or_changed(kept_files, harm, said):
    capture = kept(answered(ClaimFactory.create()).response)
    verify()
    harm(Path(capture.file.path))

    with pytest.raises(BrokenRecord, match=said) as broken_record:
        verify()

    assert capture.file.name in str(broken_record.value)


@pytest.mark.django_db
def test_verifying_notices_a_fingerprint_that_is_not_the_records(kept_files):
    capture = kept(answered(ClaimFactory.create()).response)
    path = Path(capture.file.path)
    path.chmod(0o600)
    path.write_bytes(PDF)
    Capture.objects.update(sha256=hashlib.sha256(PDF).hexdigest(), size=len(PDF))

    with pytest.raises(BrokenRecord, match="responses"):
        verify()


@pytest.mark.django_db(transaction=False)
def test_withholding_a_claim_deletes_the_copies_that_only_it_used(
    kept_files, editor, django_capture_on_commit_callbacks
):
    claim = full_claim()
    alone, shared = (answer.response for answer in claim.answers.order_by("pk"))
    workflow.answer_claim(shared, ClaimFactory.create(), kind="denies", by=editor)
    gone, stays = kept(alone), kept(shared)
    claim.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        workflow.withhold_claim_text(claim, reason="A court ordered it.", by=editor)

    assert list(Capture.objects.all()) == [stays]
    assert not default_storage.exists(gone.file.name)
    verify()


def test_a_copy_that_the_law_does_not_let_us_keep_goes_and_its_fingerprint_stays_with_the_reason(
    committed, kept_files, client, editor
):
    claim = ClaimFactory.create()
    capture = kept(answered(claim).response, name="private-letter.png")
    file = capture.file.name
    client.force_login(editor)

    said = StringIO()
    call_command("withhold", "capture", str(capture.pk), "--reason", "A court ordered it.", stdout=said)

    assert said.getvalue() == f"Copy {capture.pk} is withheld.\n"
    assert not default_storage.exists(file)
    claim.refresh_from_db()
    page = client.get(f"/claims/{claim.pk}/{claim.slug}/").content.decode()
    assert "and withheld: <bdi>A court ordered it.</bdi> Its fingerprint was" in page
    assert capture.sha256 in page
    desk = client.get(f"/desk/responses/{capture.response_id}/").content.decode()
    assert "Withheld: <bdi>A court ordered it.</bdi>" in desk
    assert "private-letter" not in desk
    gone = client.get(f"/desk/captures/{capture.pk}/")
    assert gone.status_code == 404
    assert "A court ordered it." in gone.content.decode()
    assert (claim.head.change, claim.head.number) == ("corrected", 4)
    verify()


def test_a_copy_is_withheld_once_and_not_by_versions(committed, kept_files):
    capture = kept(answered(ClaimFactory.create()).response)
    command = ["withhold", "capture", str(capture.pk), "--reason", "A court ordered it."]

    with pytest.raises(CommandError, match="leave out --versions and --all"):
        call_command(*command, "--all")
    call_command(*command, stdout=StringIO())
    with pytest.raises(CommandError, match="withheld already"):
        call_command(*command)


def test_a_withheld_copy_whose_file_stays_is_told_and_goes_when_it_is_withheld_again(committed, kept_files):
    capture = kept(answered(ClaimFactory.create()).response)
    command = ["withhold", "capture", str(capture.pk), "--reason", "A court ordered it."]
    path = Path(capture.file.path)
    path.rename(aside := kept_files.with_name("aside"))
    (path / "in the way").mkdir(parents=True)

    with pytest.raises(CommandError, match=f"could not be deleted: {capture.file.name} .*still there"):
        call_command(*command)
    rmtree(path)
    aside.rename(path)
    with pytest.raises(BrokenRecord, match=f"{capture.file.name} is still there, and copy {capture.pk} was withheld"):
        verify()

    with pytest.raises(CommandError, match="withheld already"):
        call_command(*command)
    assert not path.exists()
    verify()


@pytest.mark.django_db
def test_what_is_withheld_of_a_claim_is_said(kept_files):
    with pytest.raises(CommandError, match="Say which"):
        call_command("withhold", "claim", str(ClaimFactory.create().pk), "--reason", "A court ordered it.")
