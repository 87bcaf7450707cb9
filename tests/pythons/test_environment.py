"""Environments from requirements: made once, by uv, from a package that this test builds itself."""

from __future__ import annotations

import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from formwright.runtime.pythons import EnvironmentFailure, Environments, LocalSettings, choose, choose_now
from formwright.runtime.pythons.environment import requirements_of


def wheel(folder: Path, name: str, requires: str = "") -> Path:
    """The smallest wheel there can be: no index is asked for it."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}.py", "answer = 42\n")
        archive.writestr(f"{info}/METADATA", metadata + (f"Requires-Dist: {requires}\n" if requires else ""))
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("UV_OFFLINE", "1")
    folder = tmp_path / "app"
    (folder / "server_code").mkdir(parents=True)
    wheel(folder, "fwprobe")
    write(folder, "../fwprobe-1.0-py3-none-any.whl\n")
    return folder


def write(app: Path, text: str) -> None:
    (app / "server_code" / "requirements.txt").write_text(text)


@pytest.fixture
def environments(tmp_path: Path) -> Environments:
    return Environments(tmp_path / "cache")


@pytest.fixture
def settings(tmp_path: Path) -> LocalSettings:
    return LocalSettings(tmp_path / "state")


def test_requirements_that_ask_for_nothing_make_no_environment(tmp_path: Path) -> None:
    assert requirements_of(tmp_path) is None
    old = tmp_path / "anvil-server-requirements.txt"
    old.write_text("requests\n")
    assert requirements_of(tmp_path) == old
    (tmp_path / "server_code").mkdir()
    write(tmp_path, "# none\n\n")
    assert requirements_of(tmp_path) == old
    old.unlink()
    assert requirements_of(tmp_path) is None


def test_an_environment_is_made_once_and_again_for_other_requirements(
    app: Path, environments: Environments, settings: LocalSettings
) -> None:
    path, why = choose_now(app, settings, environments)
    assert "not installed yet" in why
    assert "fwprobe" not in str(path)

    said: list[str] = []
    python = choose(app, said.append, settings, environments)
    assert any("fwprobe" in line for line in said)
    assert said[-1] == "The environment is ready"
    done = subprocess.run(
        [python, "-c", "import fwprobe; print(fwprobe.answer)"], capture_output=True, text=True
    )
    assert done.stdout == "42\n"
    # Formwright's own packages are not in it: server code sees what its requirements say.
    assert subprocess.run([python, "-c", "import starlette"], capture_output=True).returncode != 0

    again: list[str] = []
    assert choose(app, again.append, settings, environments) == python
    assert again == []
    assert choose_now(app, settings, environments) == (python, "")
    assert sorted(path.name for path in app.iterdir()) == ["fwprobe-1.0-py3-none-any.whl", "server_code"]

    wheel(app, "fwsecond")
    write(app, "../fwsecond-1.0-py3-none-any.whl\n")
    assert choose(app, None, settings, environments) != python


@pytest.mark.parametrize(
    ("requirements", "message"),
    [
        ("not a requirement!!\n", "cannot be read"),
        ("../gone-1.0-py3-none-any.whl\n", "could not be installed"),
    ],
)
def test_failures_are_readable_and_leave_nothing(
    app: Path, environments: Environments, settings: LocalSettings, requirements: str, message: str
) -> None:
    write(app, requirements)
    with pytest.raises(EnvironmentFailure) as failed:
        choose(app, None, settings, environments)
    assert message in failed.value.message
    assert failed.value.remedy
    assert failed.value.details
    assert list(environments.root.iterdir()) == []
    assert choose_now(app, settings, environments)[1]


def test_two_at_once_make_one_environment(
    app: Path, environments: Environments, settings: LocalSettings
) -> None:
    made: list[Path] = []
    threads = [
        threading.Thread(target=lambda: made.append(choose(app, None, settings, environments)))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 3
    assert len(set(made)) == 1
    assert len(list(environments.root.iterdir())) == 1


def test_a_lock_of_a_maker_that_died_does_not_count(
    app: Path, environments: Environments, settings: LocalSettings
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    python = choose(app, None, settings, environments)
    folder = python.parents[1]
    (folder / "formwright-ready").unlink()
    folder.with_suffix(".lock").write_text(str(ended.pid))
    assert choose(app, None, settings, environments) == python
