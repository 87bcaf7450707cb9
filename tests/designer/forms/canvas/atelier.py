"""An app with everything the canvas must cope with: layouts, custom components, item templates, broken code.

Whatever must not run leaves a file behind: `RAN` names it.
"""

from __future__ import annotations

from pathlib import Path

RAN = "it ran"

MANIFEST = """\
name: Atelier
package_name: atelier
startup: {type: form, module: Main}
client_init_module: Init
runtime_options: {version: 2}
"""
LEAVES_TRACE = "import anvil.js.window as w\nw.formwrightRan = (w.formwrightRan or '') + '{0} '\n"
PLAIN = """\
from ._anvil_designer import {0}Template


class {0}({0}Template):
    def __init__(self, **properties):
        self.init_components(**properties)
"""
RUNS = """\
from ._anvil_designer import {0}Template
import anvil.js.window as w


class {0}({0}Template):
    def __init__(self, **properties):
        self.init_components(**properties)
        w.formwrightRan = (w.formwrightRan or '') + '{0} '
        raise RuntimeError("the code of the form ran")
"""
MAIN = """\
container: {type: ColumnPanel}
components:
- {type: Label, name: heading, properties: {text: Orders, role: headline}}
- type: LinearPanel
  name: stack
  components:
  - {type: Button, name: send, properties: {text: Send}}
  - {type: TextBox, name: amount, properties: {placeholder: Amount}}
- {type: Timer, name: timer, properties: {interval: 0.01}, event_bindings: {tick: timer_tick}}
- {type: FlowPanel, name: empty_flow}
- type: RepeatingPanel
  name: rows
  properties: {item_template: Row}
- {type: 'form:Badge', name: badge, properties: {caption: New}}
- {type: Label, name: last, properties: {text: The end}}
is_package: true
"""
ROW = """\
container: {type: FlowPanel}
components:
- {type: Label, name: row_label, properties: {text: A row}}
- {type: Button, name: row_button, properties: {text: Open}}
is_package: true
"""
BADGE = """\
container: {type: FlowPanel}
components:
- {type: Label, name: caption_label, properties: {text: '?'}}
custom_component: true
properties:
- {name: caption, type: string, default_value: Badge}
is_package: true
"""
BADGE_CODE = """\
from ._anvil_designer import BadgeTemplate
import anvil.designer
import anvil.js.window
import anvil.server


class Badge(BadgeTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)

    @property
    def caption(self):
        return self.caption_label.text

    @caption.setter
    def caption(self, value):
        if value == "explode":
            raise ValueError("no such caption")
        if value == "server":
            anvil.server.call("anything")
        self.caption_label.text = f"{value}{' (design)' if anvil.designer.in_designer else ''}"
"""
FRAME = """\
container: {type: ColumnPanel}
components:
- {type: Label, name: title, properties: {text: The frame}}
- {type: LinearPanel, name: main}
- {type: LinearPanel, name: side}
slots:
  content: {target: {type: container, name: main}, index: 0}
  aside: {target: {type: container, name: side}, index: 0}
is_package: true
"""
FRAMED = """\
layout: {type: 'form:Frame', properties: {}}
components_by_slot:
  content:
  - {type: Label, name: inside, properties: {text: Inside the frame}}
is_package: true
"""
BROKEN_CODE = "from ._anvil_designer import BrokenTemplate\nraise ImportError('cannot be imported')\n"
WITH_BROKEN = """\
container: {type: ColumnPanel}
components:
- {type: Label, name: before, properties: {text: Before}}
- {type: 'form:Broken', name: broken}
- {type: Label, name: after, properties: {text: After}}
is_package: true
"""
EMPTY = "container: {type: ColumnPanel}\nis_package: true\n"

FORMS = {
    "Main": (MAIN, RUNS.format("Main") + "\n    def timer_tick(self, **event_args):\n        1 / 0\n"),
    "Row": (ROW, RUNS.format("Row")),
    "Badge": (BADGE, BADGE_CODE),
    "Frame": (FRAME, PLAIN.format("Frame")),
    "Framed": (FRAMED, RUNS.format("Framed")),
    "Broken": (EMPTY, BROKEN_CODE),
    "WithBroken": (WITH_BROKEN, PLAIN.format("WithBroken")),
    "Empty": (EMPTY, PLAIN.format("Empty")),
}


def make_atelier(folder: Path) -> Path:
    """`server_code/Server.py` writes the file `RAN` beside itself when it is imported for a call."""
    files = {"anvil.yaml": MANIFEST, "client_code/Init.py": LEAVES_TRACE.format("Init")}
    files["server_code/Server.py"] = (
        "import anvil.server, pathlib\n\n\n@anvil.server.callable\ndef anything():\n"
        f"    pathlib.Path({str(folder / RAN)!r}).touch()\n"
    )
    for name, (template, code) in FORMS.items():
        files[f"client_code/{name}/form_template.yaml"] = template
        files[f"client_code/{name}/__init__.py"] = code
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
