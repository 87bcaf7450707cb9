"""Asking a program whether it can run server code; finding those that can."""

from __future__ import annotations

import os
import sys
import venv
from pathlib import Path

import pytest

from formwright.runtime.pythons import LocalSettings, NotUsable, choose, choose_now, discover, inspect
from formwright.runtime.pythons.program import base_python

posix = pytest.mark.skipif(os.name == "nt", reason="writes shell scripts")


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def claims(path: Path, version: str, implementation: str = "cpython") -> Path:
    """A program that answers as a Python of that version would."""
    return program(path, f"printf 'formwright-probe\\n{version}\\n{implementation}\\n\\n'")


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    folder = tmp_path / "env"
    venv.EnvBuilder(symlinks=os.name != "nt", with_pip=False).create(folder)
    return folder


def test_this_python_says_what_it_is() -> None:
    found = inspect(Path(sys.executable))
    assert found.version == sys.version_info[:3]
    assert found.implementation == sys.implementation.name
    assert found.label.endswith(".".join(map(str, sys.version_info[:3])))


def test_an_environment_may_be_named_by_its_folder(environment: Path) -> None:
    found = inspect(environment)
    assert found.environment == environment
    assert found.path.is_relative_to(environment)
    assert found.version == sys.version_info[:3]


@posix
def test_nothing_near_the_program_is_imported(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `sys` or `site` beside the program, or in PYTHONPATH, must not run when somebody looks at it."""
    trap = "open(__file__ + '.ran', 'w')\n"
    packages = next((environment / "lib").glob("python*")) / "site-packages"
    for name in ("site.py", "sitecustomize.py", "usercustomize.py", "encodings.py"):
        (environment / "bin" / name).write_text(trap)
    (packages / "trap.pth").write_text("import os; open(os.environ['TRAP'], 'w')\n")
    monkeypatch.setenv("TRAP", str(environment / "trap.ran"))
    monkeypatch.setenv("PYTHONPATH", str(environment / "bin"))
    inspect(environment)
    assert list(environment.rglob("*.ran")) == []


@posix
@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (
            "printf 'formwright-probe\\n3.8.18\\ncpython\\n\\n'",
            "it is Python 3.8.18, and server code needs 3.9",
        ),
        ("printf 'formwright-probe\\n2.7.18\\ncpython\\n\\n'", "it is Python 2.7.18"),
        ("printf 'formwright-probe\\n3.12.1\\ngraalpy\\n\\n'", "it is graalpy, not CPython or PyPy"),
        ("echo hello", "it is not Python"),
        ("exit 3", "it is not Python"),
        ("exec sleep 60", "it gave no answer in 0.5 seconds"),
    ],
)
def test_wrong_programs_are_refused_with_the_reason(tmp_path: Path, script: str, reason: str) -> None:
    path = program(tmp_path / "thing", script)
    with pytest.raises(NotUsable) as refused:
        inspect(path, seconds=0.5 if "sleep" in script else 30)
    assert reason in refused.value.reason
    assert refused.value.remedy
    assert str(path) in refused.value.message


@posix
def test_a_broken_python_is_told_from_what_never_was_one(tmp_path: Path) -> None:
    path = program(tmp_path / "python3", "echo 'cannot open libpython' >&2; exit 127")
    with pytest.raises(NotUsable, match=r"it is broken \(cannot open libpython\)"):
        inspect(path)


def test_files_that_are_no_programs(tmp_path: Path) -> None:
    with pytest.raises(NotUsable, match="there is no such file"):
        inspect(tmp_path / "gone")
    with pytest.raises(NotUsable, match="there is no such file"):
        inspect(tmp_path)  # a folder that is no environment
    if os.name != "nt":
        (tmp_path / "notes.txt").write_text("x")
        with pytest.raises(NotUsable, match="it is not a program"):
            inspect(tmp_path / "notes.txt")


@posix
def test_discovery_lists_each_python_once_and_sorts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: Path
) -> None:
    bin_folder = tmp_path / "bin"
    log = tmp_path / "asked"
    newest = claims(bin_folder / "python3.99", "3.99.0")
    (bin_folder / "python3").symlink_to("python3.99")
    (bin_folder / "python").symlink_to("python3")
    claims(bin_folder / "python3.8", "3.8.1")
    program(bin_folder / "python3-config", f"echo x >> {log}")
    pyenv = tmp_path / "pyenv"
    claims(pyenv / "versions" / "pypy3.11" / "bin" / "python", "3.11.0", "pypy")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(bin_folder))
    monkeypatch.setenv("PYENV_ROOT", str(pyenv))
    found = discover(more=[environment])
    places = {place.interpreter.path: place for place in found.usable}
    assert not log.exists()  # python3-config is no Python
    assert not {bin_folder / "python", bin_folder / "python3"} & set(places)  # other names of the newest
    assert found.usable[0].interpreter.path == newest
    assert places[newest].origin == "PATH"
    assert places[pyenv / "versions" / "pypy3.11" / "bin" / "python"].interpreter.label == "PyPy 3.11.0"
    assert inspect(environment).path in places
    refused = {entry.path: entry.reason for entry in found.refused}
    assert "needs 3.9 or newer" in refused[bin_folder / "python3.8"]


@posix
def test_an_environment_in_the_app_is_described_and_not_started(tmp_path: Path) -> None:
    app = tmp_path / "app"
    trap = program(app / ".venv" / "bin" / "python", f"touch {tmp_path}/ran")
    (app / ".venv" / "pyvenv.cfg").write_text("home = /usr/bin\nversion = 3.12.4\n")
    found = [entry for entry in discover(app).usable if entry.origin == "in the app's folder"]
    assert [(entry.interpreter.path, entry.interpreter.version) for entry in found] == [(trap, (3, 12, 4))]
    settings = LocalSettings(tmp_path / "state")
    choose(app, settings=settings)
    choose_now(app, settings=settings)
    assert not (tmp_path / "ran").exists()


def test_the_choice_is_kept_outside_the_app(tmp_path: Path, environment: Path) -> None:
    app = tmp_path / "app"
    app.mkdir()
    settings = LocalSettings(tmp_path / "state")
    assert choose(app, settings=settings) == inspect(base_python()).path
    settings.choose_python(app, environment)
    assert choose(app, settings=settings) == inspect(environment).path
    assert choose_now(app, settings=settings) == (inspect(environment).path, "")
    assert LocalSettings(tmp_path / "state").python_of(app / ".." / "app") == environment
    assert settings.python_of(tmp_path / "other") is None
    assert list(app.iterdir()) == []
    settings.choose_python(app, None)
    assert choose(app, settings=settings) == inspect(base_python()).path


def test_a_choice_that_is_gone_is_refused_and_has_a_stand_in(tmp_path: Path) -> None:
    settings = LocalSettings(tmp_path / "state")
    settings.choose_python(tmp_path, tmp_path / "gone" / "python")
    with pytest.raises(NotUsable, match="there is no such file"):
        choose(tmp_path, settings=settings)
    path, why = choose_now(tmp_path, settings=settings)
    assert path == base_python()
    assert "there is no such file" in why
