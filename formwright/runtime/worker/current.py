"""The one runtime of this process, for the module-level functions of `anvil`.

Apps call `anvil.server.call(...)`, a function of a module, so one slot per process is unavoidable; this is
it, filled once by `main`, and nothing but the `anvil` modules may read it.
"""

from __future__ import annotations

from formwright.runtime.worker.runtime import Runtime

_slot: list[Runtime] = []


def install(runtime: Runtime) -> None:
    _slot[:] = [runtime]


def runtime() -> Runtime:
    if not _slot:
        raise RuntimeError("this Python process is not a Formwright worker")
    return _slot[0]
