"""Every template is shown by something, and every partial: none stays behind when a page changes."""

import re
from pathlib import Path

from django.conf import settings
from django.template.utils import get_app_template_dirs

TEMPLATES: Path = settings.BASE_DIR / "templates"
# Asked for by Django and allauth by name, in views that have no template of that name themselves.
ERROR_PAGES = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}

NAMED = re.compile(r"""["']([\w/-]+\.\w+)(?:#([\w-]+))?["']""")
# Without `inline`, that is, not shown where it is defined.
DEFINED = re.compile(r"{% partialdef ([\w-]+) %}")
SHOWN = re.compile(r"{% partial ([\w-]+)")


def written() -> dict[str, str]:
    """The templates of this project by name."""
    return {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in TEMPLATES.rglob("*.*")}


def named() -> set[tuple[str, str]]:
    """Templates, with a partial or none, that code or another template names."""
    code = [path for folder in ("claims", "config") for path in (settings.BASE_DIR / folder).rglob("*.py")]
    found = {found for path in code for found in NAMED.findall(path.read_text())}
    for template, text in written().items():
        found |= {(name, part) for name, part in NAMED.findall(text) if part or name != template}
    return found


def brought_along(name: str) -> bool:
    """Whether an installed application has a template of that name, or the administration one for all applications."""
    name = name.replace("admin/claims/", "admin/")
    return any(Path(folder, name).is_file() for folder in get_app_template_dirs("templates"))


def replaced() -> set[str]:
    """Templates that stand in for one that an installed application brings along."""
    return {name for name in written() if brought_along(name)}


def test_nothing_is_left_of_a_template_that_nobody_shows():
    shown = {name for name, _part in named()} | replaced() | ERROR_PAGES

    assert sorted(set(written()) - shown) == []


def test_every_template_that_is_named_is_there():
    folders = tuple(f"{path.name}/" for path in TEMPLATES.iterdir() if path.is_dir())
    missing = {name for name, _part in named() if name.startswith(folders) and name.endswith(".html")} - set(written())

    assert sorted(name for name in missing if not brought_along(name)) == []


def test_nothing_is_left_of_a_partial_that_nobody_shows():
    shown = named()
    unused = [
        f"{template}#{part}"
        for template, text in written().items()
        for part in DEFINED.findall(text)
        if (template, part) not in shown and part not in SHOWN.findall(text)
    ]

    assert unused == []
