"""Runs `scripts/NAME.py` of the app as a program, in a process that runs nothing else.

Responsible for what a script finds (`sys.argv`, `anvil.script`, `__main__`, no input) and for what its end
means. Scripts are read from the app folder when they are run. Process: worker.
"""

from __future__ import annotations

import io
import re
import sys
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

from formwright.runtime.protocol.errors import NoServerFunctionError, ScriptExitError
from formwright.runtime.protocol.media import Media
from formwright.runtime.worker.loader import AppCode

_NAME = re.compile(r"[\w-]+(?:[/.][\w-]+)*")


def run_script(code: AppCode, name: str, args: list[Any]) -> Any:
    """What the script puts into `anvil.script.return_value`."""
    import anvil.script  # type: ignore[import-not-found]  # the worker's own

    program = _read(code, name)
    main = ModuleType("__main__")
    main.__dict__.update(__package__=code.package, __file__=str(Path(code.folder) / program.co_filename))
    anvil.script.args, anvil.script.return_value = list(args), None
    with ExitStack() as files:
        sys.argv[:] = [program.co_filename, *(_as_argument(value, files) for value in args)]
        sys.stdin = io.StringIO()  # so that input() raises EOFError
        sys.modules["__main__"] = main
        try:
            exec(program, main.__dict__)
        except SystemExit as ending:
            if ending.code:
                raise ScriptExitError(f"the script {name!r} ended with {ending.code!r}") from None
    return anvil.script.return_value


def _read(code: AppCode, name: str) -> Any:
    path = f"scripts/{name.removesuffix('.py')}.py"
    file = Path(code.folder) / path
    if _NAME.fullmatch(name) is None or not file.is_file():
        raise NoServerFunctionError(f"the app has no script {name!r}: a script is a file {path}")
    return code.compile_file(path, file.read_text(encoding="utf-8"))


def _as_argument(value: Any, files: ExitStack) -> str:
    if not isinstance(value, Media):
        return str(value)
    import tempfile  # not at the top: every worker would load it

    folder = files.enter_context(tempfile.TemporaryDirectory(prefix="formwright-"))
    file = Path(folder) / (Path(value.name or "").name or "media")
    file.write_bytes(value.get_bytes())
    return str(file)
