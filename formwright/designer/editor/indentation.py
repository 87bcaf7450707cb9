"""How far the next line is indented, by the text of the line before the caret. Pure; knows no widget."""

from __future__ import annotations

import re

from formwright.designer.editor.languages import Language

_STRINGS = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""")
_LEAVES = re.compile(r"\s*(return|pass|break|continue|raise)\b")
_CLAUSE = re.compile(r"\s*(else|elif\b.*|except\b.*|finally|case\b.*)\s*:$")
_OPENING = ("(", "[", "{")


def _code(line: str, comment: str) -> str:
    bare = _STRINGS.sub(lambda match: "x" * len(match[0]), line)
    return (bare.split(comment, 1)[0] if comment else bare).rstrip()


def indent_after(line: str, indent: int, language: Language) -> int:
    """Columns for a line that follows `line` (its text up to the caret), which is indented by `indent`."""
    comment = language.comment[0].strip() if language.comment and not language.comment[1] else ""
    code = _code(line, comment)
    if code.endswith(_OPENING):
        return indent + language.indent
    if language.name == "python":
        if code.endswith(":"):
            return indent + language.indent
        if _LEAVES.match(code) and _balanced(code):
            return max(0, indent - language.indent)
    if language.name == "yaml" and code.endswith(":"):
        return indent + language.indent
    return indent


def clause_indent(line: str, indent: int, above: list[tuple[int, str]], language: Language) -> int:
    """Where `else:`, `except:`... belongs, just typed on a line indented by `indent`.

    `above` holds indentation and text of the lines before it, nearest first. The indentation is kept when the
    line is already level with a statement it can belong to.
    """
    if language.name != "python" or not _CLAUSE.match(line):
        return indent
    word = re.split(r"\W", line.strip(), maxsplit=1)[0]
    openers = {
        "else": ("if", "elif", "for", "while", "try", "except", "async for"),
        "elif": ("if", "elif"),
        "except": ("try", "except"),
        "finally": ("try", "except", "else"),
        "case": ("case",),
    }[word]
    limit = indent
    for columns, text in above:
        bare = text.strip()
        if not bare or columns > limit:
            continue
        if re.match(rf"({'|'.join(openers)})\b", bare):
            return columns
        limit = min(limit, columns)
    return indent


def _balanced(code: str) -> bool:
    return all(code.count(left) == code.count(right) for left, right in ("()", "[]", "{}"))
