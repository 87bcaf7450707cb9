"""Hosts in every mode and with a second Python, for tests that ask one from outside."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from formwright.runtime.pythons.local_settings import LocalSettings
from tests.server.served import Served, serve
from tests.worker.conftest import second_python


def modes(*, all_with_second: bool = True) -> list[Any]:
    """Parameters (persistent, path of a Python or "" for the usual one), with names.

    Without `all_with_second` the second Python is taken in persistent mode only.
    """
    second = second_python()
    version, python = second or ("another Python", "")
    missing = () if second else (pytest.mark.skip("there is no second Python on this machine"),)
    both = [(False, "per-call"), (True, "persistent")]
    found = [pytest.param((persistent, ""), id=name) for persistent, name in both]
    for persistent, name in both if all_with_second else both[1:]:
        found.append(pytest.param((persistent, python), id=f"{name}-{version}", marks=missing))
    return found


@contextlib.contextmanager
def serve_with(python: str, app: Path, *options: str) -> Iterator[Served]:
    """`serve`, with the server code of the app in that Python, chosen as a person chooses it."""
    with pytest.MonkeyPatch.context() as patch:
        if python:
            patch.setenv("XDG_STATE_HOME", str(app.parent / "state"))
            LocalSettings.of_user().choose_python(app, Path(python))
        with serve(app, *options) as served:
            yield served
