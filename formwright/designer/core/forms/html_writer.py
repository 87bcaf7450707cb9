"""Writes one change into the text of an HTML form. No Qt; pure.

What is an attribute, what is an element and what is text between them is decided here; `html_patch` cuts and
pastes. Raises ChangeError where HTML has no place for the change.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any, assert_never

from formwright.designer.core.forms.changes import (
    UNSET,
    Change,
    ChangeError,
    InsertComponent,
    MoveComponent,
    RemoveComponent,
    RenameComponent,
    SetBinding,
    SetEvent,
    SetKey,
    SetLayoutProperty,
    SetProperty,
    Unset,
    apply,
    lower,
)
from formwright.designer.core.forms.html_content import HtmlContent
from formwright.designer.core.forms.template import FORM, KeyPath, Place, Template
from formwright.runtime.appfiles import html_patch as patch
from formwright.runtime.appfiles.edit import EditError, Insert, edit_text
from formwright.runtime.appfiles.html_emit import attribute, component, value_text
from formwright.runtime.appfiles.html_form import METADATA, HtmlForm
from formwright.runtime.appfiles.html_fragments import HTML_COMPONENT, ZONE_PREFIX
from formwright.runtime.appfiles.html_nodes import Part
from formwright.runtime.appfiles.html_tree import VOID, Attribute, Element
from formwright.runtime.appfiles.text import Text
from formwright.runtime.spec.app import Json

Read = Callable[[str], HtmlForm]


class HtmlWriter:
    """For one text; `read` reads another one."""

    def __init__(self, text: str, form: HtmlForm, template: Template, read: Read) -> None:
        self._text = text
        self._form = form
        self._template = template
        self._read = read

    def write(self, change: Change) -> str:
        match change:
            case SetProperty(name, "html", value) if self._template.type_of(name) == HTML_COMPONENT:
                return HtmlContent(self._text, self._form, self._template).write(name, value)
            case SetProperty(name, prop, value):
                return self._set(name, f"prop:{prop}", value)
            case SetLayoutProperty(name, "dropzone", _) if self._in_html(name):
                message = "Where a component stands in the HTML says which zone it is in."
                raise ChangeError(message, "Drag it to another place.")
            case SetLayoutProperty(name, prop, value):
                return self._set(name, f"container:{prop}", value)
            case SetEvent(name, event, method, of_layout):
                lead = "on:layout:" if name == FORM and of_layout and self._template.has_layout else "on:"
                return self._set(name, lead + event, UNSET if method is None else method, handler=True)
            case SetBinding(name, prop, binding):
                kind = "writeback" if binding is not None and binding.writeback else "bind"
                code = UNSET if binding is None else binding.code
                return self._set(name, f"{kind}:{prop}", code, as_typed=True)
            case RenameComponent(name, new):
                return self._set(name, "name", new, as_typed=True)
            case InsertComponent(place, node):
                return self._insert(place, node)
            case RemoveComponent(name):
                part = self._part(self._template.path(name))
                return patch.cut(self._text, part.start, part.end)
            case MoveComponent(name, place):
                return self._move(name, place)
            case SetKey(path, value):
                return self._set_key(path, value)
        assert_never(change)

    # --- attributes

    def _set(
        self, name: str, key: str, value: Json | Unset, *, handler: bool = False, as_typed: bool = False
    ) -> str:
        part, writer = self._for_attributes(name)
        if writer is not self:
            return writer._set(name, key, value, handler=handler, as_typed=as_typed)
        element = _element(part)
        key = key if part.kind in ("component", "form") else f"anvil:{key}"
        at = _found(element, key)
        if value is UNSET:
            return self._without(element, at)
        if handler:
            bare = at is not None and not at.value.startswith("self.")
            text = str(value) if bare else f"self.{value}"
        else:
            text = str(value) if as_typed else value_text(value)
        if key == "name" and at is None:
            return self._with_name(element, text)
        return patch.set_attribute(self._text, element, key, text, at)

    def _without(self, element: Element, at: Attribute | None) -> str:
        """A property that is given twice goes twice."""
        every = [each for each in element.attributes if at is not None and each.name == at.name]
        text = self._text
        for each in reversed(every[:1] if at is not None and _binds(at.name) else every):
            text = patch.remove_attribute(text, element, each)
        return text

    def _with_name(self, element: Element, name: str) -> str:
        """After the type, where people look for it."""
        kind = _found(element, "type")
        if kind is None:
            return patch.set_attribute(self._text, element, "name", name)
        at = element.start + kind.end
        return f"{self._text[:at]} {attribute('name', name)}{self._text[at:]}"

    def _for_attributes(self, name: str) -> tuple[Part, HtmlWriter]:
        """Where attributes of a component go, perhaps in a text that had to be made ready for them."""
        part = self._form.parts.get(self._template.path(name))
        if part is None and name == FORM:
            opening = f'<anvil-form container="{HTML_COMPONENT}">'
            text = patch.wrap(self._text, self._form.body, opening, "</anvil-form>")
            form = self._read(text)
            return form.parts["container",], HtmlWriter(text, form, Template(form.template), self._read)
        if part is None:
            raise ChangeError(f"{name} has no place of its own in the HTML.", "Change it in the HTML itself.")
        if part.kind == "anonymous":
            before = self._text[part.start : part.element.start] if part.element else "text"
            if part.element is None or (before.strip() and not before.strip().startswith("<!--")):
                message = "This is text of the HTML, not an element that could have properties or a name."
                raise ChangeError(message, "Put the text into an element, such as <div>, and try again.")
        return part, self

    # --- components

    def _part(self, path: KeyPath) -> Part:
        part = self._form.parts.get(path)
        if part is None:
            raise ChangeError("It has no place of its own in the HTML.", "Change it in the HTML itself.")
        return part

    def _in_html(self, name: str) -> bool:
        return name != FORM and self._template.type_of(self._template.parent(name)) == HTML_COMPONENT

    def _insert(self, place: Place, node: Mapping[str, Json]) -> str:
        if place.parent not in self._template:
            raise ChangeError(f"There is no component {place.parent!r} to put it into.")
        zoned = self._template.type_of(place.parent) == HTML_COMPONENT
        lines = component(node, zoned=zoned)
        at = self._form.parts.get(("zones", zone_of(node)))
        if zoned and at is not None:
            return patch.put_before(self._text, at.start, lines)
        edit = lower(self._template, InsertComponent(place, node))[0]
        return self._put(tuple(edit.path), lines, behind=place.behind)

    def _move(self, name: str, place: Place) -> str:
        removal, insertion, *_ = lower(self._template, MoveComponent(name, place))
        part = self._part(self._template.path(name))
        if part.kind == "anonymous" and self._template.type_of(place.parent) == HTML_COMPONENT:
            message = "HTML without a name would become part of the HTML that it is put into."
            raise ChangeError(message, "Give it a name first.")
        moved = patch.piece(self._text, part.start, part.end)
        rest = apply(self._template, (removal,))
        text = patch.cut(self._text, part.start, part.end)
        writer = HtmlWriter(text, self._read(text), rest, self._read)
        return writer._put(tuple(insertion.path), moved, behind=place.behind)

    def _put(self, path: KeyPath, new: list[str] | str, *, behind: bool = False) -> str:
        """`path` is where an `Insert` would put it. `behind`: with the one before it, not with the next."""
        owner, index = path[:-1], path[-1]
        assert isinstance(index, int)
        parts = self._form.parts
        following, preceding = parts.get((*owner, index)), parts.get((*owner, index - 1))
        if behind and preceding is not None:
            return patch.put_after(self._text, preceding.start, preceding.end, new)
        if following is not None:
            return patch.put_before(self._text, following.start, new)
        if (slot := self._slot_at(owner, index)) is not None:
            preceding = slot  # what is put at the end comes after a slot that is there
        if preceding is not None:
            return patch.put_after(self._text, preceding.start, preceding.end, new)
        if owner == ("components",):
            form = parts.get(("container",))
            if form is None:
                return patch.put_at_end(self._text, new)
            return patch.put_inside(self._text, _element(form), new)
        if owner[0] == "components_by_slot" and len(owner) == 2:
            return self._put_into_block(str(owner[1]), new)
        return self._put_into(self._part(owner[:-1]), new)

    def _slot_at(self, owner: KeyPath, index: int) -> Part | None:
        """The last slot that stands there in a container."""
        found = [
            self._form.parts["slots", slot]
            for slot, definition in (self._form.template.get("slots") or {}).items()
            if definition["index"] == index
            and _owner(self._form.template, definition) == owner
            and "dropzone" not in (definition.get("set_layout_properties") or {})
        ]
        return max(found, key=lambda part: part.start, default=None)

    def _put_into(self, part: Part, new: list[str] | str) -> str:
        if part.element is None or part.kind == "loose":
            message = "This is text of the HTML, not an element that could hold a component."
            raise ChangeError(message, "Put the text into an element, such as <div>, and try again.")
        if part.element.tag in VOID:
            raise ChangeError(f"<{part.element.tag}> has no room for anything.", "Drop it beside it.")
        return patch.put_inside(self._text, part.element, new)

    def _put_into_block(self, slot: str, new: list[str] | str) -> str:
        block = self._form.parts.get(("components_by_slot", slot))
        if block is not None:
            return self._put_into(block, new)
        layout = _element(self._part(("layout",)))
        opening = f"<anvil-block {attribute('slot', slot)}>"
        if isinstance(new, str):
            return patch.put_inside(self._text, layout, f"{opening}{new}</anvil-block>")
        lines = [opening, *("  " + line if line else "" for line in new), "</anvil-block>"]
        return patch.put_inside(self._text, layout, lines)

    # --- other keys

    def _set_key(self, path: KeyPath, value: Json | Unset) -> str:
        first = path[0]
        if first in METADATA:
            return self._set_metadata(path, value)
        if first == "slots":
            return self._set_slots(path, value)
        if path in (("container", "type"), ("layout", "type")) and isinstance(value, str):
            part, writer = self._for_attributes(FORM)
            if writer is not self:
                return writer._set_key(path, value)
            names = ("layout",) if first == "layout" else ("container", "type")
            element = _element(part)
            at = next((found for key in names if (found := _found(element, key)) is not None), None)
            return patch.set_attribute(self._text, element, at.name if at else names[0], value, at)
        raise ChangeError(f"An HTML form has no place for {first!r}.", "Change it in the HTML itself.")

    def _set_metadata(self, path: KeyPath, value: Json | Unset) -> str:
        text, newline = self._text, patch.newline_of(self._text)
        start, end = self._form.front or (0, 0)
        try:
            new = edit_text(Text(text[start:end]), lower(self._template, SetKey(path, value)))
        except EditError as error:
            raise ChangeError(error.message, error.remedy) from None
        if self._form.front is None:
            new = new.replace("\r\n", "\n").replace("\n", newline)
            return f"---{newline}{new}---{newline}{text}"
        if new.strip() in ("", "{}"):
            return text[self._form.body :]
        return text[:start] + new + ("" if new.endswith("\n") else newline) + text[end:]

    def _set_slots(self, path: KeyPath, value: Json | Unset) -> str:
        edits = lower(self._template, SetKey(path, value))
        wanted = apply(self._template, edits).data.get("slots") or {}
        present = self._template.data.get("slots") or {}
        writer = self
        for old, new in _renamed_slots(present, wanted):
            element = _element(writer._form.parts["slots", old])
            at = _found(element, "name")
            text = patch.set_attribute(writer._text, element, "name", new, at)
            writer = HtmlWriter(text, self._read(text), self._template, self._read)
            present = {new if name == old else name: value for name, value in present.items()}
        for name in [*present, *(name for name in wanted if name not in present)]:
            if present.get(name) != wanted.get(name):
                text = writer._set_slot(str(name), present.get(name), wanted.get(name))
                form = self._read(text)
                writer = HtmlWriter(text, form, Template(form.template), self._read)
        return writer._text

    def _set_slot(self, name: str, old: Mapping[str, Json] | None, new: Mapping[str, Json] | None) -> str:
        part = self._form.parts.get(("slots", name))
        if new is None:
            return self._text if part is None else patch.cut(self._text, part.start, part.end)
        if part is None or old is None:
            return self._put(self._slot_path(new), [slot_element(name, new)])
        if any(old.get(key) != new.get(key) for key in ("target", "index")):
            moved = patch.piece(self._text, part.start, part.end)
            text = patch.cut(self._text, part.start, part.end)
            return HtmlWriter(text, self._read(text), self._template, self._read)._put(
                self._slot_path(new), moved
            )
        text, element = self._text, _element(part)
        for key, wanted in (
            _slot_attributes(new).items()
            | {key: None for key in _slot_attributes(old) if key not in _slot_attributes(new)}.items()
        ):
            at = _found(element, key)
            if wanted is None and at is not None:
                text = patch.remove_attribute(text, element, at)
            elif wanted is not None and (at is None or at.value != wanted):
                text = patch.set_attribute(text, element, key, wanted, at)
            element = _element(self._read(text).parts["slots", name])
        return text

    def _slot_path(self, definition: Mapping[str, Json]) -> KeyPath:
        target: Mapping[str, Any] = definition.get("target") or {}
        name, index = str(target.get("name") or ""), definition.get("index")
        place = Place(name, index if isinstance(index, int) else 10**6)
        if target.get("type") == "slot":
            place = Place(FORM, place.index, name)
        edit = lower(self._template, InsertComponent(place, {"type": "Spacer"}))[0]
        assert isinstance(edit, Insert)
        return tuple(edit.path)


def _renamed_slots(present: Mapping[str, Json], wanted: Mapping[str, Json]) -> list[tuple[str, str]]:
    """Those that are as they were under another name."""
    gone = [name for name in present if name not in wanted]
    new = [name for name in wanted if name not in present]
    pairs = []
    for old in gone:
        match = next((name for name in new if wanted[name] == present[old]), None)
        if match is not None:
            new.remove(match)
            pairs.append((old, match))
    return pairs


def zone_of(node: Mapping[str, Json]) -> str:
    """The zone that a component asks for by a name that somebody chose."""
    zone = (node.get("layout_properties") or {}).get("dropzone")
    return zone if isinstance(zone, str) and not zone.startswith(ZONE_PREFIX) else ""


def _owner(template: Mapping[str, Json], definition: Mapping[str, Json]) -> KeyPath:
    """The list of components that a slot stands in."""
    kind, name = definition["target"]["type"], str(definition["target"]["name"])
    if kind == "slot":
        return ("components_by_slot", name)
    return ("components",) if not name else (*Template(template).path(name), "components")


def _element(part: Part) -> Element:
    assert part.element is not None
    return part.element


def _found(element: Element, key: str) -> Attribute | None:
    """The attribute that counts. A property may be bound in one of two ways."""
    prefix, kind, name = key.rpartition("bind:") if "bind:" in key else key.rpartition("writeback:")
    if kind and prefix in ("", "anvil:"):
        names = (f"{prefix}bind:{name}", f"{prefix}writeback:{name}")
        return next((each for each in element.attributes if each.name in names), None)
    found = [each for each in element.attributes if each.name == key]
    if not found and ":" not in key.removeprefix("anvil:"):
        found = [each for each in element.attributes if each.key == key][:1]
    return found[-1] if found else None


def _binds(name: str) -> bool:
    return name.removeprefix("anvil:").startswith(("bind:", "writeback:"))


def _slot_attributes(definition: Mapping[str, Json]) -> dict[str, str]:
    found = {
        f"container:{name}": value_text(value)
        for name, value in (definition.get("set_layout_properties") or {}).items()
        if name != "dropzone"
    }
    if definition.get("one_component"):
        found["one-component"] = ""
    if definition.get("placeholder_text"):
        found["placeholder"] = str(definition["placeholder_text"])
    return found


def slot_element(name: str, definition: Mapping[str, Json]) -> str:
    words = ["<anvil-slot", *([] if name.startswith("$") else [attribute("name", name)])]
    for key, value in _slot_attributes(copy.deepcopy(dict(definition))).items():
        words.append(attribute(key, value) if value else key)
    return " ".join(words) + "></anvil-slot>"
