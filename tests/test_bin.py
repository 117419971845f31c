"""What runs the checks and tests: that it counts honestly, and that what fails fails the whole."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings

BIN = settings.BASE_DIR / "bin"

type SumUp = Callable[..., tuple[int, list[str]]]


def suite(*cases: str) -> str:
    return f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>"


def case(name: str, outcome: str = "") -> str:
    return f'<testcase classname="tests.test_one" name="{name}">{outcome}</testcase>'


NO_BROWSER = '<skipped message="No Chromium was found."/>'


@pytest.fixture
def sum_up(tmp_path: Path) -> SumUp:
    def run(**files: str) -> tuple[int, list[str]]:
        """The status of `bin/sum-up` and the lines it prints, for files with this content."""
        for name, content in files.items():
            (tmp_path / f"{name.replace('_', '-')}.xml").write_text(content)
        paths = [tmp_path / f"{name.replace('_', '-')}.xml" for name in files]
        done = subprocess.run([sys.executable, BIN / "sum-up", *paths], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines()

    return run


def test_the_last_line_counts_every_file(sum_up: SumUp) -> None:
    both = suite(case("a"), case("b"))
    assert sum_up(checks=suite(case("ruff")), tests_sqlite=both, tests_postgresql=both) == (
        0,
        [
            "Ran on both databases: 2; on SQLite only, as no database changes them: 0.",
            "5 passed, 0 failed, 0 skipped",
        ],
    )


@pytest.mark.parametrize("outcome", ["<failure/>", '<error message="in its fixture"/>'])
def test_what_failed_is_named_and_fails_the_whole(sum_up: SumUp, outcome: str) -> None:
    status, lines = sum_up(checks=suite(case("a"), case("b", outcome)))
    assert status == 1
    assert lines == ["Failed: checks: tests.test_one b", "1 passed, 1 failed, 0 skipped"]


def test_why_something_was_skipped_is_said_once(sum_up: SumUp) -> None:
    status, lines = sum_up(checks=suite(case("a"), case("b", NO_BROWSER), case("c", NO_BROWSER)))
    assert status == 0
    assert lines == ["Skipped, 2: No Chromium was found.", "1 passed, 0 failed, 2 skipped"]


def test_what_ran_once_is_not_told_as_run_twice(sum_up: SumUp) -> None:
    _, lines = sum_up(tests_sqlite=suite(case("a"), case("b"), case("c")), tests_postgresql=suite(case("a")))
    assert lines == [
        "Ran on both databases: 1; on SQLite only, as no database changes them: 2.",
        "4 passed, 0 failed, 0 skipped",
    ]


def test_that_there_was_no_postgresql_is_said(sum_up: SumUp) -> None:
    assert sum_up(tests_sqlite=suite(case("a"))) == (0, ["Nothing ran on PostgreSQL.", "1 passed, 0 failed, 0 skipped"])


@pytest.mark.parametrize("content", ["", "<testsuites><testsuite>"])
def test_a_file_that_was_not_finished_counts_as_a_failure(sum_up: SumUp, content: str) -> None:
    status, lines = sum_up(checks=suite(case("a")), tests_sqlite=content)
    assert status == 1
    assert lines[0].startswith("Failed: tests-sqlite.xml has no results")
    assert lines[-1] == "1 passed, 1 failed, 0 skipped"


def test_nothing_at_all_is_no_success(sum_up: SumUp) -> None:
    assert sum_up(checks=suite()) == (1, ["0 passed, 0 failed, 0 skipped"])


# The checks


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`bin/check`, which writes its results elsewhere."""
    loader = SourceFileLoader("bin_check", str(BIN / "check"))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    monkeypatch.setattr(module, "RESULTS", tmp_path / "results" / "checks.xml")
    return module


def exits(status: int) -> list[str]:
    return [sys.executable, "-c", f"print('looked'); raise SystemExit({status})"]


def test_a_check_that_fails_is_shown_and_the_others_still_run(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "checks", lambda: [("types", exits(2)), ("format", exits(0))])

    assert check.main() == 1

    assert capsys.readouterr().out.split("\n")[:4] == ["FAILED types", "looked", "", "ok     format"]
    results = check.RESULTS.read_text()
    assert results.count("<testcase") == 2
    assert results.count('<failure message="exit status 2"') == 1


