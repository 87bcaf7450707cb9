"""The lists that a page of entries can show: declared properties and events, offered slots. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from formwright.designer.core.forms.changes import Change, Unset
from formwright.designer.core.forms.reuse import declarations, offered_slots
from formwright.designer.core.forms.reuse.declarations import Entry, Field, Invalid, free_declared_name
from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.component_panel.sheet import Sheet
from formwright.runtime.spec.app import Json


class Entries(Protocol):
    noun: str
    fields: tuple[Field, ...]

    def all(self) -> tuple[Entry, ...]: ...
    def options(self, field: Field) -> Sequence[str]: ...
    def check(self, index: int, field: Field, value: Json | Unset) -> None:
        """Raises Invalid."""

    def set(self, index: int, field: Field, value: Json | Unset) -> Sequence[Change]: ...
    def add(self) -> Change: ...
    def remove(self, index: int) -> Change: ...
    def move(self, index: int, by: int) -> Change | None: ...


class Declarations:
    """`properties` or `events` of a template."""

    def __init__(self, sheet: Sheet, key: str, noun: str, fields: tuple[Field, ...], new: Entry) -> None:
        self.noun = noun
        self.fields = fields
        self._sheet = sheet
        self._key = key
        self._new = new

    def all(self) -> tuple[Entry, ...]:
        return declarations.entries(self._sheet.template.data, self._key)

    def options(self, field: Field) -> Sequence[str]:
        return field.options

    def check(self, index: int, field: Field, value: Json | Unset) -> None:
        if field.input == "name":
            self._check_name(index, str(value))
        if field.key == "binding_writeback_events" and isinstance(value, list):
            self._check_events(value)

    def _check_name(self, index: int, name: str) -> None:
        others = {str(each.get("name")) for at, each in enumerate(self.all()) if at != index}
        problem = declarations.check_declared_name(self.noun, name, others)
        if problem is not None:
            raise Invalid(f"{problem.reason} {problem.suggestion!r} would do.")
        if self.noun == "property" and name in self._sheet.template and name != FORM:
            raise Invalid(f"A component of this form is called {name!r} already.")

    def _check_events(self, names: list[str]) -> None:
        spec = self._sheet.designs.catalog.spec_of(self._sheet.template, FORM)
        known = {event.name for event in spec.events} if spec else set()
        missing = [name for name in names if name not in known]
        if missing:
            raise Invalid(f"The form has no event {missing[0]!r}. Add it on the page Events first.")

    def set(self, index: int, field: Field, value: Json | Unset) -> Sequence[Change]:
        data = self._sheet.template.data
        return declarations.change(data, self._key, self.fields, index, field, value)

    def add(self) -> Change:
        names = {str(each.get("name")) for each in self.all()} | set(self._sheet.template.names)
        name = free_declared_name(str(self._new["name"]), names)
        return declarations.added(self._sheet.template.data, self._key, {**self._new, "name": name})

    def remove(self, index: int) -> Change:
        return declarations.removed(self._sheet.template.data, self._key, index)

    def move(self, index: int, by: int) -> Change | None:
        return declarations.moved(self._sheet.template.data, self._key, index, by)


class Slots:
    def __init__(self, sheet: Sheet) -> None:
        self.noun = "slot"
        self.fields: tuple[Field, ...] = offered_slots.SLOT_FIELDS
        self._sheet = sheet

    def all(self) -> tuple[Entry, ...]:
        return offered_slots.slot_entries(self._sheet.template.data)

    def options(self, field: Field) -> Sequence[str]:
        if field.key != "target":
            return field.options
        return offered_slots.targets(self._sheet.designs.catalog, self._sheet.template)

    def check(self, index: int, field: Field, value: Json | Unset) -> None:
        if field.input != "name":
            return
        old = str(self.all()[index]["name"])
        others = {str(each["name"]) for each in self.all()} - {old}
        problem = declarations.check_declared_name("slot", str(value), others)
        if problem is not None:
            raise Invalid(f"{problem.reason} {problem.suggestion!r} would do.")
        self._check_unused(old, "renamed", value == old)

    def _check_unused(self, name: str, done: str, same: bool = False) -> None:
        users = offered_slots.filled_by(self._sheet.designs.catalog, self._sheet.form, name)
        if users and not same:
            forms = ", ".join(users)
            raise Invalid(
                f"The slot cannot be {done}: {forms} would lose what is in it. Empty it there first."
            )

    def set(self, index: int, field: Field, value: Json | Unset) -> Sequence[Change]:
        change = offered_slots.slot_change(self._sheet.template.data, index, field, value)
        return (change,) if change is not None else ()

    def add(self) -> Change:
        template = self._sheet.template
        return offered_slots.slot_added(template, self.options(self.fields[1])[0])

    def remove(self, index: int) -> Change:
        self._check_unused(str(self.all()[index]["name"]), "removed")
        return offered_slots.slot_removed(self._sheet.template.data, index)

    def move(self, index: int, by: int) -> Change | None:
        return offered_slots.slot_moved(self._sheet.template.data, index, by)
