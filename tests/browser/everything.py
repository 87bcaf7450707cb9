"""A form with one or more of every component, as a careful author writes it; for looking at and for axe."""

from __future__ import annotations

from typing import Any

from tests.browser.workshop import FormSource
from tests.browser.workshop import component as c

EVERYTHING = "Everything"
PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 4'%3E"
    "%3Crect width='8' height='4' fill='teal'/%3E%3C/svg%3E"
)


def box(type_: str, name: str, *components: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {**c(type_, name, **properties), "components": list(components)}


COLUMNS = [
    {"id": "A", "title": "Name", "data_key": "name", "width": 200},
    {"id": "B", "title": "Amount", "data_key": "amount"},
]
CODE = """
def __init__(self, **properties):
    self.init_components(**properties)
    self.grid_rows.items = [dict(name=f"Row {n}", amount=n * 7) for n in range(14)]
    self.rows.items = [dict(n=n) for n in range(3)]
    from plotly import graph_objects as go
    self.plot.data = go.Bar(x=["a", "b", "c"], y=[2, 3, 1])
    self.plot.layout.title = "Numbers"
    Notification("Saved as a draft", title="Saved", style="success", timeout=None).show()
    Notification("Nearly full", style="warning", timeout=None).show()
    Notification("Not saved", style="danger", timeout=None).show()
def canvas_reset(self, **event_args):
    self.canvas.fill_style = "teal"
    self.canvas.fill_rect(4, 4, 60, 20)
def dialog_click(self, **event_args):
    confirm("Remove all rows?", title="Really")
def fail_click(self, **event_args):
    1 / 0
"""
FORM = FormSource(
    CODE,
    {
        "components": [
            c("Label", "headline", text="Everything", role="headline", bold=True, font_size=28),
            c("Label", "label", text="A label with an icon", icon="fa:star"),
            c("Link", "link", "dialog_click", text="A link"),
            c("Link", "web_link", text="A link elsewhere", url="https://example.com", icon="fa:globe"),
            c("Label", "soft", text="A disabled field follows; a text in the app's colour too."),
            box(
                "FlowPanel",
                "buttons",
                c("Button", "dialog", "dialog_click", text="dialog"),
                c("Button", "fail", "fail_click", text="fail"),
                c("Button", "primary", text="Primary", role="primary-color"),
                c("Button", "secondary", text="Secondary", role="secondary-color"),
                c("Button", "filled", text="Filled", role="filled-button", icon="fa:check"),
                c("Button", "tonal", text="Tonal", role="tonal-button"),
                c("Button", "outlined", text="Outlined", role="outlined-button"),
                c("Button", "raised", text="Raised", role="raised"),
                c("Button", "disabled", text="Disabled", enabled=False),
                c("Button", "only_icon", icon="fa:trash", tooltip="Remove"),
            ),
            c("TextBox", "text_box", placeholder="Your name"),
            c("TextBox", "filled_box", text="Filled in", placeholder="Street"),
            c("TextBox", "hidden_text", text="secret", placeholder="Password", hide_text=True),
            c("TextBox", "disabled_box", text="Cannot be changed", placeholder="Fixed", enabled=False),
            c("TextArea", "text_area", placeholder="Your message"),
            c("CheckBox", "check_box", text="A box to tick", checked=True),
            c("CheckBox", "check_box_2", text="Cannot be ticked", enabled=False),
            c("RadioButton", "radio", text="One", value="1", group_name="g", selected=True),
            c("RadioButton", "radio_2", text="Two", value="2", group_name="g"),
            c(
                "DropDown",
                "drop_down",
                items=["Red", "Green"],
                include_placeholder=True,
                placeholder="Colour",
            ),
            c("DatePicker", "date", placeholder="Day"),
            c("DatePicker", "date_time", placeholder="Moment", pick_time=True),
            c("FileLoader", "file", text="Upload", multiple=True),
            c("Image", "image", source=PICTURE, height=60, tooltip="A teal field"),
            c("Image", "ornament", source=PICTURE, height=20),
            c("Spacer", "spacer", height=12),
            c("Timer", "timer", interval=0),
            {**c("Canvas", "canvas", height=40), "event_bindings": {"reset": "canvas_reset"}},
            c("Plot", "plot", height=220),
            c(
                "RichText",
                "rich",
                content="# A title\n\nSome *text* with a [link](https://example.com) and `code`",
            ),
            c("YouTubeVideo", "video", youtube_id="aaaaaaaaaaa", height=160),
            c("GoogleMap", "map", height=200),
            box("LinearPanel", "linear", c("Label", "in_linear", text="In a linear panel")),
            box("ColumnPanel", "card", c("Label", "in_card", text="In a card"), role="card"),
            box(
                "GridPanel",
                "grid_panel",
                {**c("Label", "in_grid", text="In a grid"), "layout_properties": {"row": "A", "col_xs": 0}},
            ),
            box(
                "XYPanel",
                "xy",
                {**c("Label", "in_xy", text="At a place"), "layout_properties": {"x": 20, "y": 4}},
                height=40,
            ),
            box(
                "DataGrid",
                "data_grid",
                c("RepeatingPanel", "grid_rows", item_template="EverythingGridRow"),
                columns=COLUMNS,
                rows_per_page=5,
            ),
            c("RepeatingPanel", "rows", item_template="EverythingRow"),
        ]
    },
)
ROW = FormSource(
    "pass",
    {
        "components": [
            {
                **c("Label", "number", text="row"),
                "data_bindings": [{"property": "text", "code": "f\"Row {self.item['n']}\""}],
            }
        ]
    },
)
GRID_ROW = FormSource("pass", {"container": {"type": "DataRowPanel"}})
EVERYTHING_FORMS = {EVERYTHING: FORM, "EverythingRow": ROW, "EverythingGridRow": GRID_ROW}
