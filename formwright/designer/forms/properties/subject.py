"""What the panel is about: the selected components as one, with what they have in common. No Qt.

Reads templates and the catalog, and makes transactions; it changes nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from formwright.designer.core.forms.changes import (
    UNSET,
    Binding,
    Change,
    SetBinding,
    SetLayoutProperty,
    SetProperty,
    Transaction,
    Unset,
    binding_of,
)
from formwright.designer.core.forms.design import Design
from formwright.designer.core.forms.template import FORM, Template
from formwright.runtime.client.components import SPECS
from formwright.runtime.spec.app import App, Json
from formwright.runtime.spec.components import ComponentSpec, EventSpec, PropertySpec
from formwright.runtime.spec.custom_components import declared_properties

UNKNOWN_GROUP = "not in the catalog"


@dataclass(frozen=True)
class Entry:
    """One property that all selected components have."""

    spec: PropertySpec
    layout: bool = False  # given by the component's parent
    classic: bool = True  # one of Formwright's own components has it: its name says more than its type

    @property
    def key(self) -> str:
        return f"layout:{self.spec.name}" if self.layout else self.spec.name

    @property
    def bindable(self) -> bool:
        return not self.layout


@dataclass(frozen=True)
class Shown:
    """What a property has: one value, or several when the selected components differ."""

    value: Json  # the common value, or the default
    is_set: bool = False  # at least one of them has it in the template
    mixed: bool = False
    differs: bool = False  # from the default
    binding: Binding | None = None  # of the component selected last
    bindings_differ: bool = False


class Subject:
    def __init__(self, design: Design) -> None:
        self.design = design
        self.form = design.selection.form
        self.names = design.selection.names
        self.primary = design.selection.primary
        self.is_form = self.names == (FORM,)
        self._nodes: tuple[Template, list[Mapping[str, Json]]] | None = None

    @property
    def template(self) -> Template:
        return self.design.template

    @property
    def app(self) -> App:
        return self.design.catalog.app

    @cached_property
    def specs(self) -> tuple[ComponentSpec, ...]:
        """Each once, that of the component selected last at the end; of unknown types they are empty."""
        catalog, template = self.design.catalog, self.template
        found: dict[str, ComponentSpec] = {}
        for name in self.names:
            kind = template.type_of(name)
            spec = found.pop(kind, None) or catalog.spec_of(template, name)
            found[kind] = spec or ComponentSpec(kind or "?", "", group="")
        return tuple(found.values())

    @property
    def spec(self) -> ComponentSpec:
        return self.specs[-1]

    @cached_property
    def known(self) -> bool:
        return self.design.catalog.spec_of(self.template, self.primary) is not None

    @cached_property
    def types(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.template.type_of(name) for name in self.names))

    @property
    def nodes(self) -> list[Mapping[str, Json]]:
        """The data of each component, read once for each version of the template."""
        template = self.template
        if self._nodes is None or self._nodes[0] is not template:
            self._nodes = (template, [template.node(name) for name in self.names])
        return self._nodes[1]

    # --- properties

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        own = {prop.name for prop in declared_properties(self.template.data)} if self.is_form else set()
        classic = all(kind in SPECS for kind in self.types) or self.is_form
        common = _common([spec.properties for spec in self.specs])
        entries = [Entry(spec, classic=classic and spec.name not in own) for spec in common]
        parents: dict[str, str] = {}
        for name in self.names:  # one child of each parent's type speaks for its siblings
            parents.pop(kind := self.parent_type(name), None)
            parents[kind] = name
        layouts = [self.design.catalog.layout_properties(self.template, name) for name in parents.values()]
        entries += [Entry(spec, layout=True, classic=set(parents) <= set(SPECS)) for spec in _common(layouts)]
        return (*entries, *self._unknown(entries))

    def _unknown(self, entries: Iterable[Entry]) -> Iterable[Entry]:
        """What the template sets and nobody declares: shown, so that nothing in a file is hidden."""
        if len(self.names) > 1:
            return
        known = {entry.key for entry in entries}
        node = self.template.node(self.primary)
        for name in _map(node.get("properties")):
            if name not in known:
                yield Entry(
                    PropertySpec(name, "object", UNSET, UNKNOWN_GROUP, description=_UNKNOWN), classic=False
                )
        for name in _map(node.get("layout_properties")):
            if f"layout:{name}" not in known and name not in ("index", "slot", "dropzone"):
                spec = PropertySpec(name, "object", UNSET, UNKNOWN_GROUP, description=_LEFT_OVER)
                yield Entry(spec, layout=True, classic=False)

    def parent_type(self, name: str) -> str:
        return "" if name == FORM else self.template.type_of(self.template.parent(name))

    @property
    def parent_title(self) -> str:
        """`ColumnPanel`: what gives the components their layout properties."""
        spec = None
        if self.primary != FORM:
            spec = self.design.catalog.spec_of(self.template, self.template.parent(self.primary))
        return spec.name if spec else "container"

    def entry(self, key: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.key == key), None)

    def shown(self, entry: Entry) -> Shown:
        name, default = entry.spec.name, entry.spec.default
        section = "layout_properties" if entry.layout else "properties"
        raw = [_map(node.get(section)).get(name, UNSET) for node in self.nodes]
        first = default if raw[-1] is UNSET else raw[-1]
        others = {id(value): value for value in raw}.values()  # values of many components are few
        bindings: list[Binding | None] = [None]
        if entry.bindable:
            bindings = [binding_of(node, name) if node.get("data_bindings") else None for node in self.nodes]
        return Shown(
            value=None if first is UNSET else first,
            is_set=any(value is not UNSET for value in others),
            mixed=any(not same(default if value is UNSET else value, first) for value in others),
            differs=any(value is not UNSET and not same(value, default) for value in others),
            binding=bindings[-1],
            bindings_differ=any(each != bindings[-1] for each in bindings),
        )

    # --- transactions

    def set(
        self, entry: Entry, value: Json | Unset, merge: str = "", *, on_the_way: bool = False
    ) -> Transaction:
        """The default is written by leaving the property out.

        On the way it is written: a line that is emptied and typed anew keeps its place and its comment.
        """
        default = entry.spec.default
        if value is UNSET or same(value, default):
            stays = on_the_way and default is not UNSET and self.shown(entry).is_set
            value = (list(default) if isinstance(default, tuple) else default) if stays else UNSET
        word = "Reset" if value is UNSET else "Change"
        return self._each(
            f"{word} {entry.spec.name} of {self.words}",
            lambda name: (
                SetLayoutProperty(name, entry.spec.name, value)
                if entry.layout
                else SetProperty(name, entry.spec.name, value)
            ),
            merge,
        )

    def bind(self, entry: Entry, binding: Binding | None) -> Transaction:
        label = (
            f"Bind {entry.spec.name} of {self.words}"
            if binding
            else f"Unbind {entry.spec.name} of {self.words}"
        )
        return self._each(label, lambda name: SetBinding(name, entry.spec.name, binding))

    def _each(self, label: str, change: Callable[[str], Change], merge: str = "") -> Transaction:
        return Transaction(label, tuple(change(name) for name in self.names), merge)

    @property
    def words(self) -> str:
        """`button_1`, `3 components`, `Form1`: for undo."""
        if len(self.names) > 1:
            return f"{len(self.names)} components"
        return self.primary or self.form.rpartition(".")[2]

    # --- events

    @cached_property
    def events(self) -> tuple[EventSpec, ...]:
        """The default one first, then as the component declares them."""
        first = self.specs[-1].events
        others = [{event.name for event in spec.events} for spec in self.specs[:-1]]
        common = [event for event in first if all(event.name in names for names in others)]
        return tuple(sorted(common, key=lambda event: not event.default))


_UNKNOWN = "The template has it, but the component does not declare it."
_LEFT_OVER = "The template has it, but this container has no use for it: it may be left from another one."


def _common(lists: list[tuple[PropertySpec, ...]]) -> list[PropertySpec]:
    """Properties of the last that all others have with the same type; options are those of all."""
    found = []
    others = [{prop.name: prop for prop in props} for props in lists[:-1]]
    for prop in lists[-1]:
        same_named = [each.get(prop.name) for each in others]
        if any(each is None or each.type != prop.type for each in same_named):
            continue
        options = tuple(
            option
            for option in prop.options
            if all(each is None or option in each.options for each in same_named)
        )
        found.append(prop if options == prop.options else replace(prop, options=options))
    return found


def same(left: object, right: object) -> bool:
    """Equal as a template has it: `True` is not 1, a list is its tuple."""
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return left == right


def _map(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}
