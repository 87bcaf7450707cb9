"""Names of forms, modules, packages and apps.

Responsible for: whether a name will work as a Python name in this place, and a good one where it will not.
May not: touch the disk. Process: designer and command line; pure functions.
"""

from __future__ import annotations

import builtins
import difflib
import keyword
import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

#: Top-level names that the runtime gives a meaning: a module of the app under such a name would hide it.
RESERVED = frozenset({"anvil", "_anvil_designer", "anvil_extras", "js", "pyodide", "formwright", "__init__"})
_BUILTINS = frozenset(name for name in vars(builtins) if not name.startswith("_"))
_STANDARD = frozenset(sys.stdlib_module_names)


@dataclass(frozen=True)
class NameProblem:
    reason: str
    suggestion: str


def check_name(name: str, taken: Iterable[str] = ()) -> NameProblem | None:
    """Why `name` cannot name a form, module or package beside the names `taken`; None if it can."""
    taken = list(taken)
    reason = _reason(name, taken)
    return NameProblem(reason, suggest_name(name, taken)) if reason else None


def _reason(name: str, taken: list[str]) -> str:
    if not name:
        return "A name is needed."
    if keyword.iskeyword(name):
        return f"{name} is a word of the Python language."
    if not name.isidentifier():
        if name[0].isdigit():
            return "A name cannot begin with a digit."
        bad = next(mark for mark in name if not f"a{mark}".isidentifier())
        spelled = "a space" if bad == " " else f"“{bad}”"
        return f"A name consists of letters, digits and underscores; it cannot contain {spelled}."
    if unicodedata.normalize("NFKC", name) != name:
        return "Python would read this name with other letters than it shows."
    if name in RESERVED or (name.startswith("__") and name.endswith("__")):
        return f"{name} is used by the app's runtime."
    if name in _BUILTINS:
        return f"{name} is built into Python; code that means the built-in one would stop working."
    if name in _STANDARD:
        return f"{name} is a module of Python's standard library, which code could no longer import."
    if name in taken:
        return f"{name} is already there."
    if name.lower() in {other.lower() for other in taken}:
        # macOS and Windows keep one file for both spellings.
        other = next(other for other in taken if other.lower() == name.lower())
        return f"{other} is already there, and some file systems do not tell it from {name}."
    return ""


def suggest_name(text: str, taken: Iterable[str] = ()) -> str:
    """A name like `text` that works: `my form!` becomes `my_form`, `class` becomes `class_`."""
    taken = list(taken)
    plain = unicodedata.normalize("NFKC", text)
    name = re.sub(r"\W+", "_", plain).strip("_") or "Module1"
    if name[0].isdigit():
        name = f"n{name}"
    if _reason(name, []):
        name = f"{name}_" if f"{name}_".isidentifier() and not _reason(f"{name}_", []) else f"my_{name}"
    return free_name(name, taken) if _reason(name, taken) else name


def free_name(name: str, taken: Iterable[str] = ()) -> str:
    """`name`, or with the next free number: `Form1`, `Form2`; `Form` counts from `Form1`."""
    lower = {other.lower() for other in taken}
    stem = name.rstrip("0123456789") or name
    digits = name[len(stem) :]
    if name.lower() not in lower and (digits or stem not in _NUMBERED):
        return name
    number = int(digits) if digits else 1
    if not digits and stem not in _NUMBERED:
        number = 2
    while f"{stem}{number}".lower() in lower:
        number += 1
    return f"{stem}{number}"


_NUMBERED = frozenset({"Form", "Module", "ServerModule"})


def package_name(title: str) -> str:
    """The importable name of an app called `title`: `Task list 2` becomes `Task_list_2`."""
    name = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", title)).strip("_")
    if not name:
        return "app"
    if name[0].isdigit() or keyword.iskeyword(name) or name in RESERVED or name in _STANDARD:
        name = f"app_{name}"
    return name


def near(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, or ""."""
    return next(iter(difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.7)), "")
