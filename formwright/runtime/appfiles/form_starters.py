"""Templates of new Forms: what each is for, and its files under the name that the user chose.

Responsible for: fitting the app that the Form goes into (its indentation, its layouts, its runtime).
May not: touch the disk. Process: designer and command line; pure functions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from formwright.runtime.appfiles import starters
from formwright.runtime.appfiles.changes import Changes
from formwright.runtime.appfiles.names import free_name
from formwright.runtime.appfiles.places import package_folder, taken_in
from formwright.runtime.appfiles.relocate import refuse_bad_name, refuse_old_layout
from formwright.runtime.appfiles.yaml_emit import flow
from formwright.runtime.spec.app import App

LAYOUT = "layout:"
Files = dict[str, tuple[str, str]]
"""By name of the Form: its code and its template."""


@dataclass(frozen=True)
class FormTemplate:
    id: str
    title: str
    line: str
    icon: str
    name: str
    """Proposed for the Form, as far as it is free."""


_PLAIN = (
    FormTemplate("blank", "Blank", "An empty Form, to be drawn.", "application-outline", "Form"),
    FormTemplate("html", "HTML card", "HTML of your own, with a place for components.",
                 "language-html5", "Card"),
    FormTemplate("entry", "Data entry", "Fields and a button that takes what was typed.",
                 "form-textbox", "Entry"),
    FormTemplate("list", "List", "A repeating panel, with a second Form for each row.",
                 "format-list-bulleted", "List"),
    FormTemplate("component", "Custom component", "With a property and an event of its own, for the toolbox.",
                 "puzzle-outline", "Component"),
)  # fmt: skip


def form_templates(app: App) -> tuple[FormTemplate, ...]:
    """Those that fit the app: one more for each layout it has."""
    layouts = tuple(
        FormTemplate(LAYOUT + name, f"Page in {name}", f"A page that uses the layout {name} of this app.",
                     "page-layout-header", "Page")
        for name, data in sorted(app.forms.items())
        if data.get("slots")
    )  # fmt: skip
    return (*_PLAIN[:1], *layouts, *_PLAIN[1:])


def add_form_from(app: App, template: str, name: str, package: str = "") -> Changes:
    refuse_old_layout(app)
    taken = taken_in(app, "client", package)
    refuse_bad_name(name, taken)
    make = _MAKERS.get(template)
    if template.startswith(LAYOUT):
        files = _page(app, name, template.removeprefix(LAYOUT))
    else:
        files = make(app, name, taken, package) if make is not None else _blank(app, name)
    folder = package_folder(app, "client", package)
    written: dict[str, bytes | None] = {}
    for form, (code, form_template) in files.items():
        written[f"{folder}/{form}/__init__.py"] = code.encode()
        written[f"{folder}/{form}/form_template.yaml"] = form_template.encode()
    return Changes(f"Add Form {name}", written)


def _blank(app: App, name: str) -> Files:
    return {name: (starters.form_code(app, name), starters.form_template(app))}


def _page(app: App, name: str, layout: str) -> Files:
    slot = next(iter(app.forms[layout]["slots"]))
    template = _PAGE.format(layout=flow(f"form:{layout}"), slot=flow(slot), name=flow(name))
    return {name: (starters.form_code(app, name), template)}


def _html(app: App, name: str, _taken: object, _package: str) -> Files:
    return {name: (starters.form_code(app, name), _HTML)}


def _entry(app: App, name: str, _taken: object, _package: str) -> Files:
    return {name: (starters.form_code(app, name, _ENTRY_CODE), _ENTRY)}


def _list(app: App, name: str, taken: list[str], package: str) -> Files:
    row = free_name(f"{name}Row", [*taken, name])
    dotted = f"{package}.{row}" if package else row
    return {
        name: (starters.form_code(app, name, _LIST_CODE, "        self.show_items()\n"),
               _LIST.format(row=flow(dotted))),
        row: (starters.form_code(app, row), _ROW),
    }  # fmt: skip


def _component(app: App, name: str, _taken: object, _package: str) -> Files:
    return {name: (starters.form_code(app, name, _COMPONENT_CODE, before='        self._text = ""\n'),
                   _COMPONENT)}  # fmt: skip


_MAKERS: dict[str, Callable[[App, str, list[str], str], Files]] = {
    "html": _html, "entry": _entry, "list": _list, "component": _component,
}  # fmt: skip

_PAGE = """\
layout:
  type: {layout}
  properties: {{}}
components_by_slot:
  {slot}:
  - type: Label
    name: heading
    properties: {{text: {name}, role: headline}}
is_package: true
"""

_HTML = """\
container:
  type: HtmlTemplate
  properties:
    html: |
      <section style="max-width: 32rem; margin: 2rem auto; padding: 1.5rem;
                      border: 1px solid rgba(128, 128, 128, .35); border-radius: 12px">
        <div anvil-slot="default"></div>
      </section>
components:
- type: Label
  name: heading
  properties: {text: A card, role: headline}
  layout_properties: {slot: default}
- type: Label
  name: text_label
  properties: {text: The HTML around these labels is in the Form's property html.}
  layout_properties: {slot: default}
is_package: true
"""

_ENTRY = """\
container:
  type: ColumnPanel
  properties: {}
components:
- type: ColumnPanel
  name: entry_card
  properties: {role: card}
  components:
  - type: Label
    name: name_label
    properties: {text: Name}
  - type: TextBox
    name: name_box
    properties: {placeholder: Ada}
    event_bindings: {pressed_enter: save_button_click}
  - type: Label
    name: day_label
    properties: {text: Day}
  - type: DatePicker
    name: day_box
    properties: {}
  - type: Label
    name: problem_label
    properties: {text: '', visible: false, foreground: '#c2252d'}
  - type: Button
    name: save_button
    properties: {text: Save, role: primary, align: right}
    event_bindings: {click: save_button_click}
is_package: true
"""

_ENTRY_CODE = """
    def save_button_click(self, **event_args):
        problem = "" if self.name_box.text.strip() else "Enter a name."
        self.problem_label.text = problem
        self.problem_label.visible = bool(problem)
        if not problem:
            Notification(f"{self.name_box.text}, {self.day_box.date or 'no day'}", title="Saved").show()
"""

_LIST = """\
container:
  type: ColumnPanel
  properties: {{}}
components:
- type: RepeatingPanel
  name: rows
  properties: {{item_template: {row}}}
is_package: true
"""

_LIST_CODE = '''
    def show_items(self):
        """Each item is `self.item` of one row."""
        self.rows.items = [{"name": "First"}, {"name": "Second"}, {"name": "Third"}]
'''

_ROW = """\
container:
  type: ColumnPanel
  properties: {role: card}
components:
- type: Label
  name: name_label
  properties: {text: ''}
  data_bindings:
  - {property: text, code: "self.item['name']"}
is_package: true
"""

_COMPONENT = """\
container:
  type: ColumnPanel
  properties: {}
components:
- type: Button
  name: button
  properties: {text: ''}
  event_bindings: {click: button_click}
custom_component: true
properties:
- {name: text, type: string, default_value: Press me, important: true, description: What the button says.}
events:
- {name: x-pressed, default_event: true, description: The button was pressed.}
is_package: true
"""

_COMPONENT_CODE = """
    @property
    def text(self):
        return self._text

    @text.setter
    def text(self, value):
        self._text = value or ""
        self.button.text = self._text

    def button_click(self, **event_args):
        self.raise_event("x-pressed")
"""
