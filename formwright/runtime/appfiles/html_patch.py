"""Cuts and pastes in the text of an HTML form: attributes of start tags, and pieces that come, go and move.

Responsible for: the smallest change of the text, indented and quoted as what is around it. May not: promise
that the result means what was wanted: who calls reads it again. Process: designer; pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from formwright.runtime.appfiles.html_emit import STEP, checked_name, quoted
from formwright.runtime.appfiles.html_tree import Attribute, Element

#: White space in these, or in the text of a script, means something.
_VERBATIM = re.compile(r"<(?:pre|textarea|script|style)\b", re.IGNORECASE)


# --- attributes ---------------------------------------------------------------------------------------------


def set_attribute(text: str, element: Element, name: str, value: str, at: Attribute | None = None) -> str:
    """`at` is the attribute that is there now; it may get another name."""
    name = checked_name(name)
    if at is None:
        return _added(text, element, f"{name}={quoted(value)}")
    old = element.opening[at.start : at.end]
    old_name, equals, old_value = old.partition("=")
    if not equals:
        return _in_tag(text, element, at.start, at.end, f"{name}={quoted(value)}")
    space = old_value[: len(old_value) - len(old_value.lstrip())]
    quote = old_value.lstrip()[:1]
    spelled = quoted(value, quote if quote in "\"'" else "")
    kept = old_name[len(at.name) :]
    return _in_tag(text, element, at.start, at.end, f"{name}{kept}={space}{spelled}")


def remove_attribute(text: str, element: Element, at: Attribute) -> str:
    start = len(element.opening[: at.start].rstrip())
    return _in_tag(text, element, start, at.end, "")


def add_attributes(text: str, element: Element, spelled: Sequence[str]) -> str:
    return _added(text, element, " ".join(spelled)) if spelled else text


def _added(text: str, element: Element, spelled: str) -> str:
    opening = element.opening
    end = len(opening) - (2 if opening.endswith("/>") else 1)
    last = len(opening[:end].rstrip())
    lead = " "
    if element.attributes:
        at = element.attributes[-1].start
        line = opening.rfind("\n", 0, at) + 1
        if line and not opening[line:at].strip():  # one attribute on each line
            lead = newline_of(text) + opening[line:at]
    return _in_tag(text, element, last, last, lead + spelled)


def _in_tag(text: str, element: Element, start: int, end: int, new: str) -> str:
    return text[: element.start + start] + new + text[element.start + end :]


# --- pieces -------------------------------------------------------------------------------------------------


def newline_of(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def cut(text: str, start: int, end: int) -> str:
    """Without a piece; a line that held nothing else goes as well."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    rest = text[end : stop if stop >= 0 else len(text)]
    if text[line:start].strip() or rest.strip():
        both = text[start - 1 : start] == " " and text[end : end + 1] == " "
        return text[:start] + text[end + both :]
    if stop >= 0:
        return text[:line] + text[stop + 1 :]
    before = text[:line]  # the last line of a text that does not end with one
    return before.removesuffix("\n").removesuffix("\r") if start else ""


def piece(text: str, start: int, end: int) -> list[str] | str:
    """What stands there, as lines without its indentation; one string where that must not be touched."""
    found = text[start:end]
    line = text.rfind("\n", 0, start) + 1
    indent = text[line:start]
    lines = found.replace("\r\n", "\n").split("\n")
    if len(lines) == 1:
        return lines
    fits = all(not each.strip() or each.startswith(indent) for each in lines[1:])
    if indent.strip() or not fits or _VERBATIM.search(found):
        return found
    return [lines[0], *(each[len(indent) :] if each.strip() else each for each in lines[1:])]


def put_before(text: str, at: int, new: list[str] | str) -> str:
    indent = _indent(text, at)
    if indent is None:
        return text[:at] + _joined(text, new, _indent_of_line(text, at)) + text[at:]
    return text[:at] + _joined(text, new, indent) + newline_of(text) + indent + text[at:]


def put_after(text: str, start: int, end: int, new: list[str] | str) -> str:
    """After the piece from `start` to `end`."""
    indent = _indent(text, start)
    stop = text.find("\n", end)
    rest = text[end : stop if stop >= 0 else len(text)]
    if indent is None or rest.strip():
        return text[:end] + _joined(text, new, _indent_of_line(text, start)) + text[end:]
    return text[:end] + newline_of(text) + indent + _joined(text, new, indent) + text[end:]


def put_inside(text: str, element: Element, new: list[str] | str) -> str:
    """At the end of what is in an element."""
    newline, outer = newline_of(text), _indent_of_line(text, element.start)
    inner = outer + STEP
    content = text[element.inner_start : element.inner_end]
    if element.self_closed:
        opening = element.opening[:-2].rstrip() + ">"
        inside = newline + inner + _joined(text, new, inner) + newline + outer
        return text[: element.start] + opening + inside + f"</{element.tag}>" + text[element.end :]
    if not content.strip():
        inside = newline + inner + _joined(text, new, inner) + newline + outer
        return text[: element.inner_start] + inside + text[element.inner_end :]
    at = element.inner_end
    last = _indent(text, at)
    if last is None:
        return text[:at] + _joined(text, new, inner) + text[at:]
    line = at - len(last)
    inner = last + STEP
    return text[:line] + inner + _joined(text, new, inner) + newline + text[line:]


def put_at_end(text: str, new: list[str] | str) -> str:
    newline = newline_of(text)
    if not text or text.endswith("\n"):
        return text + _joined(text, new, "") + newline
    return text + newline + _joined(text, new, "")


def wrap(text: str, start: int, opening: str, closing: str) -> str:
    """Everything from `start` on in one element; what is in it stays as typed."""
    newline = newline_of(text)
    body = text[start:]
    end = "" if not body or body.endswith("\n") else newline
    return f"{text[:start]}{opening}{newline}{body}{end}{closing}{newline if not end else ''}"


def _joined(text: str, new: list[str] | str, indent: str) -> str:
    if isinstance(new, str):
        return new
    newline = newline_of(text)
    first, *others = new
    return first + "".join(newline + (indent + line if line.strip() else line) for line in others)


def _indent(text: str, at: int) -> str | None:
    """What stands before it on its line, if that is only space."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return before if not before.strip() else None


def _indent_of_line(text: str, at: int) -> str:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line[: len(line) - len(line.lstrip())]
