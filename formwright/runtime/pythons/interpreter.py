"""One Python on this machine: what it is, and whether server code can run in it.

Responsible for: asking a program whether it is a Python that the workers support, in a process of its own
with a time limit, and saying why not. Standard library only of the asked Python is used: no site-packages,
no PYTHON* variables, nothing from the current folder.
May not: import or run anything of an app. Process: designer (a thread), host, command line.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

OLDEST = (3, 9)
SUPPORTED = ("cpython", "pypy")
_SECONDS = 15.0
# Runs on any Python since 2.6, so that an old one can be named instead of failing on syntax.
_PROBE = (
    "import sys; w = sys.stdout.write; i = getattr(sys, 'implementation', None); "
    "w('formwright-probe\\n%s\\n%s\\n%s\\n' % ('.'.join(map(str, sys.version_info[:3])), "
    "i.name if i else 'cpython', sys.executable or ''))"
)


class NotUsable(Exception):
    """This program cannot run server code: `reason` says why, `remedy` what to do."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path} cannot be used: {reason}.")
        self.path = path
        self.reason = reason
        self.remedy = remedy

    @property
    def message(self) -> str:
        return str(self)


@dataclass(frozen=True)
class Interpreter:
    path: Path  # how to start it: in a virtual environment, the link that is in it
    version: tuple[int, int, int]
    implementation: str  # "cpython" or "pypy"
    environment: Path | None = None  # the virtual environment it belongs to

    @property
    def label(self) -> str:
        name = "PyPy" if self.implementation == "pypy" else "Python"
        return f"{name} {'.'.join(map(str, self.version))}"


def inspect(path: Path, seconds: float = _SECONDS) -> Interpreter:
    """Ask the program at `path` (or the Python of the environment folder `path`); raises NotUsable."""
    path = program_in(path.expanduser())
    if not path.exists():
        raise NotUsable(path, "there is no such file", "Choose another Python.")
    if not os.access(path, os.X_OK):
        raise NotUsable(
            path, "it is not a program", "Choose a program called python, or its environment's folder."
        )
    try:
        done = subprocess.run(
            [path, "-E", "-s", "-S", "-c", _PROBE],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            cwd=path.parent,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotUsable(
            path, f"it gave no answer in {seconds:g} seconds", "Choose a program called python."
        ) from None
    except OSError as error:
        reason = f"it does not start ({error.strerror or error})"
        raise NotUsable(path, reason, "Reinstall it, or choose another Python.") from None
    return _checked(path, done)


def _checked(path: Path, done: subprocess.CompletedProcess[bytes]) -> Interpreter:
    lines = done.stdout[:4096].decode("utf-8", "replace").splitlines()
    if done.returncode != 0 or len(lines) < 4 or lines[0] != "formwright-probe":
        said = done.stderr[:300].decode("utf-8", "replace").strip().splitlines()
        if "python" in path.name.lower() or "pypy" in path.name.lower():
            reason = f"it is broken ({said[-1]})" if said else f"it is broken (exit status {done.returncode})"
            raise NotUsable(path, reason, "Reinstall it, or choose another Python.")
        raise NotUsable(path, "it is not Python", "Choose a program called python.")
    major, minor, micro = (int(part) for part in lines[1].split("."))
    implementation, executable = lines[2], lines[3]
    if (major, minor) < OLDEST:
        raise NotUsable(
            path,
            f"it is Python {lines[1]}, and server code needs {OLDEST[0]}.{OLDEST[1]} or newer",
            "Choose or install a newer Python.",
        )
    if implementation not in SUPPORTED:
        raise NotUsable(path, f"it is {implementation}, not CPython or PyPy", "Choose a CPython or a PyPy.")
    environment = environment_of(path)
    # A shim (pyenv) decides by folder and variables which Python it starts: keep the one it started now.
    real = Path(executable) if executable and environment is None else path
    return Interpreter(real if real.exists() else path, (major, minor, micro), implementation, environment)


def program_in(path: Path) -> Path:
    """The Python of an environment's folder; any other path as it is."""
    if path.is_dir():
        names = (
            ("Scripts/python.exe", "python.exe")
            if os.name == "nt"
            else ("bin/python", "bin/python3", "bin/pypy3")
        )
        return next((path / name for name in names if (path / name).exists()), path / names[0])
    return path.absolute()


def environment_of(path: Path) -> Path | None:
    """The virtual environment that the program lies in."""
    folder = path.parent.parent
    return folder if (folder / "pyvenv.cfg").is_file() else None
