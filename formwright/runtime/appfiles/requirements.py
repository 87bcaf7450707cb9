"""Edits of `requirements.txt` that leave everything else as it is: comments, order, options, line ends.

Responsible for: which packages a file asks for, and the text with one more, one less, or another version.
What it does not understand it keeps. May not: read or write files. Process: designer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

_MARK = "\ufeff"  # some editors begin UTF-8 files with it
_OPTIONS = re.compile(r"\s--?\w")
_COMMENT = re.compile(r"(^|\s)#.*")
_PARTS = re.compile(
    r"(?P<lead>\s*)(?P<name>[\w.-]+)(?P<extras>\s*\[[^\]]*\])?(?P<version>[^;#@]*?)(?P<rest>\s*(?:[;#]|$).*)"
)


@dataclass(frozen=True)
class Wanted:
    """A package that the file asks for; lines are counted from 0, `end` is the line after the last."""

    name: str
    version: str
    """As written, `>=2,<3` say; "" for any."""
    start: int
    end: int

    @property
    def key(self) -> str:
        return canonicalize_name(self.name)


def wanted(text: str) -> list[Wanted]:
    found = []
    for start, end, line in _logical_lines(text):
        requirement = _requirement(line)
        if requirement is not None:
            version = requirement.url or str(requirement.specifier)
            found.append(Wanted(requirement.name, version, start, end))
    return found


def with_package(text: str, name: str, version: str = "") -> str:
    """Asks for the package in that version; a line that has it already is changed, or a line is added."""
    if text.startswith(_MARK):
        return _MARK + with_package(text[1:], name, version)
    lines = _lines(text)
    key = canonicalize_name(name.partition("[")[0].strip())
    for item in wanted(text):
        if item.key == key:
            return "".join(
                [*lines[: item.start], _changed(lines[item.start : item.end], version), *lines[item.end :]]
            )
    newline = "\r\n" if "\r\n" in text else "\n"
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += newline
    return "".join([*lines, f"{name}{version}{newline}"])


def without_package(text: str, name: str) -> str:
    if text.startswith(_MARK):
        return _MARK + without_package(text[1:], name)
    lines = _lines(text)
    for item in reversed(wanted(text)):
        if item.key == canonicalize_name(name):
            del lines[item.start : item.end]
    return "".join(lines)


def _changed(lines: list[str], version: str) -> str:
    """The same requirement with another version. Hashes are of the old version, so they go."""
    first = lines[0]
    body = first.rstrip("\r\n")
    ending = first[len(body) :]
    joined = len(lines) > 1
    if joined:
        body = body.rstrip().removesuffix("\\").rstrip()
        ending = lines[-1][len(lines[-1].rstrip("\r\n")) :]
    options = _OPTIONS.search(body)
    if options is not None:
        body = body[: options.start()]
    parts = _PARTS.fullmatch(body)
    if parts is None:
        return "".join(lines)
    return f"{parts['lead']}{parts['name']}{parts['extras'] or ''}{version}{parts['rest']}{ending}"


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _logical_lines(text: str) -> list[tuple[int, int, str]]:
    """Where each begins and ends, without comments; a backslash at the end goes on."""
    found = []
    start, joined = 0, ""
    lines = _lines(text.removeprefix(_MARK))
    for number, line in enumerate(lines):
        content = line.rstrip("\r\n")
        if content.rstrip().endswith("\\") and not content.lstrip().startswith("#"):
            joined += content.rstrip()[:-1] + " "
            continue
        found.append((start, number + 1, _COMMENT.sub("", joined + content).strip()))
        start, joined = number + 1, ""
    if joined:
        found.append((start, len(lines), _COMMENT.sub("", joined).strip()))
    return found


def _requirement(line: str) -> Requirement | None:
    if not line or line.startswith("-"):
        return None
    options = _OPTIONS.search(line)
    try:
        return Requirement(line[: options.start()] if options else line)
    except InvalidRequirement:  # a path or an address: uv knows what to do with it
        return None
