"""The Python in which one app's server code runs, as `pythons` chooses it.

Responsible for: asking off the event loop, since an environment may take minutes to make, and one family of
errors for whatever is wrong. May not: choose. Process: host, `formwright call`.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from formwright.runtime.pythons import EnvironmentFailure, NotUsable, choose, choose_now, inspect

T = TypeVar("T")


class NoPython(Exception):
    """Shown to the user: what is wrong, how to mend it."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message = message
        self.remedy = remedy


class AppPython:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def at_once(self) -> tuple[str, str]:
        """A Python to begin with, and why it is not yet the right one ("" when it is)."""
        python, reason = choose_now(self._folder)
        return str(python), reason

    def prepared(self, say: Callable[[str], None]) -> str:
        """The right Python, with the app's requirements installed. May take minutes; raises NoPython."""
        try:
            return str(choose(self._folder, say))
        except (NotUsable, EnvironmentFailure) as error:
            raise NoPython(error.message, error.remedy) from None

    def checked(self, path: str) -> str:
        """The interpreter at `path`, a program or the folder of an environment; raises NoPython."""
        try:
            return str(inspect(Path(path)).path)
        except NotUsable as error:
            raise NoPython(error.message, error.remedy) from None


async def in_thread(work: Callable[[], T]) -> T:
    """Like `asyncio.to_thread`, in a thread that does not keep the process alive.

    A host whose designer is gone must end at once, also in the middle of installing packages.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def finish(result: T | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # T may itself be None

    def run() -> None:
        try:
            result, error = work(), None
        except Exception as failure:
            result, error = None, failure
        if not loop.is_closed():
            loop.call_soon_threadsafe(finish, result, error)

    threading.Thread(target=run, name="Python of the app", daemon=True).start()
    return await done
