"""The app that `bench_components` measures, and the same DOM by plain JavaScript. Data only.

`PYTHON` runs in the page and defines, for each subject, a function that prepares and gives what is measured.
`JAVASCRIPT` defines `bench.plain` (the same elements, classes, attributes and texts as are there, as a
JavaScript program would make them) and `bench.measure`.
"""

from __future__ import annotations

from typing import Any

from tests.browser.workshop import FormSource, component

ROWS = 1000
TYPES = ("Label", "Label", "Link", "Button", "CheckBox")
INIT = "def __init__(self, **p):\n    self.init_components(**p)"


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
HUNDRED = [{**child, "name": f"n{n}"} for n, child in enumerate(row(False)["components"] * 20)]
GRID = {
    "type": "DataGrid",
    "name": "grid",
    "properties": {"columns": COLUMNS, "rows_per_page": 20},
    "components": [{**PANEL, "properties": {"item_template": "Line"}}],
}
FORMS = {
    "Start": FormSource("pass", {"components": [component("Label", "ready", text="ready")]}),
    "Plain": FormSource(INIT, row(False)),
    "Bound": FormSource(INIT, row(True)),
    "Touched": FormSource(f"{INIT}\n    self.c0.text = self.item['c0']", row(False)),
    "Line": FormSource("pass", {"container": {"type": "DataRowPanel"}}),
    "Hundred": FormSource("pass", {"components": HUNDRED}),
    "Panel": FormSource("pass", {"components": [PANEL]}),
    "Grid": FormSource("pass", {"components": [GRID]}),
    "Press": FormSource(
        "presses = 0\ndef press(self, **event_args):\n    self.presses += 1\n"
        "    self.count.text = f'pressed {self.presses}'",
        {
            "components": [
                component("Button", "button", clicked="press", text="press"),
                component("Label", "count", text="not yet"),
            ]
        },
    ),
}

PYTHON = f"""
import anvil
items = [{{f"c{{c}}": f"row {{n}} cell {{c}}" for c in range(5)}} for n in range({ROWS})]
many = [{{f"c{{c}}": f"row {{n}} cell {{c}}" for c in range(5)}} for n in range(10_000)]

def rows(template):
    anvil.open_form("Panel")
    panel = anvil.get_open_form().panel
    panel.item_template = template
    return lambda: setattr(panel, "items", items)

def grid():
    anvil.open_form("Grid")
    panel = anvil.get_open_form().panel
    return lambda: setattr(panel, "items", many)

def turn():
    return anvil.get_open_form().grid.next_page

def hundred():
    anvil.open_form("Start")
    return lambda: anvil.open_form("Hundred")

def properties():
    labels = [getattr(anvil.get_open_form(), f"n{{n}}") for n in range(0, 100, 5)]
    def run():
        for round in range(50):
            for label in labels:
                label.text = f"now {{round}}"
    return run
"""

JAVASCRIPT = """
const make = (source) => {
  const node = document.createElement(source.tag);
  for (const [name, value] of source.attributes) node.setAttribute(name, value);
  for (const child of source.children)
    node.appendChild(typeof child === 'string' ? document.createTextNode(child) : make(child));
  return node;
};
const describe = (node) => ({
  tag: node.tagName, attributes: [...node.attributes].map(({ name, value }) => [name, value]),
  children: [...node.childNodes].map((each) => each.nodeType === 3 ? each.data : describe(each)) });
const painted = () => new Promise((done) => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = done;
  channel.port2.postMessage(0);
}));
window.bench = {
  plain: {
    build(selector) {
      const place = document.querySelector(selector);
      const source = [...place.children].map(describe);
      place.replaceChildren();
      return () => { for (const each of source) place.appendChild(make(each)); };
    },
    set() {
      const nodes = [...document.querySelectorAll('.fw-label > .fw-text')].slice(0, 20);
      return () => {
        for (let round = 0; round < 50; round++) for (const node of nodes) node.textContent = `then ${round}`;
      };
    },
  },
  // Until all is made, until it is laid out, until it is on the screen.
  async measure(run) {
    await painted();
    const began = performance.now();
    run();
    const built = performance.now();
    document.body.offsetHeight;
    const laidOut = performance.now();
    await painted();
    return [built - began, laidOut - began, performance.now() - began];
  },
  python(name, ...given) {
    const prepare = formwright.python.globals.get(name);
    const run = prepare(...given);
    return bench.measure(() => run());
  },
  // From a click to a changed text: [ms to the change, whether the first frame has it, ms to its paint].
  listen(selector) {
    const text = document.querySelector(selector), before = text.textContent;
    bench.pressed = new Promise((done) => {
      document.addEventListener('click', (event) => {
        let first = null;
        requestAnimationFrame(() => { first = text.textContent !== before; }); // after the page's own
        new MutationObserver(async (_, observer) => {
          observer.disconnect();
          const changed = performance.now();
          await painted();
          done([changed - event.timeStamp, first, performance.now() - event.timeStamp]);
        }).observe(text, { childList: true, characterData: true, subtree: true });
      }, { once: true });
    });
  },
};
"""
