"""Reading the environment: each variable's form, its default, and the sentence that refuses a wrong value.

Every reader raises ``ImproperlyConfigured`` with one sentence naming the variable and the reason; ``manage.py`` and
``config.wsgi`` print it and stop. A variable can also be given as ``NAME_FILE``, the path of a file that holds it.
"""

import atexit
import contextlib
import ipaddress
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import MutableMapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import available_timezones

from django.conf.global_settings import LANGUAGES
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import to_language
from environ import FileAwareEnv
from environ.fileaware_mapping import FileAwareMapping

from config import sqlite

#: Where the site is unless PORT says otherwise.
DEFAULT_PORT = 8000
SECRET_KEY_MIN_LENGTH = 50
SITE_NAME_MAX_LENGTH = 60
LINE_MAX_LENGTH = 200
#: What one server process may hold open at PostgreSQL: its request threads and a little air.
POOL_SIZE = 8
#: Seconds to wait for a lock before the request is answered with 503.
DATABASE_PATIENCE = 10
#: Seconds to wait for a connection to PostgreSQL. Short: while it is stopped, every page would take as long.
CONNECTION_PATIENCE = 3

SQLITE_PRAGMAS = {
    # First, so that the switch to WAL itself waits for others instead of failing.
    "busy_timeout": str(DATABASE_PATIENCE * 1000),
    "journal_mode": "WAL",
    # NORMAL can lose the last commits at a power cut, and an acknowledged mark is kept.
    "synchronous": "FULL",
    # REPLACE runs delete triggers only with this.
    "recursive_triggers": "ON",
    # What is deleted is overwritten: a withheld text would otherwise stay readable in the file.
    "secure_delete": "ON",
    "cache_size": "-16000",
    "mmap_size": str(256 * 1024 * 1024),
    "journal_size_limit": str(64 * 1024 * 1024),
}


