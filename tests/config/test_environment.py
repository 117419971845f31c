"""Each variable of the environment: what it defaults to, and the sentence that refuses a wrong value."""

import os
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment


def read(reader: str, *arguments, **variables: str):
    return getattr(Environment(variables), reader)(*arguments)


@pytest.mark.parametrize(
    ("variable", "value", "reader"),
    [
        ("PORT", "eighty", "port"),
        ("PORT", "0", "port"),
        ("PORT", "65536", "port"),
        ("PORT", "٨٠", "port"),
        ("SITE_NAME", "x" * 61, "site_name"),
        ("SITE_NAME", "two\nlines", "site_name"),
        ("SITE_URL", "record.example", "site_url"),
        ("SITE_URL", "ftp://record.example", "site_url"),
        ("SITE_URL", "https://", "site_url"),
        ("SITE_URL", "https://record.example/desk", "site_url"),
        ("SITE_URL", "https://user@record.example", "site_url"),
        ("SITE_URL", "https://record.example:port", "site_url"),
        ("SITE_URL", "https://[record", "site_url"),
        ("ALLOWED_HOSTS", "https://record.example", "allowed_hosts"),
        ("ALLOWED_HOSTS", "record.example:8000", "allowed_hosts"),
        ("ALLOWED_HOSTS", "record.example,", "allowed_hosts"),
        ("CONTACT", "the desk", "contact"),
        ("CONTACT", "javascript:alert(1)", "contact"),
        ("CONTACT", "desk@", "contact"),
        ("PUBLISHER", "x" * 201, "line"),
        ("EDITOR", "two\nlines", "line"),
        ("TIME_ZONE", "Mars/Olympus", "time_zone"),
        ("EMAIL_URL", "pigeon://loft", "mailers"),
        ("EMAIL_URL", "smtp://", "mailers"),
        ("EMAIL_URL", "smtp://host:port", "mailers"),
    ],
)
def test_a_wrong_value_is_refused_in_one_sentence_that_names_it(variable, value, reader):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(reader, *([variable] if reader == "line" else []), **{variable: value})
    sentence = str(refusal.value)
    assert sentence.startswith(variable)
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize("value", ["klingon", "en-klingon", "de", "pt-br"])
def test_a_language_that_the_pages_are_not_written_in_is_refused(tmp_path, value):
    with pytest.raises(ImproperlyConfigured, match=r"^LANGUAGE_CODE .*\.$"):
        read("language_code", tmp_path, LANGUAGE_CODE=value)


@pytest.mark.parametrize(
    ("value", "catalogue"), [("", ""), ("en-gb", ""), ("de", "de"), ("pt-br", "pt_BR"), ("es-mx", "es")]
)
def test_a_language_that_the_pages_are_written_in_is_taken(tmp_path, value, catalogue):
    (tmp_path / catalogue / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / catalogue / "LC_MESSAGES" / "django.mo").touch()

    assert read("language_code", tmp_path, LANGUAGE_CODE=value) == (value or "en")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "mysql://user@host/name",
        "sqlite://:memory:",
        "sqlite://relative.sqlite3",
        "sqlite:////no/such/directory/record.sqlite3",
        "postgres://user@host",
        "postgres://user@host:port/name",
        "postgres://user@host/name?pool=true",
        "onrecord",
    ],
)
def test_a_database_that_cannot_be_used_is_refused(tmp_path, value):
    if value == "":
        assert read("database", tmp_path, DATABASE_URL=value)["NAME"] == tmp_path / "onrecord.sqlite3"
        return
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL .*\.$"):
        read("database", tmp_path, DATABASE_URL=value)


@pytest.mark.parametrize("value", ["locmemcache://", "dummycache://", "carrier://pigeon", "pylibmc://127.0.0.1:1"])
def test_a_cache_that_processes_do_not_share_is_refused(tmp_path, value):
    with pytest.raises(ImproperlyConfigured, match=r"^CACHE_URL .*\.$"):
        Environment({"CACHE_URL": value}).cache(tmp_path, debug=False)


def test_sqlite_writers_wait_for_each_other_and_commits_are_durable(tmp_path):
    options = read("database", tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]
    assert options["init_command"].index("busy_timeout") < options["init_command"].index("journal_mode")


def test_postgresql_is_pooled_and_its_connections_are_checked(tmp_path):
    database = read("database", tmp_path, DATABASE_URL="postgres://desk:secret@db.example:5433/record?sslmode=require")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "record")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["pool"]["max_size"] > 1
    assert database["CONN_HEALTH_CHECKS"] is True


