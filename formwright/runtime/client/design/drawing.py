"""One form drawn on the canvas: its components, each beside the node of the template that it was made from.

Responsible for building a drawing and for following single changes of its template without building it anew.
What a component is made of is `making.py`; the canvas tells which item templates there are. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from formwright.runtime.client.components.column_panel import ColumnPanel
from formwright.runtime.client.components.data_grid import DataGrid
from formwright.runtime.client.components.data_row_panel import DataRowPanel
from formwright.runtime.client.components.flow_panel import FlowPanel
from formwright.runtime.client.components.grid_panel import GridPanel
from formwright.runtime.client.components.html_component import HtmlComponent
from formwright.runtime.client.components.html_template import HtmlTemplate
from formwright.runtime.client.components.linear_panel import LinearPanel
from formwright.runtime.client.components.xy_panel import XYPanel
from formwright.runtime.client.design.form_data import FORM, FormData, Node
from formwright.runtime.client.design.hints import Hints
from formwright.runtime.client.design.making import Maker, is_repeating
from formwright.runtime.client.forms import TakesComponents
from formwright.runtime.client.layouts import LayoutSlot, WithLayout
from formwright.runtime.client.lifecycle import mount, unmount

#: Containers that put a child at an index as if it had been there from the start.
_ORDERED = (ColumnPanel, DataGrid, FlowPanel, HtmlComponent, HtmlTemplate, LinearPanel, XYPanel)


class Drawn:
    """One component as drawn. Of the form itself `node` is where its own properties are."""

    __slots__ = ("children", "component", "drawing", "error", "item", "node", "parent", "slot")

    def __init__(self, drawing: Drawing, node: Node, parent: Drawn | None, slot: str) -> None:
        self.drawing = drawing
        self.node = node
        self.parent = parent
        self.slot = slot  # of the form's layout
        self.component: Any = None
        self.children: list[Drawn] = []
        self.error = ""
        self.item: Drawing | None = None  # the item template of a RepeatingPanel

    @property
    def identity(self) -> str:
        identity: str = self.component._fw.identity
        return identity

    @property
    def name(self) -> str:
        return FORM if self.parent is None else self.drawing.data.names.get(id(self.node), "")

    @property
    def faint(self) -> bool:
        return not _properties(self.node).get("visible", True)

    def walk(self) -> Iterator[Drawn]:
        yield self
        for child in self.children:
            yield from child.walk()


#: Makes the drawing of an item template, or says why not.
Items = Callable[["Drawn"], "Drawing | None"]


class Drawing:
    def __init__(
        self, maker: Maker, data: FormData, package: str, items: Items, owner: Drawn | None, editable: bool
    ) -> None:
        self.maker = maker
        self.data = data
        self.package = package
        self.owner = owner  # the panel whose item template this is
        self.editable = editable
        self._items = items
        self._drawn: dict[int, Drawn] = {}
        self.touched: set[Drawn] = set()
        self.gone: list[str] = []
        self.root = Drawn(self, data.own, None, "")
        self.hints = Hints(self)
        self._make_root()
        for slot, nodes in data.top():
            for node in nodes:
                if isinstance(node, dict):
                    self._add(self.root, node, slot)
        self.hints.refresh()

    @property
    def form(self) -> Any:
        return self.root.component

    def find(self, name: str) -> Drawn | None:
        if name == FORM:
            return self.root
        try:
            return self._drawn.get(id(self.data.node(name)))
        except KeyError:
            return None

    def holder(self, name: str) -> Any:
        """The component of a name, for slots of the form. None: there is no such component."""
        drawn = self.find(name)
        return None if drawn is None else drawn.component

    # --- building

    def _make_root(self) -> None:
        self.root.node = self.data.own
        self.root.component, self.root.error = self.maker.form(self.data.name, self.data.data, self.package)
        for name, value in list(_properties(self.data.own).items()):
            self._set_own(name, value)
        self.touched.add(self.root)

    def _add(self, parent: Drawn, node: Node, slot: str) -> Drawn:
        drawn = self._build(parent, node, slot)
        parent.children.append(drawn)
        self._attach(drawn, None)
        for child in _nodes(node):
            self._add(drawn, child, "")
        return drawn

    def _build(self, parent: Drawn, node: Node, slot: str) -> Drawn:
        drawn = Drawn(self, node, parent, slot)
        drawn.component, drawn.error = self.maker.component(node, self.package)
        self._drawn[id(node)] = drawn
        self._dress(drawn)
        return drawn

    def _dress(self, drawn: Drawn) -> None:
        """What the canvas adds to a fresh component."""
        if drawn.faint:
            self.maker.set(drawn.component, "visible", False, self.package)
        if is_repeating(drawn.component):
            self._draw_item(drawn)
        self.touched.add(drawn)

    def _draw_item(self, drawn: Drawn) -> None:
        drawn.item = item = self._items(drawn)
        if item is None:
            drawn.component._fw_hold(None)
        else:
            item.hang()

    def _attach(self, drawn: Drawn, index: int | None) -> None:
        """Puts a component into its parent, before the sibling at `index`, or after all."""
        component, layout = drawn.component, self._layout(drawn)
        try:
            self._place(drawn, index, layout)
        except Exception as error:
            if component._fw.parent is None:
                self._place_anyhow(drawn, index, error)

    def _place(self, drawn: Drawn, index: int | None, layout: Mapping[str, Any]) -> None:
        parent = self._target(drawn)
        keywords = {} if index is None else {"index": index}
        try:
            parent.add_component(drawn.component, **keywords, **layout)
        except TypeError:
            if drawn.component._fw.parent is not None:
                raise
            parent.add_component(drawn.component, **keywords)  # made for another kind of container

    def _place_anyhow(self, drawn: Drawn, index: int | None, error: Exception) -> None:
        """In a red box, after the others, or not at all: the rest of the form is worth more."""
        drawn.error = self.maker.words(error)
        self.gone.append(drawn.identity)
        self._drop_item(drawn)
        for child in drawn.children:
            self._detach(child)
        drawn.component, _ = self.maker.red_box(str(drawn.node.get("type") or ""), drawn.error)
        assert drawn.parent is not None
        self.touched |= {drawn, drawn.parent}
        try:
            self._place(drawn, index, {})
        except Exception:
            self.form._fw.page.errors.report(error)
        for child in drawn.children:
            self._attach(child, None)

    def _target(self, drawn: Drawn) -> Any:
        parent = drawn.parent
        assert parent is not None
        self.hints.make_room(drawn)
        if parent.parent is None and isinstance(self.form, WithLayout):
            return LayoutSlot(self.form, drawn.slot)
        return parent.component

    def _layout(self, drawn: Drawn) -> dict[str, Any]:
        found = drawn.node.get("layout_properties")
        layout = dict(found) if isinstance(found, dict) else {}
        layout.pop("index", None)
        return layout

    # --- changing

    def follow(self, change: Mapping[str, Any], drawn: Drawn | None) -> bool:
        """Draws a change that `data` has had already. False: this one needs a new drawing.

        `drawn` is the change's component, found before the change was made.
        """
        kind = change["change"]
        if kind in ("event", "binding"):
            return True
        if kind == "key":
            return False
        if kind != "property":
            self.hints.clear_own()
        if kind == "insert":
            self._insert(change)
        elif drawn is None:
            return False
        elif kind == "property":
            self._follow_property(drawn, change)
        elif kind == "layout_property":
            self._reattach(drawn)
        elif kind == "remove":
            self._remove(drawn)
        elif kind == "move":
            self._move(drawn)
        elif kind == "rename":
            self.touched.add(drawn)
            if drawn.parent is not None:
                self.touched.add(drawn.parent)
        if kind != "property":
            self.hints.refresh()
            self._touch_unnamed()
            if drawn is not None and kind != "remove":
                _touch_rows(drawn)
        return True

    def _touch_unnamed(self) -> None:
        """Their names say where they stand, so they change with what is around."""
        if self.data.unnamed:
            for drawn in self.root.walk():
                if drawn.name.startswith("$unnamed_") and drawn.parent is not None:
                    self.touched |= {drawn, drawn.parent}

    def _follow_property(self, drawn: Drawn, change: Mapping[str, Any]) -> None:
        name = change["name"]
        self.touched.add(drawn)
        if isinstance(drawn.component, DataGrid):
            _touch_rows(drawn)
        if name == "visible":
            self.maker.set(drawn.component, name, change.get("value", True), self.package)
        elif is_repeating(drawn.component) and name == "item_template":
            self._drop_item(drawn)
            self._draw_item(drawn)
        elif drawn.parent is None:
            if "value" in change:
                self._set_own(name, change["value"])
            else:
                self.hints.clear_own()
                self._remake_root()
                self.hints.refresh()
        elif drawn.error or "value" not in change:
            self._remake(drawn)  # fresh is sure to be right; setting the default is not quite the same
        else:
            self._set(drawn, name, change["value"])

    def _set(self, drawn: Drawn, name: str, value: Any) -> None:
        try:
            drawn.error = self.maker.set(drawn.component, name, value, self.package)
        except Exception as error:
            self.break_down(drawn, self.maker.words(error))

    def _set_own(self, name: str, value: Any) -> None:
        own = self.form
        target = own if name == "visible" or not isinstance(own, WithLayout) else own._fw_content.layout
        if target is not own and not target._fw_has_property(name):
            return
        try:
            problem = self.maker.set(target, name, value, self.package)
        except Exception as error:
            problem = f"{name}: {self.maker.words(error)}"
        if problem or self.root.error.startswith(f"{name}: "):
            self.root.error = problem
        self.touched.add(self.root)

    def _remake_root(self) -> None:
        """The form itself, with the same components in it."""
        children = self.root.children
        for child in children:
            self._detach(child)
        if self.form._fw.mounted:
            unmount(self.form)
        self.gone.append(self.root.identity)
        self._make_root()
        for child in children:
            self._attach(child, None)
        self.hang()
        if self.owner is not None:
            self.owner.drawing.touched.add(self.owner)

    def hang(self) -> None:
        """Makes the form part of the page, in place of what was there."""
        if self.owner is not None:
            self.owner.component._fw_hold(self.form)
            return
        dom = self.form._fw.page.dom
        dom.empty(dom.root())
        dom.insert(dom.root(), self.form._fw.node)
        mount(self.form)

    def break_down(self, drawn: Drawn, reason: str) -> None:
        """Its own code has failed: a red box takes its place, with its children if it has any."""
        type_name = str(drawn.node.get("type") or "")
        self._replace(drawn, lambda: self.maker.red_box(type_name, reason))

    def _remake(self, drawn: Drawn) -> None:
        self._replace(drawn, lambda: self.maker.component(drawn.node, self.package))

    def _replace(self, drawn: Drawn, make: Callable[[], tuple[Any, str]]) -> None:
        self.hints.clear_own()
        for child in drawn.children:
            child.component.remove_from_parent()
        index = self._index(drawn)
        self._detach(drawn)
        self.gone.append(drawn.identity)
        self._drop_item(drawn)
        drawn.component, drawn.error = make()
        self._dress(drawn)
        self._attach_at(drawn, index)
        for child in drawn.children:
            self._attach(child, None)
        assert drawn.parent is not None
        self.touched.add(drawn.parent)  # which knows its children by their identities
        self.hints.refresh()  # it may have slots, and they are new

    # --- moving

    def _insert(self, change: Mapping[str, Any]) -> None:
        place, node = change["place"], change["node"]
        parent = self.find(place["parent"])
        assert parent is not None
        slot = str(place.get("slot") or "")
        drawn = self._build(parent, node, slot)
        self._link(drawn)
        for child in _nodes(node):
            self._add(drawn, child, "")
        self._attach_at(drawn, self._index(drawn))
        self.touched.add(parent)
        _touch_rows(drawn)

    def _remove(self, drawn: Drawn) -> None:
        self._detach(drawn)
        self._unlink(drawn)
        self._settle(drawn.parent)
        for each in drawn.walk():
            self.gone.append(each.identity)
            self._drawn.pop(id(each.node), None)
            self._drop_item(each)

    def _move(self, drawn: Drawn) -> None:
        self._detach(drawn)
        self._unlink(drawn)
        self._settle(drawn.parent)
        entry = self.data.entry(drawn.name)
        parent = self.find(entry.parent)
        assert parent is not None
        drawn.parent, drawn.slot = parent, entry.slot
        self._link(drawn)
        self._attach_at(drawn, self._index(drawn))
        self.touched |= {drawn, parent}

    def _reattach(self, drawn: Drawn) -> None:
        index = self._index(drawn)
        self._detach(drawn)
        self._attach_at(drawn, index)
        self.touched.add(drawn)
        if drawn.parent is not None:
            self.touched.add(drawn.parent)

    def _link(self, drawn: Drawn) -> None:
        """Among its siblings in the order of the template."""
        parent = drawn.parent
        assert parent is not None
        parent.children.append(drawn)
        order = {id(node): at for at, node in enumerate(self._nodes_in_order(parent))}
        parent.children.sort(key=lambda each: order.get(id(each.node), len(order)))

    def _nodes_in_order(self, parent: Drawn) -> list[Any]:
        if parent.parent is None:
            return [node for _slot, nodes in self.data.top() for node in nodes]
        return _nodes(parent.node)

    def _unlink(self, drawn: Drawn) -> None:
        assert drawn.parent is not None
        drawn.parent.children.remove(drawn)
        self.touched.add(drawn.parent)

    def _detach(self, drawn: Drawn) -> None:
        if drawn.component._fw.parent is not None:
            drawn.component.remove_from_parent()

    def _index(self, drawn: Drawn) -> int:
        """Among the siblings that share its container or its slot of the layout."""
        return self._siblings(drawn).index(drawn)

    def _siblings(self, drawn: Drawn) -> list[Drawn]:
        assert drawn.parent is not None
        return [each for each in drawn.parent.children if each.slot == drawn.slot]

    def _attach_at(self, drawn: Drawn, index: int) -> None:
        """As if it had been there from the start."""
        siblings = self._siblings(drawn)
        later = [each for each in siblings[index + 1 :] if each.component._fw.parent is not None]
        assert drawn.parent is not None
        if isinstance(drawn.parent.component, GridPanel):
            self._attach(drawn, None)
            self._settle(drawn.parent)
        elif not later:
            self._attach(drawn, None)
        elif _is_ordered(self._target(drawn)):
            self._attach(drawn, self._position(drawn, later[0]))
        else:
            for each in later:
                self._detach(each)
            for each in (drawn, *later):
                self._attach(each, None)

    def _settle(self, parent: Drawn | None) -> None:
        """Rows of a grid stand in the order in which they first have something."""
        if parent is not None and isinstance(parent.component, GridPanel):
            present = [each for each in parent.children if each.component._fw.parent is not None]
            for each in present:
                self._detach(each)
            for each in present:
                self._attach(each, None)

    def _position(self, drawn: Drawn, following: Drawn) -> int:
        present = self._target(drawn).get_components()
        found = [at for at, each in enumerate(present) if each is following.component]
        return found[0] if found else len(present)

    def _drop_item(self, drawn: Drawn) -> None:
        if drawn.item is not None:
            self.gone += [each.identity for each in drawn.item.root.walk()]
            drawn.item = None

    def all(self) -> Iterator[Drawing]:
        """This one and those of the item templates in it, also of those in them."""
        yield self
        for drawn in self.root.walk():
            if drawn.item is not None:
                yield from drawn.item.all()


def _is_ordered(target: Any) -> bool:
    """Custom components are what their container is, but an index there counts within one of their slots."""
    return isinstance(target, (*_ORDERED, LayoutSlot)) and not isinstance(target, TakesComponents)


def _touch_rows(drawn: Drawn) -> None:
    """Rows have the cells of the grid that they are in now, also as item templates."""
    for each in drawn.walk():
        if isinstance(each.component, DataRowPanel):
            each.drawing.touched.add(each)
        if each.item is not None:
            _touch_rows(each.item.root)


def _properties(node: Node) -> dict[str, Any]:
    found = node.get("properties")
    return found if isinstance(found, dict) else {}


def _nodes(node: Node) -> list[Any]:
    found = node.get("components")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
