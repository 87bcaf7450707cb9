"""Turns lines into comments and back. Pure; knows no widget."""

from __future__ import annotations


def toggle_comment(lines: list[str], mark: tuple[str, str]) -> list[str]:
    """The lines commented at their common indentation, or uncommented when each of them is a comment."""
    opening, closing = mark
    bare_open, bare_close = opening.strip(), closing.strip()
    full = [line for line in lines if line.strip()]
    if not full:
        return lines
    if all(_is_comment(line, bare_open, bare_close) for line in full):
        return [_uncommented(line, mark) if line.strip() else line for line in lines]
    column = min(len(line) - len(line.lstrip()) for line in full)
    return [line[:column] + opening + line[column:] + closing if line.strip() else line for line in lines]


def _is_comment(line: str, opening: str, closing: str) -> bool:
    bare = line.strip()
    return bare.startswith(opening) and bare.endswith(closing)


def _uncommented(line: str, mark: tuple[str, str]) -> str:
    opening, closing = mark
    column = len(line) - len(line.lstrip())
    rest = line[column:]
    rest = rest.removeprefix(opening) if rest.startswith(opening) else rest.removeprefix(opening.strip())
    if closing:
        tail = rest.rstrip()
        rest = tail.removesuffix(closing) if tail.endswith(closing) else tail.removesuffix(closing.strip())
    return line[:column] + rest
