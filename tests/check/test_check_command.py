"""`formwright check` as people and programs run it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.appfiles.apps import form, write_app

FILES: dict[str, str | bytes] = {
    "client_code/Form1/__init__.py": form("Form1", extra="from .. import Nothing"),
    "client_code/Form1/form_template.yaml": "container: {type: ColumnPanel}\n",
}


def check(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "formwright", "check", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_errors_are_lines_that_editors_understand(tmp_path: Path) -> None:
    write_app(tmp_path, FILES)
    done = check(tmp_path)
    assert done.returncode == 1
    first, remedy, *_ = done.stdout.splitlines()
    assert first == ("client_code/Form1/__init__.py:2:1: error: there is no module Nothing in the app")
    assert remedy == "    Create it, or correct the import."
    assert "1 error, 0 warnings in 1 form, 1 file of code." in done.stdout


def test_json_is_all_there_is_on_standard_output(tmp_path: Path) -> None:
    write_app(tmp_path, FILES)
    done = check(tmp_path, "--json")
    result = json.loads(done.stdout)
    assert done.returncode == 1
    assert (result["errors"], result["warnings"]) == (1, 0)
    assert result["problems"][0]["code"] == "import-missing"
    assert result["problems"][0]["line"] == 2


def test_an_app_without_errors_succeeds(tmp_path: Path) -> None:
    write_app(tmp_path, {**FILES, "client_code/Nothing.py": "import code_that_is_never_run\n1 / 0\n"})
    done = check(tmp_path)
    assert done.returncode == 0
    assert "Shop: no problems in 1 form, 2 files of code." in done.stdout


def test_a_folder_that_is_no_app(tmp_path: Path) -> None:
    done = check(tmp_path)
    assert done.returncode == 1
    assert "it has no anvil.yaml" in done.stdout
    assert "there is no folder" in check(tmp_path / "gone").stdout
