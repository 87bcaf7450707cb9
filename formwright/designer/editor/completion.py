"""Words to complete with: names of the file, Python's own, the app's modules and a form's components. Pure.

A language server will answer the same request one day; the editor only knows `CompletionSource`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from formwright.designer.editor.languages import BUILTINS, PYTHON_KEYWORDS, Language

_WORD = re.compile(r"[^\W\d]\w*")
_TAIL = re.compile(r"(?P<owner>(?:[^\W\d]\w*\.)*)(?P<word>\w*)$")
_IMPORT = re.compile(r"\s*(?:from|import)\s+[\w., ]*$")
_FROM_IMPORT = re.compile(r"\s*from\s+(?P<module>[\w.]+)\s+import\b")
_FROM_TEMPLATE = re.compile(r"\s*from\s+\.+_anvil_designer\s+import\s")
MOST = 200


@dataclass(frozen=True)
class CompletionRequest:
    path: str
    text: str
    line_before: str
    """The caret's line up to the caret."""
    asked: bool
    """The user pressed Ctrl+Space: answer even with nothing typed."""


@dataclass(frozen=True)
class Completions:
    typed_length: int
    """Characters before the caret that the words replace."""
    words: tuple[str, ...]


class CompletionSource(Protocol):
    def complete(self, request: CompletionRequest) -> Completions: ...


class Names(Protocol):
    """What the code of the form in a file can name."""

    def components(self, path: str) -> Iterable[str]: ...
    def members(self, path: str, owner: str) -> Iterable[str]:
        """Of a component; with `owner` "" of the form itself."""

    def templates(self, path: str) -> Iterable[str]: ...


class WordCompletion:
    """`modules` names the app's modules (dotted)."""

    def __init__(self, language: Language, modules: Callable[[], Iterable[str]], names: Names) -> None:
        self._language = language
        self._modules = modules
        self._form = names

    def complete(self, request: CompletionRequest) -> Completions:
        tail = _TAIL.search(request.line_before)
        owner, typed = (tail["owner"], tail["word"]) if tail else ("", "")
        if not request.asked and not owner and len(typed) < 2:
            return Completions(0, ())
        if typed[:1].isdigit():
            return Completions(0, ())
        names = self._names(request, owner)
        lowered = typed.lower()
        fitting = sorted(
            {name for name in names if name.lower().startswith(lowered) and name != typed},
            key=lambda name: (name.startswith("_"), name.lower(), name),
        )
        return Completions(len(typed), tuple(fitting[:MOST]))

    def _names(self, request: CompletionRequest, owner: str) -> Iterable[str]:
        if self._language.name != "python":
            return _words(request)
        if owner == "self.":
            return (
                *self._form.components(request.path),
                *self._form.members(request.path, ""),
                *_attributes(request.text, "self."),
            )
        if owner.startswith("self.") and owner.count(".") == 2:
            members = self._form.members(request.path, owner.split(".")[1])
            return (*members, *_attributes(request.text, owner))
        if _FROM_TEMPLATE.match(request.line_before):
            return self._form.templates(request.path)
        if owner:
            return (*self._submodules(owner), *_attributes(request.text, owner))
        if _IMPORT.match(request.line_before) and not _FROM_IMPORT.match(request.line_before):
            return {name.split(".")[0] for name in self._modules()} | {"anvil", "from", "import"}
        return (
            *_words(request),
            *PYTHON_KEYWORDS,
            *BUILTINS,
            *(name.rpartition(".")[2] for name in self._modules()),
        )

    def _submodules(self, owner: str) -> Iterable[str]:
        return (name.removeprefix(owner).split(".")[0] for name in self._modules() if name.startswith(owner))


def _words(request: CompletionRequest) -> set[str]:
    return {word for word in _WORD.findall(request.text) if len(word) > 2}


def _attributes(text: str, owner: str) -> Sequence[str]:
    return re.findall(rf"\b{re.escape(owner)}([^\W\d]\w*)", text)
