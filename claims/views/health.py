"""For the machines that watch over the site: is the process up, and can it do its work?"""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def process_up(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers. Asks nothing of the database."""
    return HttpResponse("up\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, has every migration and takes changes, else 503 and why."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        takes_changes = connection.vendor != "postgresql" or _takes_changes()
    except DatabaseError:
        return _not_ready("the database cannot be reached")
    if pending:
        return _not_ready("the database lacks migrations")
    if not takes_changes:
        return _not_ready("the database takes no changes")
    return HttpResponse("ready\n", content_type="text/plain; charset=utf-8")


def _takes_changes() -> bool:
    """Whether PostgreSQL does: after a failover one may be connected to a copy that can only be read."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        return cursor.fetchone() == ("off",)


def _not_ready(why: str) -> HttpResponse:
    return HttpResponse(
        f"not ready: {why}\n", status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "10"}
    )
