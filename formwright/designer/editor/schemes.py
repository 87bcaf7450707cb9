"""Colours of the code editor, light and dark, by role. Data only; knows neither Qt nor Scintilla."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Scheme:
    """`roles` colours what a lexer tells apart (`keyword`, `string`...), the rest the editor itself."""

    name: str
    text: str
    paper: str
    margin: str
    margin_text: str
    current_line: str
    selection: str
    inactive_selection: str
    caret: str
    guide: str
    brace: str
    error: str
    warning: str
    found: str
    flash: str
    added: str
    changed: str
    roles: Mapping[str, str]


LIGHT = Scheme(
    name="light",
    text="#1f2328",
    paper="#ffffff",
    margin="#ffffff",
    margin_text="#8c959f",
    current_line="#f3f6fb",
    selection="#b9d8ff",
    inactive_selection="#dfe6ee",
    caret="#0969da",
    guide="#dde2e8",
    brace="#0b6e4f",
    error="#cf222e",
    warning="#9a6700",
    found="#e0a500",
    flash="#ffd33d",
    added="#2da44e",
    changed="#bf8700",
    roles={
        "comment": "#6a737d",
        "number": "#0550ae",
        "string": "#0a5c36",
        "keyword": "#a626a4",
        "builtin": "#0550ae",
        "class": "#953800",
        "function": "#6639ba",
        "decorator": "#8a5a00",
        "attribute": "#24486b",
        "operator": "#444d56",
        "tag": "#116329",
        "key": "#0550ae",
        "heading": "#0550ae",
        "error": "#cf222e",
    },
)

DARK = Scheme(
    name="dark",
    text="#d7dae0",
    paper="#16181d",
    margin="#16181d",
    margin_text="#6b7280",
    current_line="#1f232b",
    selection="#2f5380",
    inactive_selection="#343a44",
    caret="#6cb6ff",
    guide="#343a44",
    brace="#ffd866",
    error="#ff6b68",
    warning="#e0af2e",
    found="#e0a500",
    flash="#a37a00",
    added="#57ab5a",
    changed="#c69026",
    roles={
        "comment": "#7d8590",
        "number": "#a5d6a7",
        "string": "#a8cc8c",
        "keyword": "#d2a8ff",
        "builtin": "#79c0ff",
        "class": "#ffa657",
        "function": "#7fc8f8",
        "decorator": "#e6c07b",
        "attribute": "#b8d0ea",
        "operator": "#aeb6c1",
        "tag": "#7ee787",
        "key": "#79c0ff",
        "heading": "#79c0ff",
        "error": "#ff6b68",
    },
)
