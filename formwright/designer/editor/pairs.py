"""Which brackets and quotes close themselves, given the characters around them. Pure; knows no widget."""

from __future__ import annotations

_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_QUOTES = ("'", '"')
_PREFIXES = frozenset({"f", "r", "b", "u", "t", "fr", "rf", "br", "rb", "tr", "rt"})


def closing(opening: str, allowed: str) -> str:
    """The partner of an opening bracket or quote, or "" if it has none in this language."""
    if opening not in allowed:
        return ""
    return _BRACKETS.get(opening, opening if opening in _QUOTES else "")


def wants_closing(typed: str, before: str, after: str, *, in_literal: bool, allowed: str) -> str:
    """What to insert behind the caret after `typed`; `before` is the line's text in front of it."""
    partner = closing(typed, allowed)
    if not partner or in_literal:
        return ""
    if typed in _QUOTES:
        if before.endswith(typed * 2) and not before.endswith(typed * 3):
            return typed * 3
        word = _last_word(before).lower()
        if before.endswith(_QUOTES) or (word and word not in _PREFIXES):
            return ""
    if after and (after[0].isalnum() or after[0] in "_'\"([{"):
        return ""
    return partner


def prefix_of_string(before: str) -> str:
    """The `f` or `rb` in front of a quote: lexers colour it as part of the string."""
    word = _last_word(before)
    return word if word.lower() in _PREFIXES else ""


def _last_word(text: str) -> str:
    end = len(text)
    start = end
    while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    return text[start:end]
