"""What the editor knows of each kind of file: lexer, keywords, colours, comments. Data only, no Qt."""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

BUILTINS = tuple(sorted(name for name in dir(builtins) if not name.startswith("_")))
PYTHON_KEYWORDS = tuple(sorted({*keyword.kwlist, *keyword.softkwlist} - {"_"}))


@dataclass(frozen=True)
class Language:
    """`styles` maps the lexer's style numbers to the roles of a `Scheme`; `words` are its keyword sets."""

    name: str
    title: str
    lexer: str | None = None
    words: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[int, str] = field(default_factory=dict)
    comment: tuple[str, str] | None = None
    indent: int = 4
    pairs: str = "()[]{}\"\"''"

    @property
    def operator_styles(self) -> frozenset[int]:
        return frozenset(number for number, role in self.styles.items() if role == "operator")

    @property
    def literal_styles(self) -> frozenset[int]:
        """Styles inside which brackets and quotes are plain text."""
        return frozenset(number for number, role in self.styles.items() if role in ("string", "comment"))


PYTHON = Language(
    name="python",
    title="Python",
    lexer="python",
    words=(" ".join(PYTHON_KEYWORDS), " ".join((*BUILTINS, "self", "cls"))),
    properties={
        "fold": "1",
        "fold.compact": "0",
        "fold.quotes.python": "1",
        "lexer.python.strings.f": "1",
        "lexer.python.unicode.identifiers": "1",
        "lexer.python.keywords2.no.sub.identifiers": "1",
        "lexer.python.decorator.attributes": "1",
    },
    styles={
        1: "comment",
        2: "number",
        3: "string",
        4: "string",
        5: "keyword",
        6: "string",
        7: "string",
        8: "class",
        9: "function",
        10: "operator",
        12: "comment",
        13: "string",
        14: "builtin",
        15: "decorator",
        16: "string",
        17: "string",
        18: "string",
        19: "string",
        20: "attribute",
    },
    comment=("# ", ""),
)

_FOLD = {"fold": "1", "fold.compact": "0"}

YAML = Language(
    name="yaml",
    title="YAML",
    lexer="yaml",
    words=("true false yes no null on off",),
    properties=_FOLD,
    styles={1: "comment", 2: "key", 3: "keyword", 4: "number", 5: "decorator", 6: "heading", 8: "error"},
    comment=("# ", ""),
    indent=2,
)

CSS = Language(
    name="css",
    title="CSS",
    lexer="css",
    properties=_FOLD,
    styles={
        1: "tag",
        2: "class",
        3: "keyword",
        4: "keyword",
        5: "operator",
        6: "key",
        7: "key",
        9: "comment",
        10: "function",
        11: "keyword",
        12: "keyword",
        13: "string",
        14: "string",
        15: "key",
        16: "attribute",
        17: "key",
        18: "keyword",
        19: "key",
        20: "keyword",
        21: "keyword",
        22: "keyword",
        23: "builtin",
    },
    comment=("/* ", " */"),
    indent=2,
)

JSON = Language(
    name="json",
    title="JSON",
    lexer="json",
    words=("true false null",),
    properties=_FOLD,
    styles={
        1: "number",
        2: "string",
        3: "error",
        4: "key",
        5: "decorator",
        6: "comment",
        7: "comment",
        8: "operator",
        9: "string",
        11: "keyword",
        13: "error",
    },
    indent=2,
)

_JS_WORDS = (
    "async await break case catch class const continue debugger default delete do else export extends false "
    "finally for from function get if import in instanceof let new null of return set static super switch "
    "this throw true try typeof undefined var void while with yield"
)

HTML = Language(
    name="html",
    title="HTML",
    lexer="hypertext",
    words=("", _JS_WORDS),
    properties={**_FOLD, "fold.html": "1"},
    styles={
        1: "tag",
        2: "tag",
        3: "attribute",
        4: "attribute",
        5: "number",
        6: "string",
        7: "string",
        9: "comment",
        10: "decorator",
        11: "tag",
        19: "string",
        21: "keyword",
        42: "comment",
        43: "comment",
        44: "comment",
        45: "number",
        47: "keyword",
        48: "string",
        49: "string",
        50: "operator",
        52: "string",
    },
    comment=("<!-- ", " -->"),
    indent=2,
)

JAVASCRIPT = Language(
    name="javascript",
    title="JavaScript",
    lexer="cpp",
    words=(_JS_WORDS,),
    properties=_FOLD,
    styles={
        1: "comment",
        2: "comment",
        3: "comment",
        4: "number",
        5: "keyword",
        6: "string",
        7: "string",
        10: "operator",
        14: "string",
        15: "comment",
        20: "string",
    },
    comment=("// ", ""),
    indent=2,
)

MARKDOWN = Language(
    name="markdown",
    title="Markdown",
    lexer="markdown",
    styles={
        **dict.fromkeys(range(6, 12), "heading"),
        2: "class",
        3: "class",
        4: "function",
        5: "function",
        13: "keyword",
        14: "keyword",
        15: "comment",
        18: "tag",
        19: "string",
        20: "string",
        21: "string",
    },
    indent=2,
    pairs="()[]{}",
)

PLAIN = Language(name="plain", title="Plain text", pairs="")

_BY_SUFFIX = {
    ".py": PYTHON,
    ".pyi": PYTHON,
    ".yaml": YAML,
    ".yml": YAML,
    ".css": CSS,
    ".json": JSON,
    ".html": HTML,
    ".htm": HTML,
    ".svg": HTML,
    ".xml": HTML,
    ".js": JAVASCRIPT,
    ".mjs": JAVASCRIPT,
    ".md": MARKDOWN,
}


def language_for(path: str) -> Language:
    return _BY_SUFFIX.get(PurePosixPath(path).suffix.lower(), PLAIN)