class Environment:
    """The process environment, or any mapping in its place, read variable by variable."""

    def __init__(self, variables: MutableMapping[str, str] | None = None) -> None:
        self._variables = FileAwareMapping(variables, cache=False)

    def text(self, name: str, default: str) -> str:
        """The variable without surrounding space; ``default`` where it is missing or empty."""
        try:
            return self._variables.get(name, "").strip() or default
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error}.") from error

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name, "on" if default else "off").lower()
        if value in {"1", "true", "yes", "on"}:
            return True
        if value in {"0", "false", "no", "off"}:
            return False
        raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}.")

    def port(self) -> int:
        """``PORT``: where ``manage.py serve`` listens."""
        value = self.text("PORT", str(DEFAULT_PORT))
        if not re.fullmatch(r"[0-9]{1,5}", value) or not 1 <= int(value) <= 65535:
            raise ImproperlyConfigured(f"PORT must be a number from 1 to 65535, not {value!r}.")
        return int(value)

    def state_directory(self, base: Path) -> Path:
        """``ONRECORD_VAR``, or ``var/`` in the project: database, generated secret, caches. Made where missing."""
        directory = Path(self.text("ONRECORD_VAR", str(base / "var"))).absolute()
        try:
            # The database holds drafts, sessions and passwords' hashes: for its owner alone.
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ImproperlyConfigured(f"The state directory {directory} cannot be made: {error.strerror}.") from error
        if not os.access(directory, os.W_OK | os.X_OK):
            raise ImproperlyConfigured(f"The state directory {directory} cannot be written to.")
        return directory

    def site_name(self) -> str:
        value = self.text("SITE_NAME", "Onrecord")
        if len(value) > SITE_NAME_MAX_LENGTH or not value.isprintable():
            raise ImproperlyConfigured(
                f"SITE_NAME must be one line of at most {SITE_NAME_MAX_LENGTH} characters, not {value!r}."
            )
        return value

    def line(self, name: str) -> str:
        """A variable that is printed as it is: who publishes the record, or who answers for it. Empty without one."""
        value = self.text(name, "")
        if len(value) > LINE_MAX_LENGTH or not value.isprintable():
            raise ImproperlyConfigured(f"{name} must be one line of at most {LINE_MAX_LENGTH} characters.")
        return value

    def contact(self) -> str:
        """``CONTACT`` as a link: where readers say that the record is wrong, or reply to a claim; empty without one."""
        value = self.text("CONTACT", "")
        if not value:
            return ""
        try:
            URLValidator(schemes=["https", "http"])(value)
        except ValidationError:
            try:
                EmailValidator()(value)
            except ValidationError as error:
                raise ImproperlyConfigured(
                    "CONTACT must be an e-mail address or the address of a page, like desk@record.example or "
                    f"https://record.example/contact, not {value!r}."
                ) from error
            return f"mailto:{quote(value, safe='@')}"
        return value

    def site_url(self) -> str:
        """``SITE_URL`` without a trailing slash: scheme and host, and nothing else."""
        value = self.text("SITE_URL", f"http://127.0.0.1:{self.port()}")
        try:
            parts = urlsplit(value)
            _ = parts.port
        except ValueError as error:
            raise ImproperlyConfigured(f"SITE_URL is not an address: {error}.") from error
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ImproperlyConfigured(
                f"SITE_URL must start with http:// or https:// and name a host, like https://record.example, "
                f"not {value!r}."
            )
        if parts.username or parts.path.strip("/") or parts.query or parts.fragment:
            raise ImproperlyConfigured(
                f"SITE_URL must be scheme and host only, like https://record.example, not {value!r}."
            )
        return f"{parts.scheme}://{parts.netloc}"

    def allowed_hosts(self) -> list[str]:
        """``ALLOWED_HOSTS``, separated by commas, and always the host of ``SITE_URL``."""
        hosts = [host.strip() for host in self.text("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")]
        for host in hosts:
            if not re.fullmatch(r"\*|\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?|\[[0-9A-Fa-f:.]+\]", host):
                raise ImproperlyConfigured(
                    f"ALLOWED_HOSTS must be host names separated by commas, without scheme or port, not {host!r}."
                )
        own = urlsplit(self.site_url()).hostname or ""
        own = f"[{own}]" if ":" in own else own
        return hosts if own in hosts else [*hosts, own]

    def time_zone(self) -> str:
        value = self.text("TIME_ZONE", "UTC")
        if value not in available_timezones():
            raise ImproperlyConfigured(f"TIME_ZONE must be a name like Europe/Berlin, not {value!r}.")
        return value

    def language_code(self, catalogues: Path) -> str:
        """``LANGUAGE_CODE``: one that the pages can be read in, since each page says that it is in it."""
        value = self.text("LANGUAGE_CODE", "en")
        translated = (to_language(file.parts[-3]) for file in catalogues.glob("*/LC_MESSAGES/django.mo"))
        written = sorted({"en", *translated})
        if value not in dict(LANGUAGES) or not {value, value.partition("-")[0]} & {*written}:
            raise ImproperlyConfigured(
                f"LANGUAGE_CODE must be a language that the pages are written in ({', '.join(written)}), or one of its"
                f" variants that Django knows, such as en-gb, not {value!r}."
            )
        return value

    def secret_key(self, state: Path) -> str:
        """``SECRET_KEY``, or the one kept in ``secret_key`` of the state directory, made at the first start."""
        value = self.text("SECRET_KEY", "")
        if value:
            source = "SECRET_KEY"
        else:
            source = str(state / "secret_key")
            value = _kept_secret(state / "secret_key")
        if len(value) < SECRET_KEY_MIN_LENGTH:
            raise ImproperlyConfigured(
                f"{source} must hold at least {SECRET_KEY_MIN_LENGTH} characters of chance, and holds {len(value)}."
            )
        return value

    def database(self, state: Path) -> dict[str, Any]:
        """``DATABASE_URL`` as Django's settings for one database: SQLite or PostgreSQL."""
        value = self.text("DATABASE_URL", "")
        if not value:
            return _sqlite(state / "onrecord.sqlite3", state)
        scheme, _, rest = value.partition("://")
        if scheme == "sqlite" and len(rest) > 1 and rest.startswith("/"):
            return _sqlite(Path(unquote(rest[1:])), state)
        if scheme in {"postgres", "postgresql"}:
            try:
                config = FileAwareEnv.db_url_config(value)
            except ValueError as error:
                raise ImproperlyConfigured(f"DATABASE_URL is not an address: {error}.") from error
            if config["NAME"]:
                return _postgresql(config)
        raise ImproperlyConfigured(
            "DATABASE_URL must be sqlite:///path/to/file or postgres://user:password@host:port/name."
        )

    def cache(self, state: Path, *, debug: bool) -> dict[str, Any]:
        """``CACHE_URL`` as Django's settings for one cache, shared by all processes: sign-in is throttled there."""
        value = self.text("CACHE_URL", f"filecache://{state / 'cache'}")
        try:
            config = FileAwareEnv.cache_url_config(value)
        except (ImproperlyConfigured, ValueError) as error:
            raise ImproperlyConfigured(
                "CACHE_URL must be filecache:///path, rediscache://host:port/number or pymemcache://host:port."
            ) from error
        scheme = urlsplit(value).scheme
        if scheme in {"locmemcache", "dummycache"} and not debug:
            raise ImproperlyConfigured(
                f"CACHE_URL must name a cache that all processes share, or sign-in cannot be throttled; "
                f"{scheme} is not one."
            )
        needed = {"redis": "redis", "rediss": "redis", "rediscache": "redis", "valkey": "redis", "valkeys": "redis"}
        needed |= {"memcache": "pymemcache", "pymemcache": "pymemcache", "pylibmc": "pylibmc"}
        if scheme in needed and find_spec(needed[scheme]) is None:
            raise ImproperlyConfigured(
                f"CACHE_URL with {scheme} needs the Python package {needed[scheme]}, not installed."
            )
        if scheme == "filecache":
            # The default of 300 entries would throw away counted sign-in attempts at random.
            config.setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 10_000)
        return config

    def mailers(self) -> dict[str, dict[str, Any]]:
        """``EMAIL_URL`` as Django's ``MAILERS``: one, or none where it is not set, because nothing here needs mail."""
        value = self.text("EMAIL_URL", "")
        if not value:
            return {}
        try:
            config = FileAwareEnv.email_url_config(value)
        except (ImproperlyConfigured, ValueError) as error:
            raise ImproperlyConfigured(
                "EMAIL_URL must be smtp://, smtp+tls:// or smtp+ssl://user:password@host:port, or consolemail://."
            ) from error
        mailer: dict[str, Any] = {"BACKEND": config["EMAIL_BACKEND"]}
        if config["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
            if not config["EMAIL_HOST"]:
                raise ImproperlyConfigured("EMAIL_URL must name the host of the mail server.")
            mailer["OPTIONS"] = {
                "host": config["EMAIL_HOST"],
                "port": config["EMAIL_PORT"] or 25,
                "username": config["EMAIL_HOST_USER"] or "",
                "password": config["EMAIL_HOST_PASSWORD"] or "",
                "use_tls": config.get("EMAIL_USE_TLS", False),
                "use_ssl": config.get("EMAIL_USE_SSL", False),
                "timeout": 15,
            }
        elif config["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
            mailer["OPTIONS"] = {"file_path": f"/{config['EMAIL_FILE_PATH']}"}
        return {"default": mailer}


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def temporary_state_directory() -> Path:
    """A new directory that is removed when the process ends."""
    directory = Path(tempfile.mkdtemp(prefix="onrecord-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    for name in ["cache", "static"]:
        (directory / name).mkdir()
    return directory


def _sqlite(path: Path, state: Path) -> dict[str, Any]:
    path = path.absolute()
    if path.is_dir() or not path.parent.is_dir():
        raise ImproperlyConfigured(f"DATABASE_URL must name a file in a directory that exists, not {path}.")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Kept open by each thread of the server: opened anew for every request, a mark took ten milliseconds longer.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            **sqlite.connection_options,
            # Without it a transaction that reads first and writes later fails as soon as another writes between.
            "transaction_mode": "IMMEDIATE",
            "timeout": DATABASE_PATIENCE,
            "init_command": "; ".join(f"PRAGMA {name}={value}" for name, value in SQLITE_PRAGMAS.items()),
        },
        # A file, like the real one: SQLite's in-memory databases know neither WAL nor waiting.
        "TEST": {"NAME": state / "test.sqlite3"},
    }


def _postgresql(config: dict[str, Any]) -> dict[str, Any]:
    options = config.setdefault("OPTIONS", {})
    if "pool" in options:
        raise ImproperlyConfigured("DATABASE_URL must not say pool: connections are always pooled.")
    options["pool"] = {"min_size": 1, "max_size": POOL_SIZE, "timeout": CONNECTION_PATIENCE}
    options.setdefault("connect_timeout", DATABASE_PATIENCE)
    # Before what the operator gives, which counts: PostgreSQL itself would wait for a lock without end.
    options["options"] = f"-c lock_timeout={DATABASE_PATIENCE}s {options.get('options', '')}".strip()
    # A connection that died with the server is noticed and replaced, so that recovery needs no restart.
    return config | {"CONN_HEALTH_CHECKS": True}


def _kept_secret(path: Path) -> str:
    """The secret in the file; made there, readable by its owner alone, where there is none yet."""
    try:
        if not path.exists():
            # Linked into place whole, so that of two first starts at the same moment both read the same secret.
            with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".secret-") as draft:
                draft.write(secrets.token_urlsafe(64))
                draft.flush()
                with contextlib.suppress(FileExistsError):
                    os.link(draft.name, path)
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"The secret key in {path} cannot be read or made: {error}.") from error
