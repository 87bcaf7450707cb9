"""`formwright call`: JSON in, JSON out, nothing else on stdout."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.sample_app import write_app


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_app(tmp_path_factory.mktemp("call") / "sample")
    (folder / "server_code" / "More.py").write_text(
        "import anvil.server, datetime, sys\n"
        "from anvil import BlobMedia\n"
        "print('printed at import')\n"
        "@anvil.server.callable\n"
        "def rich():\n"
        "    print('printed in the call')\n"
        "    return {'when': datetime.date(2024, 2, 29), 'inf': float('inf'), 'text': 'é',\n"
        "            'file': BlobMedia('text/plain', b'abc', name='a.txt')}\n"
    )
    return folder


def call(app: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "formwright", "call", str(app), *arguments]
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=60
    )


def test_arguments_and_keyword_arguments(app: Path) -> None:
    assert call(app, "add", "2", "3").stdout == "5\n"
    assert call(app, "add", '"a"', "--kwargs", '{"b": "é"}').stdout == '"aé"\n'
    assert call(app, "add", "-2", "-1.5").stdout == "-3.5\n"
    echoed = call(app, "echo", "null", "[1, {}]", '{"$": 1}')
    assert json.loads(echoed.stdout) == {"values": [None, [1, {}], {"$": 1}], "named": {}}


def test_each_call_has_a_new_interpreter_unless_persistent(app: Path) -> None:
    per_call = [json.loads(line) for line in call(app, "step", "--repeat", "3").stdout.splitlines()]
    assert [count for count, _ in per_call] == [1, 1, 1]
    assert len({pid for _, pid in per_call}) == 3
    ended = call(app, "step", "--repeat", "3", "--mode", "persistent")
    persistent = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [count for count, _ in persistent] == [1, 2, 3]
    assert len({pid for _, pid in persistent}) == 1


def test_only_results_on_stdout(app: Path) -> None:
    ended = call(app, "rich")
    assert ended.returncode == 0
    assert len(ended.stdout.splitlines()) == 1
    assert json.loads(ended.stdout) == {
        "when": "2024-02-29",
        "inf": "inf",
        "text": "é",
        "file": {"content_type": "text/plain", "name": "a.txt", "base64": "YWJj"},
    }
    assert "printed in the call" in ended.stderr


def test_a_failing_call_shows_the_server_traceback(app: Path) -> None:
    ended = call(app, "fail", '"value"', '"too blue"', "--repeat", "5")
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.count("ValueError: too blue") == 1
    assert "server_code/Server.py" in ended.stderr
    assert "formwright/runtime" not in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["nothing_of_that_name"], 1, "NoServerFunctionError"),
        (["leave", "3"], 1, "ExecutionTerminatedError"),
        (["unserialisable"], 1, "['when'][0]"),
        (["add", "Ada"], 2, """'"Ada"'"""),
        (["add", "--kwargs", "[1]"], 2, "--kwargs"),
        (["add", "--kwargs", "{"], 2, "not JSON"),
        (["add", "1", "--repeat", "0"], 2, "number from 1"),
        (["add", "1", "--mode", "sometimes"], 2, "per-call"),
    ],
)
def test_mistakes(app: Path, arguments: list[str], status: int, said: str) -> None:
    ended = call(app, *arguments)
    assert ended.returncode == status
    assert ended.stdout == ""
    assert said in ended.stderr


def test_a_trusted_caller_is_not_a_browser(app: Path) -> None:
    (app / "server_code" / "Who.py").write_text(
        "import anvil.server\n"
        "@anvil.server.callable\n"
        "def who():\n"
        "    return anvil.server.context.remote_caller.is_trusted\n"
    )
    assert call(app, "who").stdout == "true\n"


def test_not_an_app(tmp_path: Path) -> None:
    ended = call(tmp_path, "add")
    assert ended.returncode == 2
    assert "not an app" in ended.stderr


def test_limits(app: Path) -> None:
    ended = call(app, "nap", "60", "--call-timeout", "0.5")
    assert ended.returncode == 1
    assert "TimeoutError: nap took longer than the time limit of 0.5 seconds" in ended.stderr
    for option, value, words in (
        ("--call-timeout", "0", "more than 0"),
        ("--call-timeout", "soon", "not a number of seconds"),
        ("--memory-limit", "lots", "write it as 512M or 2G"),
        ("--memory-limit", "1K", "at least 64 MB"),
        ("--workers", "-1", "1 to 256 processes"),
    ):
        refused = call(app, "nap", "0", f"{option}={value}")
        assert refused.returncode == 2
        assert words in refused.stderr
    assert call(app, "nap", "0", "--memory-limit", "1.5 GB").stdout == "0\n"
