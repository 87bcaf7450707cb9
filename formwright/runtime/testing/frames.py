"""Tracebacks as the author of an app wants them: without the lines of Formwright in between.

Responsible for: that cut. Process: that of pytest.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

_OWN = str(Path(__file__).resolve().parents[2] / "runtime")


def app_frames(trace: TracebackType | None) -> TracebackType | None:
    """The same traceback without our own frames; as it is when there are no others."""
    frames = []
    each = trace
    while each is not None:
        if not each.tb_frame.f_code.co_filename.startswith(_OWN):
            frames.append(each)
        each = each.tb_next
    kept: TracebackType | None = None
    for each in reversed(frames):
        kept = TracebackType(kept, each.tb_frame, each.tb_lasti, each.tb_lineno)
    return kept if kept is not None else trace
