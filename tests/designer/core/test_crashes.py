"""What is known of a program that ended badly: real processes that are killed, or break their memory."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from formwright.designer.core.crashes import Crash, CrashWatch
from formwright.designer.core.report import compose, without_home

PROGRAM = """
import faulthandler, os, pathlib, sys
from formwright.designer.core.crashes import CrashWatch
watch = CrashWatch(pathlib.Path(sys.argv[1]))
watch.begin()
watch.at(sys.argv[2], sys.argv[3])
watch.did("Run (run.start)")
if sys.argv[4] == "end":
    watch.end()
elif sys.argv[4] == "fault":
    faulthandler._sigsegv()
else:
    os.kill(os.getpid(), int(sys.argv[4]))
"""


def run(folder: Path, stage: str, app: str, how: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), stage, app, how], capture_output=True, check=False
    )
    return done.returncode


@pytest.fixture(autouse=True)
def own_faulthandler(monkeypatch: pytest.MonkeyPatch) -> None:
    """pytest's own handler stays."""
    monkeypatch.setattr("faulthandler.enable", lambda _stream: None)
    monkeypatch.setattr("faulthandler.disable", lambda: None)


def look(folder: Path) -> tuple[tuple[Crash, ...], int]:
    watch = CrashWatch(folder)
    found = watch.begin()
    row = watch.in_a_row
    if watch._stream is not None:
        watch._stream.close()
    for file in (watch._note, watch.trace_file):
        file.unlink()
    return found, row


def test_a_program_that_was_closed_is_no_crash(tmp_path: Path) -> None:
    assert run(tmp_path, "settled", "/apps/Counter", "end") == 0
    assert look(tmp_path) == ((), 0)


def test_a_broken_memory_leaves_its_trace(tmp_path: Path) -> None:
    assert run(tmp_path, "settled", "/apps/Counter", "fault") != 0
    (crash,), row = look(tmp_path)
    assert (crash.app, crash.stage, crash.doing) == ("/apps/Counter", "settled", ("Run (run.start)",))
    assert "Segmentation fault" in crash.trace and row == 0
    assert look(tmp_path) == ((), 0)  # told once


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_killed_ones_in_a_row_are_counted_for_one_app(tmp_path: Path) -> None:
    kill = str(int(signal.SIGKILL))
    run(tmp_path, "opening", "/apps/One", kill)
    assert look(tmp_path)[1] == 1
    run(tmp_path, "opening", "/apps/One", kill)
    (crash,), row = look(tmp_path)
    assert (crash.trace, row) == ("", 2)
    run(tmp_path, "opening", "/apps/Two", kill)
    assert look(tmp_path)[1] == 1
    run(tmp_path, "settled", "/apps/Two", kill)  # it had worked for a while
    assert look(tmp_path)[1] == 0


def test_a_program_that_runs_is_not_mistaken_for_a_crashed_one(tmp_path: Path) -> None:
    program = PROGRAM.replace("faulthandler._sigsegv()", "print(1, flush=True); sys.stdin.read()")
    running = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path), "settled", "", "fault"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline()
    assert look(tmp_path) == ((), 0)
    running.kill()
    running.communicate()
    assert len(look(tmp_path)[0]) == 1


def test_notes_that_cannot_be_read_or_kept_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "12.json").write_text("{half", "utf-8")
    assert look(tmp_path) == ((), 0)
    file = tmp_path / "file"
    file.touch()
    watch = CrashWatch(file / "below")
    assert watch.begin() == ()
    watch.did("something")
    watch.end()


def test_a_report_shows_no_home_folder() -> None:
    home = Path("/home/ada")
    assert without_home('File "/home/ada/x.py" /home/adam/y', home) == 'File "~/x.py" /home/adam/y'
    assert without_home("/x", Path("/")) == "/x"
    text = compose("A crash", ("Qt 6",), str(Path.home() / "apps"), ("Run",), "Trace\n")
    assert text.splitlines() == [
        "A crash", "", "Qt 6", "Open app: ~/apps", "", "What was done before, oldest first:", "  Run", "",
        "Trace",
    ]  # fmt: skip
