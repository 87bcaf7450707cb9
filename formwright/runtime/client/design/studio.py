"""The canvas: obeys the designer's commands, draws one form with its item templates, says what is to measure.

Responsible for commands, for which drawings a change belongs to, and for taking an app up and down without
running it. The composition root of a canvas page; knows no browser. Runs in the page.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType
from typing import Any

from formwright.runtime.client.app import RunningApp
from formwright.runtime.client.bundle import Bundle, read_bundle
from formwright.runtime.client.component import Component
from formwright.runtime.client.design import scene
from formwright.runtime.client.design.drawing import Drawing, Drawn
from formwright.runtime.client.design.form_data import FormData
from formwright.runtime.client.design.making import Maker
from formwright.runtime.client.design.quiet import QuietPlatform, silence
from formwright.runtime.client.errors import ErrorReporter
from formwright.runtime.client.imports import CodeCache, install_anvil
from formwright.runtime.client.lifecycle import unmount
from formwright.runtime.client.page import Page, set_current_page
from formwright.runtime.client.platform import Platform

Json = dict[str, Any]


class Studio:
    def __init__(self, platform: Platform, codes: CodeCache | None = None) -> None:
        quiet: Any = QuietPlatform(platform)
        self.page = Page(quiet, ErrorReporter(self._ignore, self._app_file))
        set_current_page(self.page)
        silence(self.page)
        self.page.errors.witness = self._on_error
        self._maker = Maker(self.page)
        self._codes = codes if codes is not None else CodeCache()
        self._bundle: Bundle | None = None
        self._given: dict[str, FormData] = {}  # forms that the designer has open, as they are there
        self._saved: dict[str, FormData] = {}  # item templates as the app has them
        self._forms: dict[str, Mapping[str, Any]] = {}  # templates that classes are made from
        self._form = ""
        self._drawing: Drawing | None = None
        self._whole: Json | None = None  # what was told of a drawing that has just been made
        install_anvil()
        _set_in_designer()

    @property
    def drawing(self) -> Drawing | None:
        """Of the form on the canvas."""
        return self._drawing

    # --- commands

    def command(self, text: str) -> str:
        """Obeys one command; gives what the page has to measure, as JSON."""
        command = json.loads(text)
        match command["command"]:
            case "app":
                self._take_app(command["bundle"])
            case "open":
                self._open(command)
            case "replace":
                self._given[command["form"]] = FormData(command["form"], command["template"])
                self._draw_for(command["form"])
            case "change":
                self._change(command)
        return json.dumps(self._told())

    def dispatch(self, identity: str, event: str, detail: str) -> str:
        """A part of the page has something for a component, such as that it is ready."""
        self.page.dispatch(identity, event, json.loads(detail))
        drawn = self._owner_of(self.page.components.get(identity))
        if drawn is not None:
            drawn.drawing.touched.add(drawn)
        return json.dumps(self._told())

    def settled(self) -> str:
        """After code of components has run at a later time: what it has broken."""
        return json.dumps(self._told())

    def _told(self) -> Json:
        drawing = self._drawing
        if drawing is None:
            return {"root": "", "form": "", "set": {}, "gone": []}
        whole, self._whole = self._whole, None
        told = scene.told(list(drawing.all()))
        if whole is not None:  # and what has changed since, when it became part of the page
            told["set"] = {**whole["set"], **told["set"]}
        return {"root": drawing.root.identity, "form": self._form, "whole": whole is not None, **told}

    def _open(self, command: Json) -> None:
        self._form = command["form"]
        given = {**command.get("templates", {}), command["form"]: command["template"]}
        self._given = {name: FormData(name, template) for name, template in given.items()}
        self._draw()

    # --- the app

    def _take_app(self, text: str) -> None:
        self._bundle = read_bundle(text)
        self._draw()

    def _start_app(self, bundle: Bundle) -> None:
        """With the templates as they are in the designer, saved or not."""
        page = self.page
        if page.app is not None:
            page.app.stop()
        forms = self._forms = dict(bundle.forms)
        forms.update({name: copy.deepcopy(each.data) for name, each in self._given.items()})
        page.app = RunningApp(page, replace(bundle, forms=forms), self._codes)
        page.app.prepare()

    def _app_file(self, filename: str) -> str | None:
        return self.page.app.app_file(filename) if self.page.app is not None else None

    def close(self) -> None:
        self._clear()
        if self.page.app is not None:
            self.page.app.stop()
            self.page.app = None

    # --- drawing

    def _clear(self) -> None:
        self.page.loop.abandon()
        self.page.callbacks.clear()
        drawing, self._drawing = self._drawing, None
        if drawing is not None:
            if drawing.form._fw.mounted:
                unmount(drawing.form)
            self.page.dom.empty(self.page.dom.root())

    def _draw(self) -> None:
        """All anew, in a fresh app: modules of custom components are imported again."""
        if self._bundle is None or self._form not in self._given:
            return
        self._clear()
        self._saved.clear()
        self._start_app(self._bundle)
        data = self._given[self._form]
        drawing = self._drawing = Drawing(
            self._maker, data, self._bundle.package, self._item, None, editable=True
        )
        # Before it is on the page: marking elements that the browser does not have yet costs nothing.
        self._whole = scene.told(list(drawing.all()), everything=True)
        drawing.hang()

    def _item(self, panel: Drawn) -> Drawing | None:
        """The item template of a panel, drawn in place."""
        app = self.page.app
        reference = (panel.node.get("properties") or {}).get("item_template")
        if not isinstance(reference, str) or not reference or app is None:
            return None
        try:
            package, form = app.locate_form(reference, panel.drawing.package)
        except LookupError as error:
            panel.error = str(error)
            return None
        if self._is_inside(panel, package, form):
            panel.error = f"{form} would be drawn inside itself."
            return None
        bundle = app.package(package)
        own = package == app.bundle.package
        data = (self._given.get(form) or self._saved.get(form)) if own else None
        if data is None:
            template = bundle.forms.get(form) if bundle is not None else None
            if template is None:
                return None
            data = FormData(form, copy.deepcopy(dict(template)))
            if own:
                self._saved[form] = data
        return Drawing(self._maker, data, package, self._item, panel, editable=own)

    def _is_inside(self, panel: Drawn, package: str, form: str) -> bool:
        drawing: Drawing | None = panel.drawing
        while drawing is not None:
            if (drawing.package, drawing.data.name) == (package, form):
                return True
            drawing = drawing.owner.drawing if drawing.owner is not None else None
        return False

    # --- changes

    def _change(self, command: Json) -> None:
        form = command["form"]
        if form in self._saved:
            self._given[form] = self._saved.pop(form)  # edited in place from now on
        data = self._given.get(form)
        drawing = self._drawing
        if data is None or drawing is None or self._bundle is None:
            return
        drawn_here = [each for each in drawing.all() if each.data is data]
        for change in command["changes"]:
            before = [
                (each, each.find(change["component"]) if "component" in change else None)
                for each in drawn_here
            ]
            data.change(change)
            if not drawn_here:
                continue
            try:
                outcomes = [each.follow(change, drawn) for each, drawn in before]
                done = all(outcomes)
            except Exception as error:
                self.page.errors.report(error)
                done = False
            if not done:
                drawn_here = []  # it is drawn anew at the end
        if not drawn_here:
            self._draw_for(form)

    def _draw_for(self, form: str) -> None:
        """Draws anew if that form has to do with what is on the canvas."""
        drawing, app = self._drawing, self.page.app
        if drawing is None or app is None:
            self._draw()
            return
        drawings = list(drawing.all())
        concerned = (
            app.uses(form)
            or any(each.data.name == form for each in drawings)
            or any(drawn.error for each in drawings for drawn in each.root.walk())  # it may be mended now
        )
        if concerned:
            self._draw()
        else:
            self._forms[form] = copy.deepcopy(self._given[form].data)  # for when it is used

    # --- errors

    def _ignore(self, _event: Json) -> None:
        """What goes wrong is told by red boxes."""

    def _on_error(self, error: BaseException) -> None:
        """Code of a custom component has failed at some later time: it becomes a red box."""
        drawn = self._owner_of(_component_in(error.__traceback__))
        if drawn is not None and drawn.parent is not None and not drawn.error:
            drawn.drawing.break_down(drawn, self._maker.words(error))

    def _owner_of(self, component: Component | None) -> Drawn | None:
        """The component of a form on the canvas that another one is in, or is."""
        if self._drawing is None:
            return None
        by_component = {
            id(drawn.component): drawn for each in self._drawing.all() for drawn in each.root.walk()
        }
        while component is not None:
            drawn = by_component.get(id(component))
            if drawn is not None:
                return drawn
            component = component._fw.parent
        return None


def _component_in(trace: TracebackType | None) -> Component | None:
    """The innermost `self` that is a component of the app's own. Data bindings do not count."""
    found = None
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename.startswith("<data binding"):
            return None
        own = trace.tb_frame.f_locals.get("self")
        if isinstance(own, Component) and not type(own).__module__.startswith("formwright."):
            found = own
        trace = trace.tb_next
    return found


def _set_in_designer() -> None:
    import anvil.designer  # type: ignore[import-not-found]  # the finder of `imports.py` provides it

    anvil.designer.in_designer = True
