"""Exceptions to `RemoteError`: which frames are the app's, and the traceback as text.

Knows nothing of how code was loaded: the caller says which file names belong to the app. Used by server
code and by the browser. Standard library only.
"""

from __future__ import annotations

import linecache
import os
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from formwright.runtime.protocol.errors import RemoteError, TraceFrame, message_of, remote_error, wire_name

if TYPE_CHECKING:
    from typing import TypeAlias


AppFile: TypeAlias = "Callable[[str], str | None]"
"""File name as in a code object → path relative to the app folder, or None for foreign code."""

_ERRORS = f"{RemoteError.__module__}."
_MAX_FRAMES = 100
_MAX_TEXT = 20_000
_OWN = str(Path(__file__).resolve().parents[2]) + os.sep


def describe(exception: BaseException, app_file: AppFile) -> RemoteError:
    """The exception as data. One that came from another process keeps its type and its frames."""
    inner = remote_error(exception)
    trace = frames_of(exception.__traceback__, app_file)
    if isinstance(exception, SyntaxError) and exception.filename:
        path = app_file(exception.filename)
        if path is not None:
            source = (exception.text or "").strip()
            trace += (TraceFrame(path, exception.lineno or 1, "<module>", source, exception.offset),)
    if inner is not None:
        return RemoteError(inner.type, inner.message, (trace + inner.trace)[-_MAX_FRAMES:], inner.text)
    return RemoteError(wire_name(type(exception)), message_of(exception), trace, _text(exception))


def frames_of(trace: TracebackType | None, app_file: AppFile) -> tuple[TraceFrame, ...]:
    """The app's frames of a traceback, outermost first."""
    frames: list[TraceFrame] = []
    while trace is not None:
        _append(frames, trace.tb_frame, trace.tb_lineno, app_file)
        trace = trace.tb_next
    return tuple(frames[-_MAX_FRAMES:])


def stack_of(frame: FrameType | None, app_file: AppFile) -> tuple[TraceFrame, ...]:
    """The app's frames of a running stack, outermost first."""
    frames: list[TraceFrame] = []
    while frame is not None and len(frames) < _MAX_FRAMES:
        _append(frames, frame, frame.f_lineno, app_file)
        frame = frame.f_back
    return tuple(reversed(frames))


def _append(frames: list[TraceFrame], frame: FrameType, line: int | None, app_file: AppFile) -> None:
    path = app_file(frame.f_code.co_filename)
    if path is not None:
        source = linecache.getline(frame.f_code.co_filename, line or 0, frame.f_globals).strip()
        frames.append(TraceFrame(path, line or 0, frame.f_code.co_name, source))


def _text(exception: BaseException) -> str:
    """As Python prints it, without the frames of Formwright and of the import system."""
    try:
        whole = traceback.TracebackException.from_exception(exception)
        seen: set[int] = set()
        part: traceback.TracebackException | None = whole
        while part is not None and id(part) not in seen:
            seen.add(id(part))
            part.stack[:] = [entry for entry in part.stack if not _internal(entry.filename)]
            part = part.__cause__ or part.__context__
        text = "".join(whole.format()).replace(_ERRORS, "anvil.server.")  # the name apps know
    except Exception as failure:  # an exception whose __str__ fails, for instance
        text = f"{type(exception).__name__} (its traceback could not be printed: {type(failure).__name__})\n"
    return text if len(text) <= _MAX_TEXT else f"...{text[-_MAX_TEXT:]}"


def _internal(filename: str) -> bool:
    return filename.startswith(("<frozen importlib", _OWN))
