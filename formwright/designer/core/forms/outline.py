"""A form as a tree of rows: its components, slots, and the forms that its panels repeat. No Qt; pure.

Rows are made afresh after each change; `Row.key` stays the same for the same thing among its siblings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.fitting import children_in, offers, slot_of
from formwright.designer.core.forms.item_templates import item_template, wanted_template
from formwright.designer.core.forms.template import FORM, Template


class Kind(Enum):
    FORM = "form"
    ITEMS = "items"
    """The form that a RepeatingPanel repeats; edited in place."""
    COMPONENT = "component"
    SLOT = "slot"


@dataclass(frozen=True)
class Row:
    kind: Kind
    form: str
    name: str = FORM
    """Of the component; of the container for a slot."""
    slot: str = ""
    title: str = ""
    type: str = ""
    hidden: bool = False
    error: str = ""
    full: bool = False
    children: tuple[Row, ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str]:
        return (self.kind.value, self.form, self.name, self.slot)

    @property
    def ref(self) -> Ref:
        return Ref(self.form, self.name)

    def walk(self) -> Iterator[Row]:
        yield self
        for child in self.children:
            yield from child.walk()


def build(catalog: Catalog, form: str, errors: Mapping[Ref, str] | None = None) -> Row:
    """`errors`: what the canvas says of components that are red boxes."""
    return _Builder(catalog, errors or {}).form(form, Kind.FORM, ())


class _Builder:
    def __init__(self, catalog: Catalog, errors: Mapping[Ref, str]) -> None:
        self._catalog = catalog
        self._errors = errors

    def form(self, form: str, kind: Kind, around: tuple[str, ...]) -> Row:
        template = self._catalog.template(form)
        known = self._catalog.spec(template.type_of(FORM)) if template.type_of(FORM) else None
        error = "" if known is not None else f"The type {template.type_of(FORM)!r} is not known."
        children = self._inside(template, form, FORM, (*around, form))
        title = form.rpartition(".")[2]
        return Row(kind, form, title=title, type=template.type_of(FORM), error=error, children=children)

    def _inside(self, template: Template, form: str, name: str, around: tuple[str, ...]) -> tuple[Row, ...]:
        slots = offers(self._catalog, template, name)
        if len(slots) < 2 and not (name == FORM and template.has_layout):
            return self._components(template, form, template.children(name), around)
        rows = []
        named = {slot.name for slot in slots}
        for slot in slots:
            inside = children_in(template, name, slot.name)
            children = self._components(template, form, inside, around)
            full = slot.one_component and bool(children)
            rows.append(Row(Kind.SLOT, form, name, slot.name, title=slot.name, full=full, children=children))
        astray = () if name == FORM and template.has_layout else template.children(name)
        rest = tuple(each for each in astray if (slot_of(template, each) or "default") not in named)
        return (*rows, *self._components(template, form, rest, around))

    def _components(
        self, template: Template, form: str, names: tuple[str, ...], around: tuple[str, ...]
    ) -> tuple[Row, ...]:
        return tuple(self._component(template, form, name, around) for name in names)

    def _component(self, template: Template, form: str, name: str, around: tuple[str, ...]) -> Row:
        kind = template.type_of(name)
        properties = template.node(name).get("properties")
        properties = properties if isinstance(properties, Mapping) else {}
        error = self._errors.get(Ref(form, name), "")
        if self._catalog.spec(kind) is None:
            error = f"The type {kind!r} is not known." if kind else "It has no type."
        inner = item_template(self._catalog, template, name)
        children = self._inside(template, form, name, around)
        if inner and inner not in around:
            children = (self.form(inner, Kind.ITEMS, around), *children)
        elif not inner and kind == "RepeatingPanel" and (wanted := wanted_template(template, name)):
            error = error or f"There is no form {wanted!r} to repeat."
        hidden = properties.get("visible") is False
        return Row(Kind.COMPONENT, form, name, "", name, kind, hidden, error, children=children)


def filtered(row: Row, text: str) -> Row:
    """Rows whose name or type holds the text, with the way to them; the form itself always stays."""
    wanted = text.strip().lower()
    if not wanted:
        return row
    return replace(row, children=_kept(row, wanted))


def _kept(row: Row, wanted: str) -> tuple[Row, ...]:
    kept = []
    for child in row.children:
        inner = _kept(child, wanted)
        own = child.kind is Kind.COMPONENT and (wanted in child.title.lower() or wanted in child.type.lower())
        if own or inner:
            kept.append(replace(child, children=inner))
    return tuple(kept)
