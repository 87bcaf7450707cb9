"""The programs that `bench_peers` compares, as source that runs outside this project. Data only.

Each serves three pages, `/hundred`, `/rows` and `/properties`, on the port given as its argument. A click
on what is blue, near the top left corner, does it; in the same update something red appears, by which the end
is seen.
"""

from __future__ import annotations

from tests.bench.component_app import TYPES
from tests.browser.workshop import FormSource, component

NICEGUI = """
import sys
from nicegui import ui

def row(texts):
    with ui.row():
        ui.label(texts[0])
        ui.label(texts[1])
        ui.link(texts[2], "#")
        ui.button(texts[3])
        ui.checkbox(texts[4])

def red():
    ui.label("done").style("width:100%;height:40px;background:#f00")

def hundred(box, labels):
    box.clear()
    with box:
        red()
        for n in range(20):
            row([f"text {n} {c}" for c in range(5)])

def rows(box, labels):
    box.clear()
    with box:
        red()
        for n in range(1000):
            row([f"row {n} cell {c}" for c in range(5)])

def properties(box, labels):
    for round in range(50):
        for label in labels:
            label.set_text(f"now {round}")
    labels[0].style("width:100%;height:40px;background:#f00")

@ui.page("/{subject}")
def page(subject: str):
    labels = []
    with ui.column().classes("w-full gap-0") as box:
        ui.button("go", on_click=lambda: globals()[subject](box, labels)).props("color=none").style(
            "width:160px;height:100px;background:#00f")
        labels += [ui.label("before") for _ in range(20 if subject == "properties" else 0)]

ui.run(host="127.0.0.1", port=int(sys.argv[1]), show=False, reload=False)
"""

FLET = """
import sys
import flet as ft

def row(texts):
    return ft.Row([ft.Text(texts[0]), ft.Text(texts[1]), ft.TextButton(texts[2]), ft.Button(texts[3]),
                   ft.Checkbox(label=texts[4])])

def red():
    return ft.Container(height=40, width=2000, bgcolor="#ff0000")

def hundred(page, labels):
    page.controls = [red(), *(row([f"text {n} {c}" for c in range(5)]) for n in range(20))]
    page.update()

def rows(page, labels):
    page.controls = [red(), *(row([f"row {n} cell {c}" for c in range(5)]) for n in range(1000))]
    page.update()

def properties(page, labels):
    for round in range(50):
        for label in labels:
            label.value = f"now {round}"
    page.controls[1].bgcolor = "#ff0000"
    page.update()

def main(page):
    subject = page.route.strip("/")
    page.padding, page.scroll = 0, ft.ScrollMode.AUTO
    labels = [ft.Text("before", width=2000) for _ in range(20 if subject == "properties" else 0)]
    run = lambda event: globals()[subject](page, labels)
    go = ft.Container(width=160, height=100, bgcolor="#0000ff", on_click=run)
    page.add(go, ft.Container(height=40, width=2000), *labels)

ft.run(main, host="127.0.0.1", port=int(sys.argv[1]), view=ft.AppView.WEB_BROWSER, no_cdn=True,
       web_renderer=ft.WebRenderer.CANVAS_KIT)
"""

PLAIN = """<!doctype html><style>#go { width: 160px; height: 100px; background: #00f }
.row { display: flex; gap: 16px } .done { height: 40px; background: #f00 }</style>
<div id=box><div id=go></div></div>
<script>
const box = document.getElementById('box'), subject = location.pathname.slice(1), labels = [];
const make = (tag, text, more = {}) =>
  Object.assign(document.createElement(tag), { textContent: text, ...more });
const row = (texts) => {
  const made = make('div', '', { className: 'row' }), choice = make('label', '');
  choice.append(make('input', '', { type: 'checkbox' }), texts[4]);
  made.append(make('span', texts[0]), make('span', texts[1]), make('a', texts[2], { href: '#' }),
    make('button', texts[3]), choice);
  return made;
};
const rows = (count, name) => {
  box.replaceChildren(make('div', '', { className: 'done' }));
  for (let n = 0; n < count; n++) box.append(row([0, 1, 2, 3, 4].map((c) => `${name} ${n} ${c}`)));
};
if (subject === 'properties')
  for (let n = 0; n < 20; n++) labels.push(box.appendChild(make('div', 'before')));
document.getElementById('go').onclick = () => {
  if (subject === 'hundred') rows(20, 'text');
  else if (subject === 'rows') rows(1000, 'row');
  else {
    for (let round = 0; round < 50; round++) for (const label of labels) label.textContent = `now ${round}`;
    labels[0].className = 'done';
  }
};
</script>"""

_GO = component(
    "Button", "go", clicked="go_click", text="go", align="full", font_size=40, background="#0000ff"
)
_RED = component("Label", "red", text="done", background="#ff0000")
_LABELS = [component("Label", f"label{n}", text="before") for n in range(20)]


def _parts(number: int, place: str) -> dict[str, object]:
    kind = TYPES[number % 5]
    part = component(kind, f"c{number}", text=f"text {number}")
    return {**part, "layout_properties": {"grid_position": f"{place},{number % 5}"}}


def _form(go: str, *others: dict[str, object]) -> FormSource:
    return FormSource(f"def go_click(self, **event_args):\n    {go}", {"components": [_GO, *others]})


#: Formwright's own, by form
FORMWRIGHT = {
    "hundred": _form("open_form('Form100')"),
    "rows": _form("open_form('Form1000')"),
    "properties": _form(
        "labels = [getattr(self, f'label{n}') for n in range(20)]\n"
        "    for round in range(50):\n        for label in labels:\n            label.text = f'now {round}'\n"
        "    labels[0].background = '#ff0000'",
        *_LABELS,
    ),
    "Form100": FormSource("pass", {"components": [_RED, *(_parts(n, f"R{n // 5}") for n in range(100))]}),
    "Line": FormSource(
        "pass",
        {
            "components": [
                {**_parts(n, "R"), "data_bindings": [{"property": "text", "code": f"self.item['c{n}']"}]}
                for n in range(5)
            ]
        },
    ),
    "Form1000": FormSource(
        "def __init__(self, **properties):\n    self.init_components(**properties)\n"
        "    self.panel.items = [{f'c{c}': f'row {n} cell {c}' for c in range(5)} for n in range(1000)]",
        {
            "components": [
                _RED,
                component("RepeatingPanel", "panel", item_template="Line"),
            ]
        },
    ),
}
