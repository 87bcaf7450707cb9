"""Writes one change into the text of an HTML form. No Qt; pure.

What is an attribute, what is an element and what is text between them is decided here; `html_patch` cuts and
pastes. Raises ChangeError where HTML has no place for the change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

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
from formwright.designer.core.forms.template import FORM, KeyPath, Place, Template
from formwright.designer.core.forms.texts.html_content import HtmlContent
from formwright.designer.core.forms.texts.html_slots import slot_at, write_slots
from formwright.runtime.appfiles import html_patch as patch
from formwright.runtime.appfiles.edit import EditError, edit_text
from formwright.runtime.appfiles.html_emit import attribute, component, value_text
from formwright.runtime.appfiles.html_form import METADATA, HtmlForm
from formwright.runtime.appfiles.html_fragments import HTML_COMPONENT, ZONE_PREFIX
from formwright.runtime.appfiles.html_nodes import Part, attribute_of, binds, element_of
from formwright.runtime.appfiles.html_tree import VOID, Attribute, Element
from formwright.runtime.appfiles.text import Text
from formwright.runtime.spec.app import Json

Read = Callable[[str], HtmlForm]


class HtmlWriter:
    """For one text; `read` reads another one."""

    def __init__(self, text: str, form: HtmlForm, template: Template, read: Read) -> None:
        self.text = text
        self.form = form
        self.template = template
        self._read = read

    def on(self, text: str) -> HtmlWriter:
        """One for another text of the form."""
        form = self._read(text)
        return HtmlWriter(text, form, Template(form.template), self._read)

    def write(self, change: Change) -> str:
        match change:
            case SetProperty(name, "html", value) if self.template.type_of(name) == HTML_COMPONENT:
                return HtmlContent(self.text, self.form, self.template).write(name, value)
            case SetProperty(name, prop, value):
                return self._set(name, f"prop:{prop}", value)
            case SetLayoutProperty(name, "dropzone", _) if self._in_html(name):
                message = "Where a component stands in the HTML says which zone it is in."
                raise ChangeError(message, "Drag it to another place.")
            case SetLayoutProperty(name, prop, value):
                return self._set(name, f"container:{prop}", value)
            case SetEvent(name, event, method, of_layout):
                lead = "on:layout:" if name == FORM and of_layout and self.template.has_layout else "on:"
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
                part = self._part(self.template.path(name))
                return patch.cut(self.text, part.start, part.end)
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
        element = element_of(part)
        key = key if part.kind in ("component", "form") else f"anvil:{key}"
        at = attribute_of(element, key)
        if value is UNSET:
            return self._without(element, at)
        if handler:
            bare = at is not None and not at.value.startswith("self.")
            text = str(value) if bare else f"self.{value}"
        else:
            text = str(value) if as_typed else value_text(value)
        if key == "name" and at is None:
            return self._with_name(element, text)
        return patch.set_attribute(self.text, element, key, text, at)

    def _without(self, element: Element, at: Attribute | None) -> str:
        """A property that is given twice goes twice."""
        every = [each for each in element.attributes if at is not None and each.name == at.name]
        text = self.text
        for each in reversed(every[:1] if at is not None and binds(at.name) else every):
            text = patch.remove_attribute(text, element, each)
        return text

    def _with_name(self, element: Element, name: str) -> str:
        """After the type, where people look for it."""
        kind = attribute_of(element, "type")
        if kind is None:
            return patch.set_attribute(self.text, element, "name", name)
        at = element.start + kind.end
        return f"{self.text[:at]} {attribute('name', name)}{self.text[at:]}"

    def _for_attributes(self, name: str) -> tuple[Part, HtmlWriter]:
        """Where attributes of a component go, perhaps in a text that had to be made ready for them."""
        part = self.form.parts.get(self.template.path(name))
        if part is None and name == FORM:
            opening = f'<anvil-form container="{HTML_COMPONENT}">'
            text = patch.wrap(self.text, self.form.body, opening, "</anvil-form>")
            form = self._read(text)
            return form.parts["container",], HtmlWriter(text, form, Template(form.template), self._read)
        if part is None:
            raise ChangeError(f"{name} has no place of its own in the HTML.", "Change it in the HTML itself.")
        if part.kind == "anonymous":
            before = self.text[part.start : part.element.start] if part.element else "text"
            if part.element is None or (before.strip() and not before.strip().startswith("<!--")):
                message = "This is text of the HTML, not an element that could have properties or a name."
                raise ChangeError(message, "Put the text into an element, such as <div>, and try again.")
        return part, self

    # --- components

    def _part(self, path: KeyPath) -> Part:
        part = self.form.parts.get(path)
        if part is None:
            message = "This component has no place of its own in the HTML."
            raise ChangeError(message, "Change it in the HTML itself.")
        return part

    def _in_html(self, name: str) -> bool:
        return name != FORM and self.template.type_of(self.template.parent(name)) == HTML_COMPONENT

    def _insert(self, place: Place, node: Mapping[str, Json]) -> str:
        if place.parent not in self.template:
            raise ChangeError(f"There is no component {place.parent!r} to put it into.")
        zoned = self.template.type_of(place.parent) == HTML_COMPONENT
        lines = component(node, zoned=zoned)
        at = self.form.parts.get(("zones", zone_of(node)))
        if zoned and at is not None:
            return patch.put_before(self.text, at.start, lines)
        edit = lower(self.template, InsertComponent(place, node))[0]
        return self.put(tuple(edit.path), lines, behind=place.behind)

    def _move(self, name: str, place: Place) -> str:
        removal, insertion, *_ = lower(self.template, MoveComponent(name, place))
        part = self._part(self.template.path(name))
        if part.kind == "anonymous" and self.template.type_of(place.parent) == HTML_COMPONENT:
            message = "HTML without a name would become part of the HTML that it is put into."
            raise ChangeError(message, "Give it a name first.")
        moved = patch.piece(self.text, part.start, part.end)
        rest = apply(self.template, (removal,))
        text = patch.cut(self.text, part.start, part.end)
        writer = HtmlWriter(text, self._read(text), rest, self._read)
        return writer.put(tuple(insertion.path), moved, behind=place.behind)

    def put(self, path: KeyPath, new: list[str] | str, *, behind: bool = False) -> str:
        """`path` is where an `Insert` would put it. `behind`: with the one before it, not with the next."""
        owner, index = path[:-1], path[-1]
        assert isinstance(index, int)
        parts = self.form.parts
        following, preceding = parts.get((*owner, index)), parts.get((*owner, index - 1))
        if behind and preceding is not None:
            return patch.put_after(self.text, preceding.start, preceding.end, new)
        if following is not None:
            return patch.put_before(self.text, following.start, new)
        if (slot := slot_at(self.form, owner, index)) is not None:
            preceding = slot  # what is put at the end comes after a slot that is there
        if preceding is not None:
            return patch.put_after(self.text, preceding.start, preceding.end, new)
        if owner == ("components",):
            form = parts.get(("container",))
            if form is None:
                return patch.put_at_end(self.text, new)
            return patch.put_inside(self.text, element_of(form), new)
        if owner[0] == "components_by_slot" and len(owner) == 2:
            return self._put_into_block(str(owner[1]), new)
        return self._put_into(self._part(owner[:-1]), new)

    def _put_into(self, part: Part, new: list[str] | str) -> str:
        if part.element is None or part.kind == "loose":
            message = "This is text of the HTML, not an element that could hold a component."
            raise ChangeError(message, "Put the text into an element, such as <div>, and try again.")
        if part.element.tag in VOID:
            raise ChangeError(f"<{part.element.tag}> has no room for anything.", "Drop it beside it.")
        return patch.put_inside(self.text, part.element, new)

    def _put_into_block(self, slot: str, new: list[str] | str) -> str:
        block = self.form.parts.get(("components_by_slot", slot))
        if block is not None:
            return self._put_into(block, new)
        layout = element_of(self._part(("layout",)))
        opening = f"<anvil-block {attribute('slot', slot)}>"
        if isinstance(new, str):
            return patch.put_inside(self.text, layout, f"{opening}{new}</anvil-block>")
        lines = [opening, *("  " + line if line else "" for line in new), "</anvil-block>"]
        return patch.put_inside(self.text, layout, lines)

    # --- other keys

    def _set_key(self, path: KeyPath, value: Json | Unset) -> str:
        first = path[0]
        if first in METADATA:
            return self._set_metadata(path, value)
        if first == "slots":
            edits = lower(self.template, SetKey(path, value))
            return write_slots(self, apply(self.template, edits).data.get("slots") or {})
        if path in (("container", "type"), ("layout", "type")) and isinstance(value, str):
            part, writer = self._for_attributes(FORM)
            if writer is not self:
                return writer._set_key(path, value)
            names = ("layout",) if first == "layout" else ("container", "type")
            element = element_of(part)
            at = next((found for key in names if (found := attribute_of(element, key)) is not None), None)
            return patch.set_attribute(self.text, element, at.name if at else names[0], value, at)
        raise ChangeError(f"An HTML form has no place for {first!r}.", "Change it in the HTML itself.")

    def _set_metadata(self, path: KeyPath, value: Json | Unset) -> str:
        text, newline = self.text, patch.newline_of(self.text)
        start, end = self.form.front or (0, 0)
        try:
            new = edit_text(Text(text[start:end]), lower(self.template, SetKey(path, value)))
        except EditError as error:
            raise ChangeError(error.message, error.remedy) from None
        if self.form.front is None:
            new = new.replace("\r\n", "\n").replace("\n", newline)
            return f"---{newline}{new}---{newline}{text}"
        if new.strip() in ("", "{}"):
            return text[self.form.body :]
        return text[:start] + new + ("" if new.endswith("\n") else newline) + text[end:]


def zone_of(node: Mapping[str, Json]) -> str:
    """The zone that a component asks for by a name that somebody chose."""
    zone = (node.get("layout_properties") or {}).get("dropzone")
    return zone if isinstance(zone, str) and not zone.startswith(ZONE_PREFIX) else ""
