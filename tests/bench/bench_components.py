"""How fast forms are built: our components against the same DOM built by plain JavaScript in the same page.

A plain script: `python -m tests.bench.bench_components [ROUNDS]`. Two times each: until all is made, and
until it is laid out (`offsetHeight`). Rounds are interleaved; only ratios mean anything on a busy machine.
Needs the browser build and Chromium.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.browser.host import ControlledHost
from tests.browser.workshop import FormSource, component, write_app
from tests.e2e import chromium

ROWS = 1000
TYPES = ("Label", "Label", "Link", "Button", "CheckBox")


def row(bound: bool) -> dict[str, Any]:
    """Five components, with texts of their own or bound to the item."""
    children = []
    for number, kind in enumerate(TYPES):
        child = component(kind, f"c{number}", text=f"text {number}")
        child["layout_properties"] = {"grid_position": f"R,{number}"}
        if bound:
            child["data_bindings"] = [{"property": "text", "code": f"self.item['c{number}']"}]
        children.append(child)
    return {"container": {"type": "ColumnPanel"}, "components": children}


PANEL = {"type": "RepeatingPanel", "name": "panel"}
COLUMNS = [{"id": str(n), "title": f"Column {n}", "data_key": f"c{n}"} for n in range(5)]
FORMS = {
    "Start": FormSource("pass", {"components": [component("Label", "ready", text="ready")]}),
    "Plain": FormSource("def __init__(self, **p):\n    self.init_components(**p)", row(False)),
    "Bound": FormSource("def __init__(self, **p):\n    self.init_components(**p)", row(True)),
    "Touched": FormSource(
        "def __init__(self, **p):\n    self.init_components(**p)\n    self.c0.text = self.item['c0']",
        row(False),
    ),
    "Line": FormSource("pass", {"container": {"type": "DataRowPanel"}}),
    "Hundred": FormSource("pass", {"components": row(False)["components"] * 20}),
    "Panel": FormSource("pass", {"components": [PANEL]}),
    "Grid": FormSource(
        "pass",
        {
            "components": [
                {
                    "type": "DataGrid",
                    "name": "grid",
                    "properties": {"columns": COLUMNS, "rows_per_page": 20},
                    "components": [{**PANEL, "properties": {"item_template": "Line"}}],
                }
            ]
        },
    ),
}
for _number, _child in enumerate(FORMS["Hundred"].template["components"]):
    FORMS["Hundred"].template["components"][_number] = {**_child, "name": f"n{_number}"}

SETUP = """
import anvil, js, time
items = [{f"c{c}": f"row {n} cell {c}" for c in range(5)} for n in range(ROWS)]
many = [{f"c{c}": f"row {n} cell {c}" for c in range(5)} for n in range(10_000)]

def timed(run):
    began = js.performance.now()
    run()
    built = js.performance.now()
    js.document.body.offsetHeight
    return [built - began, js.performance.now() - began]

def build_rows(template):
    anvil.open_form("Panel")
    panel = anvil.get_open_form().panel
    panel.item_template = template
    return timed(lambda: setattr(panel, "items", items))

def build_grid():
    anvil.open_form("Grid")
    panel = anvil.get_open_form().panel
    return timed(lambda: setattr(panel, "items", many))

def turn_page():
    return timed(anvil.get_open_form().grid.next_page)

def build_hundred():
    anvil.open_form("Start")
    return timed(lambda: anvil.open_form("Hundred"))

def set_thousand():
    labels = [getattr(anvil.get_open_form(), f"n{n}") for n in range(0, 100, 5)]
    def run():
        for round in range(50):
            for label in labels:
                label.text = f"now {round}"
    return timed(run)
""".replace("ROWS", str(ROWS))

# The same elements with the same classes, attributes and texts, as a JavaScript program would make them.
JAVASCRIPT = """
window.plain = {
  make(source) {
    const node = document.createElement(source.tag);
    for (const [name, value] of source.attributes) node.setAttribute(name, value);
    for (const child of source.children)
      node.appendChild(typeof child === 'string' ? document.createTextNode(child) : this.make(child));
    return node;
  },
  describe(node) {
    return { tag: node.tagName, attributes: [...node.attributes].map(({ name, value }) => [name, value]),
      children: [...node.childNodes].map((each) => each.nodeType === 3 ? each.data : this.describe(each)) };
  },
  build(selector) {
    const place = document.querySelector(selector);
    const source = [...place.children].map((child) => this.describe(child));
    place.replaceChildren();
    document.body.offsetHeight;
    const began = performance.now();
    for (const each of source) place.appendChild(this.make(each));
    const built = performance.now();
    document.body.offsetHeight;
    return [built - began, performance.now() - began];
  },
  set() {
    const nodes = [...document.querySelectorAll('.fw-label > .fw-text')].slice(0, 20);
    const began = performance.now();
    for (let round = 0; round < 50; round++) for (const node of nodes) node.textContent = `then ${round}`;
    const built = performance.now();
    document.body.offsetHeight;
    return [built - began, performance.now() - began];
  },
};
"""

RUN = "code => formwright.python.runPythonAsync(code).then((times) => times.toJs())"

#: name → (Python, JavaScript for the same)
VARIANTS = {
    "form of 100 components": ("build_hundred()", "plain.build('#formwright-app > .fw-c > .fw-column')"),
    "1,000 properties": ("set_thousand()", "plain.set()"),
    "1,000 x 5": ("build_rows('Plain')", "plain.build('.fw-repeating')"),
    "1,000 x 5 with bindings": ("build_rows('Bound')", "plain.build('.fw-repeating')"),
    "1,000 x 5, code touches each row": ("build_rows('Touched')", "plain.build('.fw-repeating')"),
    "DataGrid, 10,000 rows by 20": ("build_grid()", "plain.build('.fw-repeating')"),
    "next page of the DataGrid": ("turn_page()", "plain.build('.fw-repeating')"),
}


Times = list[tuple[float, float]]  # (built, laid out)


def measure(page: Page, rounds: int) -> dict[str, tuple[Times, Times]]:
    figures: dict[str, tuple[Times, Times]] = {name: ([], []) for name in VARIANTS}
    page.evaluate("code => formwright.python.runPythonAsync(code)", SETUP + "\nNone")
    page.evaluate(f"() => {{ {JAVASCRIPT} }}")
    for _ in range(rounds):
        for name, (python, javascript) in VARIANTS.items():
            figures[name][0].append(page.evaluate(RUN, python))
            figures[name][1].append(page.evaluate(javascript))
    return figures


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = write_app(Path(scratch) / "app", FORMS, "", {})
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.ARGUMENTS)
        )
        with ControlledHost(folder) as host:
            page = browser.new_page(viewport={"width": 1000, "height": 800})
            page.goto(host.address())
            page.get_by_text("ready").wait_for()
            figures = measure(page, rounds)
        browser.close()
    report(figures)


def report(figures: dict[str, tuple[Times, Times]]) -> None:
    print(f"{'':36}{'built':>24}{'ratio':>8}{'laid out':>24}{'ratio':>8}")
    for name, (ours, theirs) in figures.items():
        line = f"{name:36}"
        for moment in (0, 1):
            mine = statistics.median(each[moment] for each in ours)
            plain = statistics.median(each[moment] for each in theirs)
            line += f"{mine:9.1f} /{plain:8.1f} ms {mine / plain:10.1f}"
        print(line)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
