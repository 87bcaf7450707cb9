"""Forms that are shown inside another form, their layout.

Responsible for what `layout:` of a template means: the layout instance, what goes into its slots, and handing
the instance over when the next form has a layout of the same class. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formwright.runtime.client.bindings import Binding
from formwright.runtime.client.component import Component
from formwright.runtime.client.components.invalid import InvalidComponent
from formwright.runtime.client.components.linear_panel import LinearPanel
from formwright.runtime.client.components.shared import COMMON, HIDE, SHOW
from formwright.runtime.client.container import Container
from formwright.runtime.client.events import BoundHandler
from formwright.runtime.client.slots import Content, Slot, place
from formwright.runtime.spec.components import ComponentSpec

if TYPE_CHECKING:
    from formwright.runtime.client.forms import FormState
    from formwright.runtime.client.templates import Template

SPEC = ComponentSpec("WithLayout", "A form inside a layout.", COMMON, (SHOW, HIDE), container=True, group="")


class Held:
    """What one form has for the slots of its layout, and how the two are connected."""

    def __init__(self) -> None:
        self.layout: Any = None  # ours, or borrowed from the open form until we are shown
        self.attached = False
        self.waiting: dict[str, Content] = {}  # by slot, until the layout is attached
        self.foreign: set[int] = set()  # what was in a borrowed layout when it was borrowed
        self.handlers: list[tuple[str, BoundHandler]] = []
        self.bindings: list[Binding] = []


class LayoutSlot:
    """A slot of the layout, also while the form has no layout yet."""

    def __init__(self, form: WithLayout, name: str) -> None:
        self._form = form
        self._name = name

    def add_component(self, component: Component, index: int | None = None, **layout: Any) -> None:
        content = self._form._fw_content
        if content.attached:
            slot = content.layout.slots.get(self._name)
            if slot is None:
                raise LookupError(self._form._fw_no_slot(self._name))
            slot.add_component(component, index=index, **layout)
            return
        entries = content.waiting.setdefault(self._name, [])
        entries.insert(len(entries) if index is None else index, (component, layout))

    def get_components(self) -> list[Component]:
        content = self._form._fw_content
        if not content.attached:
            return [component for component, _layout in content.waiting.get(self._name, ())]
        slot = content.layout.slots.get(self._name)
        return slot.get_components() if slot is not None else []


class WithLayout(Container, spec=SPEC):
    """The base of form classes whose template has `layout:`."""

    def _fw_create(self, dom: Any) -> Any:
        self._fw.values["-content"] = Held()
        return dom.make("div", "fw-with-layout")

    @property
    def _fw_content(self) -> Held:
        content: Held = self._fw.values["-content"]
        return content

    @property
    def _fw_layout_data(self) -> Mapping[str, Any]:
        found = self._fw_form_template.data.get("layout")
        return found if isinstance(found, Mapping) else {}

    @property
    def _fw_form_template(self) -> Template:
        template: Template = self._fw_template
        return template

    @property
    def layout(self) -> Any:
        """The layout instance. While another form with the same layout is open, it is that one's."""
        content = self._fw_content
        if content.layout is None:
            navigation = self._fw.page.navigation
            shown = navigation.open if navigation is not None else None
            borrowed = self._fw_layout_of(shown)
            if borrowed is not None and not self._fw.mounted:
                content.foreign = {
                    id(each) for slot in borrowed.slots.values() for each in slot.get_components()
                }
                self._fw_use(borrowed)
            else:
                self._fw_use(None)
        return content.layout

    def add_component(
        self, component: Component, slot: str = "", index: int | None = None, **layout: Any
    ) -> None:
        if not slot:
            raise ValueError(
                f"{type(self).__name__} is shown in a layout: say which slot, as in "
                "add_component(component, slot='content')."
            )
        LayoutSlot(self, slot).add_component(component, index, **layout)

    def _fw_children(self) -> list[Component]:
        content = self._fw_content
        return [content.layout] if content.attached else []

    def get_components(self) -> list[Component]:
        """Everything of this form's own, in all slots."""
        names = list(self._fw_content.waiting)
        if self._fw_content.attached:
            names = list(self._fw_content.layout.slots)
        return [each for name in names for each in LayoutSlot(self, name).get_components()]

    # --- getting a layout --------------------------------------------------------------------------------

    def _fw_layout_of(self, form: Any) -> Any:
        """The layout of another form, if it is of the class that ours would be."""
        if not isinstance(form, WithLayout) or form is self or not form._fw_content.attached:
            return None
        there = form._fw_content.layout
        return there if type(there) is self._fw_layout_class() else None

    def _fw_layout_class(self) -> Any:
        app = self._fw.page.app
        name = str(self._fw_layout_data.get("type") or "")
        try:
            assert app is not None
            return app.component_class(name, self._fw_form_template.package)
        except Exception as error:
            return error

    def _fw_use(self, borrowed: Any) -> None:
        """Takes an instance, new or borrowed, and gives it the properties of our template."""
        from formwright.runtime.client.templates import make_component, set_properties

        content, template = self._fw_content, self._fw_form_template
        properties = self._fw_layout_data.get("properties")
        given = properties if isinstance(properties, Mapping) else {}
        if borrowed is None:
            kind = self._fw_layout_class()
            if isinstance(kind, Exception):
                content.layout = self._fw_stand_in(kind)
                return
            content.layout = make_component(self._fw.page, kind, given, template.package)
            if not isinstance(getattr(content.layout, "slots", None), Mapping):
                name = type(content.layout).__name__
                content.layout = self._fw_stand_in(LookupError(f"{name} offers no slots: it is no layout."))
            return
        content.layout = borrowed
        for prop in getattr(type(borrowed), "_fw_template", template).properties:
            if prop.name not in given and getattr(borrowed, prop.name, None) != prop.default:
                with self._fw.page.errors.reporting():
                    setattr(borrowed, prop.name, prop.default)
        set_properties(borrowed, given, template.package)

    def _fw_stand_in(self, error: Exception) -> Component:
        self._fw.page.errors.report(error)
        return StandIn(str(self._fw_layout_data.get("type") or "layout"), error)

    # --- entering and leaving the page -------------------------------------------------------------------

    def _fw_entering(self, before: Component | None = None) -> None:
        """We are about to be shown, instead of `before` when it was the open form."""
        content = self._fw_content
        if content.attached:
            return
        available = None if not isinstance(before, WithLayout) else self._fw_layout_of(before)
        keep: dict[str, Content] = {}
        if available is not None:
            assert isinstance(before, WithLayout)
            if content.layout is available:  # borrowed before: what came since then is ours
                for name, slot in available.slots.items():
                    ours = [entry for entry in slot.content() if id(entry[0]) not in content.foreign]
                    keep[name] = ours
                    for component, _layout in ours:
                        component.remove_from_parent()
            before._fw_release()
            if content.layout is not available:
                self._fw_use(available)
        elif content.layout is None or content.layout._fw.parent is not None:
            self._fw_use(None)  # nobody has one for us, or it went with its form
        layout = content.layout
        layout._fw_entering(None)
        self._fw.page.dom.insert(self._fw.node, layout._fw.node)
        layout._fw.parent = self
        content.attached = True
        self._fw_fill()
        for name, entries in keep.items():
            for component, keywords in entries:
                place(layout.slots[name], component, None, keywords)
        self._fw_connect()

    def _fw_fill(self) -> None:
        content, errors = self._fw_content, self._fw.page.errors
        waiting, content.waiting = content.waiting, {}
        for name, entries in waiting.items():
            slot = content.layout.slots.get(name)
            if slot is None:
                errors.report(LookupError(self._fw_no_slot(name)))
                content.waiting[name] = entries  # another layout may have it
                continue
            for component, keywords in entries:
                with errors.reporting():
                    slot.add_component(component, **keywords)

    def _fw_no_slot(self, name: str) -> str:
        layout = self._fw_content.layout
        known = ", ".join(sorted(layout.slots)) or "none"
        form = self._fw_form_template.leaf
        return (
            f"{form} has components for the slot {name!r}, which its layout {type(layout).__name__} does not "
            f"have (it has: {known}). Move them to one of these."
        )

    def _fw_connect(self) -> None:
        content, data, template = self._fw_content, self._fw_layout_data, self._fw_form_template
        errors, layout = self._fw.page.errors, content.layout
        for event, method in (data.get("event_bindings") or {}).items():
            handler = BoundHandler(self, str(method), f"layout.{event}")
            with errors.reporting():
                layout.add_event_handler(event, handler)
                content.handlers.append((event, handler))
        state: FormState = self._fw_form
        for binding in data.get("data_bindings") or ():
            made = Binding(layout, template.binding(binding, "layout"))
            content.bindings.append(made)
            with errors.reporting():
                made.evaluate(self)
        state.bindings[:0] = content.bindings

    def _fw_release(self) -> None:
        """Gives the layout up for the next form; what is in its slots stays with us."""
        content, state = self._fw_content, self._fw_form
        layout = content.layout
        for event, handler in content.handlers:
            layout.remove_event_handler(event, handler)
        state.bindings[:] = [each for each in state.bindings if each not in content.bindings]
        for name, slot in layout.slots.items():
            entries = list(slot.content())
            slot.clear()
            if entries:
                content.waiting[name] = entries + content.waiting.get(name, [])
        self._fw.page.dom.remove(layout._fw.node)
        layout._fw.parent = None
        content.layout, content.attached = None, False
        content.handlers, content.bindings = [], []


class StandIn(LinearPanel):
    """What is there when a layout cannot be had: a note, and everything that was to go into its slots."""

    def __init__(self, name: str, error: Exception) -> None:
        super().__init__()
        self.add_component(InvalidComponent(type_name=f"The layout {name}", reason=str(error)))
        self.slots = _AnySlot(self)


class _AnySlot(dict[str, Slot]):
    def __init__(self, panel: Container) -> None:
        super().__init__()
        self._panel = panel

    def get(self, name: str, default: Any = None) -> Slot:  # noqa: ARG002 (each name has a slot)
        if name not in self:
            slot = Slot(self._panel, 1, name=name)
            for other in self.values():
                slot.offset_by_slot(other)
            self[name] = slot
        return self[name]
