"""Apps that carry a theme for Anvil's class names: of runtime 2, of 3 with the old names, and of 3."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.browser.everything import EVERYTHING_FORMS
from tests.browser.workshop import FormSource, write_app
from tests.browser.workshop import component as c

THEMES = Path(__file__).parent.parent / "fixtures" / "themes"
COLORS = {
    "Primary": "rgb(10, 90, 200)",
    "Primary Dark": "rgb(5, 60, 150)",
    "Accent": "rgb(200, 60, 10)",
    "On Primary": "rgb(255, 255, 255)",
    "Surface": "rgb(255, 251, 254)",
    "On Surface": "rgb(28, 27, 31)",
    "Container": "rgb(232, 222, 248)",
    "Outline": "rgb(120, 116, 126)",
}
LEGACY = {"class_names": True, "bootstrap3": True}
#: name → style sheet, runtime
APPS: dict[str, tuple[str, dict[str, Any]]] = {
    "material": ("material.css", {"version": 2}),
    "m3": ("m3.css", {"version": 3, "legacy_features": LEGACY}),
    "prefixed": ("prefixed.css", {"version": 3}),
}
CODE = """
def __init__(self, **properties):
    self.init_components(**properties)
    self.rows.items = [dict(name=f"Row {n}", amount=n) for n in range(3)]
def ask_click(self, **event_args):
    self.answer.text = f"answer {confirm('Shall we?', title='Question')}"
def say_click(self, **event_args):
    Notification("Kept", title="Saved", style="success", timeout=None).show()
    Notification("Another", timeout=None).show()
def colour_click(self, **event_args):
    app.theme_colors["Primary"] = "rgb(0, 128, 0)"
def wait_click(self, **event_args):
    anvil.server.loading_indicator.start()
"""
GRID = {
    **c("DataGrid", "grid"),
    "properties": {
        "columns": [
            {"id": "A", "title": "Name", "data_key": "name", "width": 160},
            {"id": "B", "title": "Amount", "data_key": "amount"},
        ]
    },
    "components": [c("RepeatingPanel", "rows", item_template="ClassicRow")],
}


def _in(place: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    return {**node, "layout_properties": place}


BODY = [
    c("Label", "heading", text="Heading", role="headline"),
    c("Label", "starred", text="Starred", icon="fa:star"),
    c("Label", "starred_after", text="After", icon="fa:star", icon_align="right", spacing_above="none"),
    c("Link", "link", text="A link"),
    {
        **c("FlowPanel", "buttons"),
        "components": [
            c("Button", "ask", "ask_click", text="ask"),
            c("Button", "say", "say_click", text="say"),
            c("Button", "colour", "colour_click", text="colour", role="primary-color"),
            c("Button", "wait", "wait_click", text="wait", icon="fa:clock-o"),
            c("Button", "off", text="off", enabled=False),
        ],
    },
    c("Label", "answer"),
    c("TextBox", "text_box", placeholder="Name"),
    c("TextBox", "outlined", placeholder="Outlined", role="outlined"),
    c("TextArea", "text_area", placeholder="Message"),
    c("DropDown", "drop_down", items=["One", "Two"]),
    c("DatePicker", "date", placeholder="Day"),
    c("CheckBox", "check_box", text="Check", checked=True),
    c("RadioButton", "radio", text="Radio"),
    c("FileLoader", "file", text="Upload"),
    c("FileLoader", "no_file", text="Cannot", enabled=False),
    {
        **c("ColumnPanel", "card", role="card"),
        "components": [
            _in({"grid_position": "R,A"}, c("Label", "left", text="Left")),
            _in({"grid_position": "R,B"}, c("Label", "right", text="Right")),
        ],
    },
    GRID,
]
CLASSIC = FormSource(
    CODE,
    {
        "container": {"type": "HtmlTemplate", "properties": {"html": "@theme:page.html"}},
        "components": [
            _in({"slot": "title"}, c("Label", "title", text="Themed")),
            _in({"slot": "nav-right"}, c("Link", "nav", text="Out", icon="fa:sign-out")),
            _in(
                {"slot": "left-nav"},
                {**c("ColumnPanel", "side"), "components": [c("Link", "home", text="Home", icon="fa:home")]},
            ),
            _in({"slot": "default"}, {**c("ColumnPanel", "content"), "components": BODY}),
        ],
    },
)
ROW = FormSource("pass", {"container": {"type": "DataRowPanel"}})


def write_themed(folder: Path, name: str) -> Path:
    sheet, runtime = APPS[name]
    write_app(
        folder,
        {"Start": CLASSIC, "ClassicRow": ROW, **EVERYTHING_FORMS},
        "",
        {},
        {
            "theme.css": (THEMES / sheet).read_text("utf-8"),
            "page.html": (THEMES / "page.html").read_text("utf-8"),
            "dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>',
        },
    )
    colors = [{"name": key, "color": value} for key, value in COLORS.items()]
    (folder / "theme" / "parameters.yaml").write_text(
        json.dumps({"color_scheme": {"colors": colors}}), "utf-8"
    )
    manifest = json.loads((folder / "anvil.yaml").read_text("utf-8"))
    manifest["runtime_options"] = runtime
    (folder / "anvil.yaml").write_text(json.dumps(manifest), "utf-8")
    return folder
