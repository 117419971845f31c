"""What every command says where the record cannot be used: one sentence."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, ProgrammingError, connection

COMMANDS = [
    ["invite", "cleo"],
    ["verify_record"],
    ["withhold", "claim", "1", "--all", "--reason", "A court."],
    ["reindex"],
    ["load_demonstration"],
]


def test_before_the_first_migration_there_is_one_sentence_and_no_traceback(tmp_path: Path) -> None:
    environment = {**os.environ, "ONRECORD_VAR": str(tmp_path)}
    environment.pop("DATABASE_URL", None)

    done = subprocess.run(
        [sys.executable, "manage.py", "invite", "cleo"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr == "CommandError: The database lacks migrations. Run manage.py migrate first.\n"


@pytest.mark.django_db
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_full_disk_is_said_in_one_sentence(command: list[str]) -> None:
    def full(*arguments: Any) -> None:
        raise OperationalError("database or disk is full")

    with (
        connection.execute_wrapper(full),
        pytest.raises(CommandError, match="The database cannot be used: database or disk is full"),
    ):
        call_command(*command)


@pytest.mark.django_db
def test_our_own_mistake_is_shown_with_where_it_happened() -> None:
    def wrong(*arguments: Any) -> None:
        raise ProgrammingError("syntax error")

    with connection.execute_wrapper(wrong), pytest.raises(ProgrammingError):
        call_command("invite", "cleo")
