"""Which Python runs an app's server code.

Responsible for: the order of the choice: what the person chose; else the environment made from the app's
requirements; else the plain interpreter under Formwright.
May not: start an interpreter from the app's folder that nobody chose. Process: designer, host, command line.
"""

from __future__ import annotations

from pathlib import Path

from formwright.runtime.pythons.discovery import discover
from formwright.runtime.pythons.environment import Environments, Report, requirements_of
from formwright.runtime.pythons.interpreter import Interpreter, NotUsable, inspect
from formwright.runtime.pythons.local_settings import LocalSettings
from formwright.runtime.pythons.program import base_python


def choose(
    app_folder: Path,
    report: Report | None = None,
    settings: LocalSettings | None = None,
    environments: Environments | None = None,
) -> Path:
    """The Python for the app's workers; makes the environment if it is not there yet (may take minutes).

    Raises NotUsable (the chosen one is gone or wrong) or EnvironmentFailure; both have message and remedy.
    """
    chosen = (settings or LocalSettings.of_user()).python_of(app_folder)
    if chosen is not None:
        return inspect(chosen).path
    base = plain_python()
    requirements = requirements_of(app_folder)
    if requirements is None:
        return base.path
    return (environments or Environments.of_user()).make(requirements, base, report or _silent)


def _silent(line: str) -> None:
    del line


def choose_now(
    app_folder: Path, settings: LocalSettings | None = None, environments: Environments | None = None
) -> tuple[Path, str]:
    """Like `choose`, at once and without failing: a Python, and why it is not the one that it should be."""
    try:
        chosen = (settings or LocalSettings.of_user()).python_of(app_folder)
        if chosen is not None:
            return inspect(chosen).path, ""
        base = plain_python()
    except NotUsable as error:
        return base_python(), f"{error.message} {error.remedy}"
    requirements = requirements_of(app_folder)
    if requirements is None:
        return base.path, ""
    ready = (environments or Environments.of_user()).existing(requirements, base)
    if ready is not None:
        return ready, ""
    return base.path, f"The packages of {requirements.name} are not installed yet."


def plain_python() -> Interpreter:
    """The interpreter under Formwright; in a bundle that is no Python, the newest one of the machine."""
    try:
        return inspect(base_python())
    except NotUsable:
        found = discover().usable
        if found:
            return found[0].interpreter
        raise NotUsable(
            base_python(), "no Python was found on this machine", "Install Python 3.9 or newer."
        ) from None