def test_what_an_operator_asks_of_postgresql_comes_after_our_own_deadline(tmp_path):
    options = quote("-c lock_timeout=2s -c work_mem=8MB")
    database = read("database", tmp_path, DATABASE_URL=f"postgres://db.example/record?options={options}")
    assert database["OPTIONS"]["options"] == "-c lock_timeout=10s -c lock_timeout=2s -c work_mem=8MB"


def test_a_stopped_postgresql_is_not_waited_for_as_long_as_a_lock(tmp_path):
    database = read("database", tmp_path, DATABASE_URL="postgres://db.example/record")
    assert database["OPTIONS"]["pool"]["timeout"] == 3


def test_the_site_is_reached_under_its_own_host_whatever_else_is_allowed():
    hosts = read("allowed_hosts", ALLOWED_HOSTS="internal.example", SITE_URL="https://record.example")
    assert hosts == ["internal.example", "record.example"]


def test_the_default_address_follows_the_port():
    assert read("site_url", PORT="8123") == "http://127.0.0.1:8123"


def test_a_trailing_slash_in_the_address_does_not_matter():
    assert read("site_url", SITE_URL="https://record.example/") == "https://record.example"


def test_a_switch_is_on_or_off_and_nothing_else():
    assert Environment({"DEBUG": "yes"}).flag("DEBUG", default=False) is True
    assert Environment({"DEBUG": "0"}).flag("DEBUG", default=True) is False
    with pytest.raises(ImproperlyConfigured, match="DEBUG must be on or off, not 'maybe'"):
        Environment({"DEBUG": "maybe"}).flag("DEBUG", default=False)


def test_a_value_can_be_kept_in_a_file(tmp_path):
    (tmp_path / "url").write_text("https://record.example\n")
    assert read("site_url", SITE_URL_FILE=str(tmp_path / "url")) == "https://record.example"


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="SITE_URL_FILE cannot be read"):
        read("site_url", SITE_URL_FILE=str(tmp_path / "missing"))


def test_the_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    secret = read("secret_key", tmp_path)
    assert len(secret) >= 50
    assert read("secret_key", tmp_path) == secret
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_the_state_directory_is_made_for_its_owner_alone(tmp_path):
    made = read("state_directory", tmp_path)
    assert made == tmp_path / "var"
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_a_short_secret_is_refused_wherever_it_comes_from(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY must hold at least 50"):
        read("secret_key", tmp_path, SECRET_KEY="secret")
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(ImproperlyConfigured, match="must hold at least 50 characters"):
        read("secret_key", tmp_path)


@pytest.mark.parametrize("command", [["manage.py", "check"], ["-c", "import config.wsgi"]])
def test_a_wrong_value_stops_the_start_with_its_sentence_and_no_traceback(tmp_path, command):
    environment = os.environ | {"TIME_ZONE": "Mars/Olympus", "ONRECORD_VAR": str(tmp_path)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    result = subprocess.run(
        [sys.executable, *command], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    sentence = "TIME_ZONE must be a name like Europe/Berlin, not 'Mars/Olympus'."
    assert result.stderr == f"Onrecord cannot start. {sentence}\n"


def test_an_https_address_makes_cookies_secure_and_redirects(tmp_path):
    show = (
        "from config import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, "
        "s.SECURE_HSTS_SECONDS > 0, s.SESSION_COOKIE_NAME)"
    )
    shown = {}
    for address in ["https://record.example", "http://127.0.0.1:8000"]:
        environment = os.environ | {"SITE_URL": address, "ONRECORD_VAR": str(tmp_path)}
        result = subprocess.run(
            [sys.executable, "-c", show],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        shown[address] = result.stdout.split()
    assert shown["https://record.example"] == ["True", "True", "True", "True", "__Host-sessionid"]
    assert shown["http://127.0.0.1:8000"] == ["False", "False", "False", "False", "sessionid"]


def test_tests_never_touch_the_state_of_whoever_runs_them():
    assert Path(settings.VAR_DIR) != settings.BASE_DIR / "var"


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ("", ""),
        ("desk@record.example", "mailto:desk@record.example"),
        ("desk&record@record.example", "mailto:desk%26record@record.example"),
        ("https://record.example/contact", "https://record.example/contact"),
    ],
)
def test_the_contact_is_a_link_to_an_address_or_a_page(value, link):
    assert read("contact", CONTACT=value) == link
