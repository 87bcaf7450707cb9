"""The parts of a line of HTML that have a colour. No Qt; pure."""

from __future__ import annotations

import re

PLAIN, COMMENT, TAG = 0, 1, 2
_IN_TAG = re.compile(r"(?P<end>/?>)|(?P<value>\"[^\"]*\"?|'[^']*'?)|(?P<name>[^\s=>\"'/]+)|.")
_TEXT = re.compile(r"(?P<comment><!--)|(?P<tag></?[A-Za-z!][\w:.-]*)|(?P<entity>&#?\w+;)|.")


def tokens_of(line: str, state: int) -> tuple[list[tuple[int, int, str]], int]:
    """`(start, length, kind)` of each, and the state in which the next line begins."""
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(line):
        if state == COMMENT:
            end = line.find("-->", at)
            stop = len(line) if end < 0 else end + 3
            found.append((at, stop - at, "comment"))
            state = COMMENT if end < 0 else PLAIN
            at = stop
            continue
        match = (_IN_TAG if state == TAG else _TEXT).match(line, at)
        assert match is not None
        kind = match.lastgroup
        if kind == "comment":
            state = COMMENT
            continue
        if kind == "tag":
            state = TAG
        if kind == "end":
            state, kind = PLAIN, "tag"
        if kind is not None:
            found.append((at, match.end() - at, kind))
        at = match.end()
    return found, state
