"""How long changes of long forms take in the core: against reading the same template once.

A plain script: `python -m tests.bench.bench_template_edits [COMPONENTS ...]`. A change counts from the
transaction to the new text and template; `whole` is what it costs without pieces (`edit_text` on the file).
Milliseconds are of this machine; ratios are to one reading of the YAML.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from formwright.designer.core.document import TextDocument
from formwright.designer.core.forms.changes import (
    Change,
    InsertComponent,
    MoveComponent,
    RemoveComponent,
    RenameComponent,
    SetProperty,
    Transaction,
    lower,
)
from formwright.designer.core.forms.document import FormDocument
from formwright.designer.core.forms.template import FORM, Place
from formwright.designer.core.forms.texts.html_source import HtmlSource
from formwright.designer.core.forms.texts.source import Source, YamlSource
from formwright.runtime.appfiles.edit import edit_text
from formwright.runtime.appfiles.html_form import read_html_form
from formwright.runtime.appfiles.text import Text
from formwright.runtime.appfiles.yaml_text import parse

SIZES = (50, 500, 2000)
PANEL = 20  # components in one
BUTTON = """\
  - type: Button
    name: button_{0}
    properties: {{text: 'Button {0}', bold: true, foreground: 'theme:Primary 500'}}
    layout_properties: {{grid_position: 'IZJAWJ,WFSDPT'}}
    event_bindings: {{click: button_{0}_click}}
"""
HTML_BUTTON = """\
    <anvil-component type="Button" name="button_{0}" prop:text="Button {0}" prop:bold="true" on:click="go">
    </anvil-component>
"""


def yaml_form(size: int) -> str:
    parts = ["container: {type: ColumnPanel, properties: {}}\ncomponents:\n"]
    for number in range(size):
        if number % PANEL == 0:
            parts.append(f"- type: ColumnPanel\n  name: panel_{number}\n  components:\n")
        else:
            parts.append(BUTTON.format(number))
    return "".join(parts)


def html_form(size: int) -> str:
    parts = ['<anvil-form container="ColumnPanel">\n']
    for number in range(size):
        if number % PANEL == 0:
            parts.append("  </anvil-component>\n" if number else "")
            parts.append(f'  <anvil-component type="ColumnPanel" name="panel_{number}">\n')
        else:
            parts.append(HTML_BUTTON.format(number))
    return "".join([*parts, "  </anvil-component>\n</anvil-form>\n"])


def milliseconds(run: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        run()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def changes(size: int) -> dict[str, Callable[[int], Change]]:
    last = size - 1
    label = {"type": "Label", "properties": {"text": "x"}}
    return {
        "property": lambda n: SetProperty(f"button_{last}", "text", f"text {n}"),
        "of the form": lambda n: SetProperty(FORM, "background", f"#{n}"),
        "insert": lambda n: InsertComponent(Place("panel_0", 3), {**label, "name": f"label_{n}"}),
        "move": lambda n: MoveComponent(f"button_{last}", Place(("panel_0", FORM)[n % 2], 1)),
        "rename": lambda n: RenameComponent(
            "button_3" if n % 2 == 0 else "b", "b" if n % 2 == 0 else "button_3"
        ),
        "remove": lambda n: RemoveComponent(f"button_{n + 20}" if n % 20 else f"label_{n}"),
    }


def measure(name: str, text: str, source: Source, size: int, rounds: int) -> None:
    reading = milliseconds((lambda: parse(text)) if name == "YAML" else (lambda: read_html_form(text)), 5)
    print(f"\n{name}, {size} components, {len(text) // 1024} kB: read in {reading:.0f} ms")
    document = FormDocument("Form1", TextDocument("t", text.encode(), lambda *_: None), None, source)
    for title, make in changes(size).items():
        count = iter(range(10**6))
        spent = milliseconds(lambda: document.apply(Transaction("x", (make(next(count)),))), rounds)  # noqa: B023
        print(f"  {title:<12} {spent:8.2f} ms   {spent / reading:6.3f} of a reading")
    for title, go in (("undo", document.undo), ("redo", document.redo)):
        spent = milliseconds(go, rounds)
        print(f"  {title:<12} {spent:8.2f} ms   {spent / reading:6.3f} of a reading")
    if isinstance(source, YamlSource) and size <= 500:
        edits = lower(document.template, SetProperty("button_1", "text", "whole"))
        spent = milliseconds(lambda: edit_text(Text(document.text.text), edits), 3)
        print(f"  {'whole':<12} {spent:8.2f} ms   {spent / reading:6.3f} of a reading")


def main() -> None:
    for size in [int(each) for each in sys.argv[1:]] or SIZES:
        measure("YAML", yaml_form(size), YamlSource(), size, 18)
        measure("HTML", html_form(size), HtmlSource(), size, 8 if size > 500 else 18)


if __name__ == "__main__":
    main()
