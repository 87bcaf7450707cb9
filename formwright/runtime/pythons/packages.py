"""Which packages a Python has, and which versions the package index knows, asked of uv.

Responsible for: what is installed and what needs it; whether a name exists, and its newest version.
May not: install anything (`environment.py`). Process: designer, in threads.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from uv import find_uv_bin

from formwright.runtime.pythons.environment import UNREACHABLE

_SECONDS = 60.0
_LIST = (
    "import importlib.metadata as m, json; print(json.dumps([[d.metadata['Name'], d.version, "
    "d.requires or []] for d in m.distributions() if d.metadata['Name']]))"
)


class PackageProblem(Exception):
    """Shown to the user: what is wrong, and how to mend it."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True)
class Installed:
    name: str
    version: str
    needed_by: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return canonicalize_name(self.name)


def installed(python: Path) -> dict[str, Installed]:
    """By normalised name. Nothing when that Python does not answer."""
    try:
        done = subprocess.run(
            [python, "-I", "-c", _LIST],
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            stdin=subprocess.DEVNULL,
        )
        data = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return {}
    found = {canonicalize_name(name): Installed(name, version) for name, version, _requires in data}
    needed: dict[str, set[str]] = {}
    for name, _version, requires in data:
        for key in _names(requires):
            needed.setdefault(key, set()).add(name)
    return {
        key: replace(item, needed_by=tuple(sorted(needed.get(key, ()), key=str.casefold)))
        for key, item in found.items()
    }


def _names(requires: Iterable[str]) -> Iterable[str]:
    for text in requires:
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            continue
        if requirement.marker is None or "extra" not in str(requirement.marker):
            yield canonicalize_name(requirement.name)


def newest(names: Iterable[str], python: Path, folder: Path) -> dict[str, str]:
    """The newest version of each that fits this Python, by normalised name. Raises PackageProblem.

    uv runs in `folder`, so that the index which that folder configures is the one that is asked.
    """
    asked = list(names)
    command = [
        find_uv_bin(), "pip", "compile", "--no-deps", "--no-header", "--no-annotate", "--color", "never",
        "--no-progress", "--python", str(python), "-",
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, input="\n".join(asked) + "\n", capture_output=True, text=True, encoding="utf-8",
            errors="replace", timeout=_SECONDS, check=False, cwd=folder,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        raise _unreachable() from None
    if done.returncode != 0:
        raise _problem(done.stderr)
    found: dict[str, str] = {}
    for line in done.stdout.splitlines():
        name, equals, version = line.partition("==")
        if equals:
            found[canonicalize_name(name.strip())] = version.split(";")[0].strip()
    return found


def _unreachable() -> PackageProblem:
    return PackageProblem(
        "The package index did not answer, so nothing is known of newer versions.",
        "Check the network, then try again.",
    )


def _problem(said: str) -> PackageProblem:
    text = " ".join(line.strip(" ×╰─▶│├").removeprefix("cause: ") for line in said.splitlines())
    if UNREACHABLE.search(text):
        return _unreachable()
    if match := re.search(
        r"Because (\S+) was not found in the (?:package registry|provided package locations)", text
    ):
        return PackageProblem(
            f"There is no package called {match[1]} in the package index.", "Check the spelling of its name."
        )
    if match := re.search(r"Couldn't parse requirement in `[^`]*` at position \d+ (.*)", text):
        return PackageProblem(
            f"This is no name of a package: {match[1][:120]}", "Write a name such as requests."
        )
    reason = text.partition("No solution found when resolving dependencies")[2].strip(" :╰─▶") or text
    return PackageProblem(
        f"No version fits: {reason[:300]}", "Loosen the version, or choose another server Python."
    )
