"""The one application of the site."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Record")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Importing registers the system checks.
        from claims import checks  # noqa: F401, PLC0415  imported for its effect, once the settings are read

        # A migration that rebuilds a table drops its triggers on SQLite; only these hooks run around every one.
        pre_migrate.connect(_make_way, sender=self)
        post_migrate.connect(_install, sender=self)


def _make_way(*, using: str, plan: list[Any], **kwargs: Any) -> None:
    from claims.record import guards  # noqa: PLC0415  needs models, which are not loaded when this module is
    from claims.search import index  # noqa: PLC0415  as above

    if plan and guards.tables_exist(connections[using]):
        guards.make_way(connections[using])
    if any(is_backwards for _migration, is_backwards in plan):
        index.make_way(connections[using])


def _install(*, using: str, **kwargs: Any) -> None:
    from claims.record import guards  # noqa: PLC0415  needs models, which are not loaded when this module is
    from claims.search import index  # noqa: PLC0415  as above

    if guards.tables_exist(connections[using]):
        guards.install(connections[using])
    index.install(connections[using])
