"""The environment that Formwright makes for an app from its requirements, with uv.

Responsible for: finding the requirements, one environment for each text of them and each Python, in a cache
folder outside the app; progress lines; failures in words. An environment is used only when it was finished.
May not: change the app's folder. Process: designer (a thread), host before it starts workers, command line.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from platformdirs import user_cache_path
from uv import find_uv_bin

from formwright.runtime.pythons.interpreter import Interpreter, program_in

Report = Callable[[str], None]
REQUIREMENTS = ("server_code/requirements.txt", "anvil-server-requirements.txt")
_READY = "formwright-ready"
UNREACHABLE = re.compile(
    r"dns error|failed to lookup|error sending request|Could not connect|offline|network was disabled", re.I
)
"""What uv says when the package index cannot be asked."""


class EnvironmentFailure(Exception):
    """The environment could not be made; `details` is what uv said."""

    def __init__(self, message: str, remedy: str, details: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.details = details


def requirements_of(app_folder: Path) -> Path | None:
    """The file with the app's requirements, if it asks for anything."""
    for name in REQUIREMENTS:
        path = app_folder / name
        with contextlib.suppress(OSError, UnicodeDecodeError):
            lines = (line.strip() for line in path.read_text("utf-8-sig").splitlines())
            if any(line and not line.startswith("#") for line in lines):
                return path
    return None


@dataclass(frozen=True)
class Environments:
    """The cache of environments. Injected with another `root` in tests."""

    root: Path

    @classmethod
    def of_user(cls) -> Environments:
        return cls(user_cache_path("formwright", appauthor=False) / "environments")

    def existing(self, requirements: Path, base: Interpreter) -> Path | None:
        """The Python of a finished environment."""
        folder = self._folder(requirements, base)
        return program_in(folder) if (folder / _READY).is_file() else None

    def make(self, requirements: Path, base: Interpreter, report: Report) -> Path:
        """The Python of the environment, made now if it is not there; raises EnvironmentFailure."""
        folder = self._folder(requirements, base)
        self.root.mkdir(parents=True, exist_ok=True)
        with _locked(folder.with_suffix(".lock"), report):
            ready = self.existing(requirements, base)
            if ready is not None:
                return ready
            shutil.rmtree(folder, ignore_errors=True)
            report(f"Making an environment with {base.label}")
            try:
                self._uv(
                    ["venv", "--no-project", "--python", str(base.path), str(folder)], requirements, report
                )
                python = program_in(folder)
                install = ["pip", "install", "--python", str(python), "-r", str(requirements)]
                self._uv(install, requirements, report)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            (folder / _READY).touch()
            report("The environment is ready")
            return python

    def _folder(self, requirements: Path, base: Interpreter) -> Path:
        key = "\0".join([requirements.read_text("utf-8-sig"), str(base.path), base.label])
        name = re.sub(r"\W+", "-", requirements.resolve().parents[_depth(requirements)].name)
        return self.root / f"{name}-{hashlib.blake2b(key.encode(), digest_size=8).hexdigest()}"

    def _uv(self, arguments: list[str], requirements: Path, report: Report) -> None:
        command = [find_uv_bin(), *arguments, "--color", "never", "--no-progress"]
        said: list[str] = []
        with subprocess.Popen(
            command,
            cwd=requirements.parent,  # relative paths in the file are relative to it
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "VIRTUAL_ENV": ""},
        ) as process:
            try:
                for line in process.stdout or ():
                    said.append(line.rstrip())
                    report(line.rstrip())
            except BaseException:
                process.kill()
                raise
        if process.returncode != 0:
            raise _failure(requirements, said)


def _depth(requirements: Path) -> int:
    return 1 if requirements.parent.name == "server_code" else 0


def _failure(requirements: Path, said: list[str]) -> EnvironmentFailure:
    details = "\n".join(said)
    text = " ".join(line.strip(" ×╰─▶│├").removeprefix("cause: ") for line in said)
    name = f"{requirements.parent.name}/{requirements.name}" if _depth(requirements) else requirements.name
    message = f"The packages of {name} could not be installed."
    remedy = "Read what uv said, mend the file, and make the environment again."
    if UNREACHABLE.search(text):
        remedy = "The package index did not answer: check the network, then make the environment again."
    elif match := re.search(r"Because (\S+) was not found in the package registry", text):
        message = f"{name} asks for {match[1]}, which does not exist."
        remedy = "Check the spelling of its name."
    elif match := re.search(r"Couldn't parse requirement in `[^`]*` at position \d+ (.*)", text):
        message = f"{name} cannot be read: {match[1][:200]}"
        remedy = "One requirement a line, such as `requests>=2.32`."
    elif "No solution found" in text:
        reason = text.partition("No solution found when resolving dependencies")[2].strip(" :╰─▶")
        message = f"No set of packages fits {name}: {reason[:400]}"
        remedy = "Loosen a version in it, or choose another server Python."
    return EnvironmentFailure(message, remedy, details)


@contextlib.contextmanager
def _locked(lock: Path, report: Report) -> Iterator[None]:
    """One maker at a time, also across processes; a lock whose maker is gone does not count."""
    waited = False
    while True:
        try:
            with lock.open("x", encoding="ascii") as file:
                file.write(str(os.getpid()))
            break
        except FileExistsError:
            with contextlib.suppress(OSError, ValueError):
                if not psutil.pid_exists(int(lock.read_text("ascii") or os.getpid())):
                    lock.unlink(missing_ok=True)
                    continue
            if not waited:
                report("Waiting for another Formwright that makes the same environment")
            waited = True
            time.sleep(0.2)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
