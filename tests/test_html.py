"""The Nu HTML checker finds nothing on any page of ours; how the administration is written is Django's."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.pages import account_pages, desk_pages, fill_the_record, public_pages

pytestmark = [pytest.mark.django_db, pytest.mark.nu, pytest.mark.once]

JAR = os.environ.get("VNU_JAR", "")
# htmx's own attributes, which a checker of HTML cannot know.
KNOWN = re.compile(r"Attribute “hx-[a-z-]+” not allowed on element")


@pytest.fixture
def checker() -> list[str]:
    if JAR and Path(JAR).is_file() and (java := shutil.which("java")):
        return [java, "-Xss4m", "-jar", JAR, "--format", "json", "--exit-zero-always"]
    if "nu" in os.environ.get("ONRECORD_REQUIRE", "").split(","):
        pytest.fail("The Nu HTML checker is required here: VNU_JAR names no file, or there is no Java.")
    pytest.skip("The Nu HTML checker is not here (VNU_JAR names its file; it needs Java).")


def test_the_checker_finds_nothing_on_any_page(
    checker: list[str], tmp_path: Path, editor: User, administrator: User
) -> None:
    fill_the_record(editor)
    reader, desk, office = Client(), Client(), Client()
    desk.force_login(editor)
    office.force_login(administrator)
    pages = {address: reader.get(address) for address in public_pages(of_each=30)}
    pages |= {address: desk.get(address) for address in desk_pages()}
    pages |= {address: office.get(address) for address in account_pages()}
    names = {}
    for number, (address, response) in enumerate(pages.items()):
        if response.headers.get("Content-Type", "").startswith("text/html") and response.content:
            names[f"{number}.html"] = address
            (tmp_path / f"{number}.html").write_bytes(response.content)

    said = subprocess.run([*checker, str(tmp_path)], capture_output=True, text=True, check=True, timeout=1200)
    messages = json.loads(said.stderr)["messages"]

    found = {
        f"{names[Path(message['url']).name]}: {message['message']} … {message.get('extract', '')[:120]}"
        for message in messages
        if not KNOWN.search(message["message"])
    }
    assert len(names) > 60
    assert sorted(found) == []