def test_checks_that_find_nothing_succeed(check: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "checks", lambda: [("types", exits(0))])
    assert check.main() == 0


def test_the_checks_see_a_site_of_their_own(check: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://record.example/onrecord")
    code = "import os; assert 'DATABASE_URL' not in os.environ; assert os.listdir(os.environ['ONRECORD_VAR']) == []"
    monkeypatch.setattr(check, "checks", lambda: [("state", [sys.executable, "-c", code])])
    assert check.main() == 0


# The tests and CI, with programs that stand in for what they run: a run of them in a run of them would never end.


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with nothing but what runs its checks and tests, all of which succeed."""
    for name in (".ci/run", "bin/sum-up", "bin/test"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(settings.BASE_DIR / name, tmp_path / name)
    stand_in(tmp_path / ".venv/bin/python", f'[ "$1" = -m ] && {{ {PASSES}; }} || exec {sys.executable} "$@"')
    stand_in(tmp_path / "bin/with-postgres", 'exec "$@"')
    return tmp_path


PASSES = """for argument; do case $argument in *.xml) echo '<a><testcase name="a"/></a>' > "$argument";; esac; done"""


def stand_in(program: Path, script: str) -> None:
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def run(project: Path, name: str, **environment: str) -> tuple[int, list[str]]:
    """The status of a program of the project, and the lines it prints."""
    kept = {"PATH": f"{project / 'programs'}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", str(project / name)], env=kept | environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.splitlines()


def test_both_databases_are_counted(project: Path) -> None:
    status, lines = run(project, "bin/test")
    assert status == 0
    assert lines[-1] == "2 passed, 0 failed, 0 skipped"


@pytest.mark.parametrize(("environment", "status"), [({}, 0), ({"CI": "true"}, 77)])
def test_a_missing_postgresql_is_passed_over_but_not_in_ci(
    project: Path, environment: dict[str, str], status: int
) -> None:
    stand_in(project / "bin/with-postgres", "exit 77")
    assert run(project, "bin/test", **environment)[0] == status


def test_tests_of_which_none_uses_a_database_succeed(project: Path) -> None:
    stand_in(project / "bin/with-postgres", "exit 5")
    assert run(project, "bin/test")[0] == 0


@pytest.mark.parametrize("status", [1, 2, 3])
def test_a_failure_on_postgresql_fails_the_whole(project: Path, status: int) -> None:
    stand_in(project / "bin/with-postgres", f"exit {status}")
    assert run(project, "bin/test")[0] != 0


@pytest.fixture
def ci(project: Path) -> Path:
    """The same, on a machine that has everything."""
    for program in ("chromium", "initdb", "java", "npm"):
        stand_in(project / "programs" / program, "exit 0")
    jar = project / "var/tools/node_modules/vnu-jar/build/dist/vnu.jar"
    jar.parent.mkdir(parents=True)
    jar.touch()
    make = "mkdir -p var/test-results; set -- var/test-results/"
    results = '"$1"checks.xml "$1"tests-sqlite.xml "$1"tests-postgresql.xml'
    stand_in(project / "programs/make", f"{make}; set -- {results}; {PASSES}")
    return project


def test_ci_ends_with_one_line_that_counts_everything(ci: Path) -> None:
    status, lines = run(ci, ".ci/run")
    assert status == 0
    assert lines[-1] == "3 passed, 0 failed, 0 skipped"
    assert not any(line.startswith("Failed") for line in lines)


def test_ci_names_each_stage_that_failed_and_runs_the_others(ci: Path) -> None:
    make = ci / "programs/make"
    make.write_text(make.read_text().replace("\n", "\n[ $2 = test ] || wrong=2\n", 1) + "exit $wrong\n")
    (ci / "var/tools/node_modules/vnu-jar/build/dist/vnu.jar").unlink()

    status, lines = run(ci, ".ci/run")

    assert status == 1
    assert lines[-1] == "3 passed, 0 failed, 0 skipped"
    assert [line for line in lines if line.startswith("Failed")] == ["Failed: HTML checker", "Failed: Checks"]
