"""The files a site serves: each under a name that changes with what is in it, scripts that others import included."""

import re
from pathlib import Path

import pytest
from django.conf import settings as project
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from pytest_django import Settings

pytestmark = pytest.mark.once


def test_a_script_names_what_it_imports_by_a_name_that_changes_with_it(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = project.STORAGES | {"staticfiles": {"BACKEND": "config.static.HashedFiles"}}

    call_command("collectstatic", interactive=False, verbosity=0)

    written = [
        path for path in Path(project.BASE_DIR, "static", "js", "desk").glob("*.js") if "import" in path.read_text()
    ]
    for path in written:
        served = tmp_path / staticfiles_storage.stored_name(f"js/desk/{path.name}")
        names = re.findall(r'from "(.+?)"', served.read_text())
        assert len(names) == path.read_text().count(' from "./')
        assert all(re.fullmatch(r"[./a-z-]+\.[0-9a-f]{12}\.js", name) for name in names)
        assert all((served.parent / name).is_file() for name in names)
    assert written
