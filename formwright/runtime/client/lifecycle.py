"""When components become part of the page and when they are visible: `show` and `hide`.

Responsible for the order of these events: `show` from the inside out, once per appearance; `hide` from the
outside in, and not when something merely becomes invisible. Runs in the page. Code that puts a component
into what is on the page waits for the handlers of its `show`; all others run in entries of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from formwright.runtime.client.component import Component


def mount(component: Component, *, at_once: bool = False) -> None:
    """The component, with all below it, has entered the page. `at_once`: what hears of it is done before."""
    everything = _inside_out(component)
    hidden = False
    for each in everything:
        inner = each._fw
        hidden = hidden or not inner.values.get("visible", True)
        if not inner.mounted:
            inner.mounted = True
            each._fw_mounted()
    _notify(everything, "x-anvil-page-added", at_once)
    if ancestors_visible(component):
        _show(_inside_out(component, visible=True) if hidden else everything, at_once)


def unmount(component: Component) -> None:
    """The component, with all below it, has left the page."""
    leaving = _outside_in(component)
    hidden = [each for each in leaving if each._fw.shown]
    for each in leaving:
        if each._fw.mounted:
            each._fw.mounted = each._fw.shown = False
            each._fw_unmounted()
    _notify(hidden, "x-anvil-page-hidden")
    _notify(hidden, "hide")
    _notify(leaving, "x-anvil-page-removed")


def visibility_changed(component: Component, visible: bool) -> None:
    inner = component._fw
    inner.page.dom.toggle_class(inner.node, "fw-hidden", not visible)
    if inner.cell is not None:
        inner.page.dom.toggle_class(inner.cell, "fw-hidden", not visible)
    if not visible:
        hidden = [each for each in _outside_in(component) if each._fw.shown]
        for each in hidden:
            each._fw.shown = False  # without `hide`; the next appearance raises `show` again
        _notify(hidden, "x-anvil-page-hidden")
    elif inner.mounted and ancestors_visible(component):
        _show(_inside_out(component, visible=True))


def is_visible(component: Component) -> bool:
    return bool(component._fw.values.get("visible", True))


def ancestors_visible(component: Component) -> bool:
    parent = component._fw.parent
    while parent is not None:
        if not is_visible(parent):
            return False
        parent = parent._fw.parent
    return True


def _show(visible: list[Component], at_once: bool = False) -> None:
    appearing = [each for each in visible if not each._fw.shown]
    for each in appearing:
        each._fw.shown = True
    _notify(appearing, "x-anvil-page-shown", at_once)
    _notify(appearing, "show", at_once)


def _notify(components: list[Component], event: str, at_once: bool = False) -> None:
    for each in components:
        handlers = each._fw.handlers
        if (handlers.by_event or handlers.write_backs) and handlers.wants(event):
            if at_once:
                if each._fw.mounted:  # no handler before has taken it away again
                    each.raise_event(event)
            else:
                each._fw.page.loop.later(0, _Raise(each, event))


class _Raise:
    __slots__ = ("component", "event")

    def __init__(self, component: Component, event: str) -> None:
        self.component = component
        self.event = event

    def __call__(self) -> None:
        self.component.raise_event(self.event)


def _inside_out(component: Component, visible: bool = False) -> list[Component]:
    found: list[Component] = []
    left = [component]
    while left:
        each = left.pop()
        if not visible or is_visible(each):
            found.append(each)
            left += each._fw_children()
    found.reverse()
    return found


def _outside_in(component: Component) -> list[Component]:
    found: list[Component] = []
    left = [component]
    while left:
        each = left.pop()
        found.append(each)
        left += reversed(each._fw_children())
    return found
