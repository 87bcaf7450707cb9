"""How the app's Python is started: its arguments and environment, and the words for when it does not start.

Runs in the host.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path

from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.protocol.setup import Setup
from formwright.runtime.server import exits
from formwright.runtime.server.launch import CallFailure, LaunchSpec
from formwright.runtime.server.worker import WorkerGone

_BOOTSTRAP = Path(__file__).resolve().parents[1] / "worker" / "bootstrap.py"
REMEDY = "Choose another server Python in the app's settings, then run again."
# What would change how the app's Python finds modules or behaves; it is not the host's.
_NOT_INHERITED = ("PYTHON", "VIRTUAL_ENV", "CONDA_", "FORMWRIGHT_", "__PYVENV_LAUNCHER__")


class StartFailure(Exception):
    """No worker can run. `error` is what every call gets."""

    def __init__(self, error: RemoteError) -> None:
        super().__init__(error.message)
        self.error = error


def arguments(spec: LaunchSpec, mode: str, *more: str) -> list[str]:
    # -I: neither the environment nor the folder of the script nor the user's site may add modules.
    return [spec.python, "-I", "-X", "utf8", "-u", str(_BOOTSTRAP), mode, *more]


def environment(spec: LaunchSpec, **more: str) -> Mapping[str, str]:
    inherited = {
        name: value for name, value in os.environ.items() if not name.upper().startswith(_NOT_INHERITED)
    }
    if not spec.persistent:
        # One call is one process: threads of numerical libraries would only get in each other's way, and
        # the template must stay single-threaded.
        inherited.setdefault("OPENBLAS_NUM_THREADS", "1")
    return {**inherited, **spec.environment, **more}


def setup(spec: LaunchSpec) -> bytes:
    return Setup(
        spec.package,
        spec.modules,
        spec.server_modules,
        spec.working_folder,
        spec.call_timeout,
        spec.about,
        spec.memory_limit,
    ).encode()


def describe(spec: LaunchSpec, python: str) -> str:
    return f"{python} ({spec.python})"


def cannot_start(
    spec: LaunchSpec, failure: OSError | WorkerGone | TimeoutError, output: str = ""
) -> StartFailure:
    path = spec.python
    if isinstance(failure, FileNotFoundError):
        message = f"the server Python {path} does not exist"
    elif isinstance(failure, PermissionError):
        message = f"the server Python {path} may not be run (no permission)"
    elif isinstance(failure, OSError):
        message = f"the server Python {path} cannot be started: {failure.strerror or failure}"
    elif isinstance(failure, TimeoutError):
        message = f"{path} did not start as a Python interpreter should"
    else:
        said = output.strip().splitlines()
        message = f"{path} does not work as a Python interpreter: {exits.reason(failure.code)}"
        if said:
            message += f"; it said: {said[-1][:300]}"
    return StartFailure(exits.unavailable_error(message, REMEDY))


def stopped_unless_cancelled() -> CallFailure:
    """For a call whose wait was cancelled: the answer if the engine stopped; raises if the caller did it."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
    return CallFailure(exits.unavailable_error("the server was stopped", "Run the app again."), None)
