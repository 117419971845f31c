"""Every template is shown by something, every partial, too, and every class asked for: none stays behind."""

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
CLASSES = re.compile(r'\bclass="([^"]*)"')
# `.name` in a selector, "name" alone, and several where they are given to an element.
ASKED_FOR = [
    re.compile(r"(?<![\w)\]])\.([a-z][\w-]*)"),
    re.compile(r"""["'`]([a-z][\w-]*)["'`]"""),
    re.compile(r"""\bclass(?:Name)?(?: = |=)\\?["']([^"']+)"""),
]
# What stands for each of the two in a text, where only the rest of it is looked at.
VALUE, TAG = "\0", "\1"


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


def classes() -> dict[str, str]:
    """Every class that a template writes out, with one that does; not those made of parts, `status-{{ status }}`."""
    found = {}
    for template, text in written().items():
        if template.startswith("admin/"):
            # In Django's own style sheets.
            continue
        plain = re.sub("{{.*?}}", VALUE, re.sub("{%.*?%}", TAG, text))
        for names in CLASSES.findall(plain):
            found |= {name.strip(TAG): template for name in names.split() if not {VALUE, TAG} & set(name.strip(TAG))}
    return found


def asked_for() -> set[str]:
    """The names in style sheets, scripts, tests, the design, and in what templates say beside their classes."""
    static, tests = settings.BASE_DIR / "static", settings.BASE_DIR / "tests"
    files = [*static.rglob("*.css"), *static.rglob("*.js"), *tests.rglob("*.py"), settings.BASE_DIR / "docs/design.md"]
    texts = [*(path.read_text() for path in files), *(CLASSES.sub("", text) for text in written().values())]
    return {name for text in texts for one in ASKED_FOR for names in one.findall(text) for name in names.split()}


def test_nothing_is_left_of_a_class_that_nothing_asks_for():
    asked = asked_for()

    assert {name: template for name, template in classes().items() if name not in asked} == {}
