"""Which modules of an app get other names, and what an import means before and after.

Responsible for: resolving the module names that imports, templates and the manifest use, mapping them, and
spelling them again in the same style. May not: read or write files. Process: designer; pure functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formwright.runtime.spec.app import Side


def parent_of(name: str) -> str:
    return name.rpartition(".")[0]


def leaf_of(name: str) -> str:
    return name.rpartition(".")[2]


def join(parent: str, name: str) -> str:
    return f"{parent}.{name}" if parent and name else parent or name


@dataclass(frozen=True)
class Place:
    """Where a file's code stands in the app, before and after."""

    old: str
    new: str
    is_package: bool

    @property
    def old_package(self) -> str:
        return self.old if self.is_package else parent_of(self.old)

    @property
    def new_package(self) -> str:
        return self.new if self.is_package else parent_of(self.new)


@dataclass(frozen=True)
class Relocation:
    package: str  # the app's
    side: Side
    moves: Mapping[str, str]  # old dotted name -> new one, for a module or package and all that is in it
    forms: frozenset[str]  # old names of those whose class is named after the file
    known: frozenset[str]  # all dotted names that code of the app can import

    def new_name(self, name: str) -> str:
        """Also for what is not there yet: a missing module of a moved package moves with it."""
        known, rest = name, ""
        while known and known not in self.moves:
            known, rest = parent_of(known), join(leaf_of(known), rest)
        return join(self.moves[known], rest) if known else name

    def resolve_relative(self, package: str, level: int, name: str) -> str | None:
        """What `from ...name` means in `package` (dotted, "" for the app's own); None: outside the app."""
        for _ in range(level - 1):
            if not package:
                return None
            package = parent_of(package)
        return join(package, name)

    def resolve_absolute(self, name: str, place: Place) -> str | None:
        """What `import name` means: the app's package, else a neighbour (as in Python 2), else the top."""
        if name == self.package or name.startswith(f"{self.package}."):
            return name[len(self.package) + 1 :]
        first = name.partition(".")[0]
        beside = join(place.old_package, first)
        if beside in self.known:
            return join(place.old_package, name)
        return name if first in self.known else None

    def spell_relative(self, place: Place, target: str) -> tuple[int, str]:
        """Dots and name that mean `target` in the file's new place."""
        package, level = place.new_package, 1
        while package and target != package and not target.startswith(f"{package}."):
            package, level = parent_of(package), level + 1
        return level, target[len(package) + 1 :] if package else target

    def spell_absolute(self, name: str, target: str, place: Place) -> str:
        """`target` in the style of the old spelling `name`: with the app's package, or from the top."""
        if name == self.package or name.startswith(f"{self.package}."):
            return join(self.package, target)
        beside = parent_of(target) == place.new_package and parent_of(name) == ""
        return leaf_of(target) if beside else target

    def map_form_reference(self, text: str) -> str:
        """A form named in a template, in `open_form` or in the manifest."""
        prefix = ""
        rest = text
        for lead in ("form:", f"{self.package}."):
            if rest.startswith(lead) and rest not in self.known:
                prefix, rest = prefix + lead, rest[len(lead) :]
        return prefix + self.moves[rest] if rest in self.moves else text
