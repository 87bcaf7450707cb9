"""How long the properties panel takes to show a selection, and to take a key, in forms of three sizes.

A plain script: `python -m tests.bench.bench_properties`. Times of the processor, so that a busy machine
changes little; one process on a private screen. Needs Xvfb.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from formwright.designer.core.commands import Commands
from formwright.designer.core.forms.changes import InsertComponent, Transaction
from formwright.designer.core.forms.design import Designs
from formwright.designer.core.forms.template import Place
from formwright.designer.core.preferences import Preferences
from formwright.designer.core.project import Project
from formwright.designer.forms.properties import PropertiesPanel
from formwright.designer.ui.theme import Theme
from tests.bench.screen import screen
from tests.designer.forms.properties.conftest import make_orders

SIZES = (50, 500, 2000)
KINDS = ("Button", "Label", "TextBox", "CheckBox", "DropDown", "Image")


def milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def told(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"median {statistics.median(ordered):5.1f}  p95 {ordered[int(len(ordered) * 0.95)]:5.1f} ms"


def measure(folder: Path) -> None:
    application = QApplication([])
    theme = Theme(application, Preferences(folder / "preferences.json"))
    designs = Designs(Project(make_orders(folder / "app")))
    design = designs.show("Orders")
    assert design is not None
    started = time.process_time()
    panel = PropertiesPanel(designs, Commands(), theme)
    panel.resize(300, 860)
    panel.show()
    design.selection.select("Orders", ("send_button",))
    application.processEvents()
    spent = (time.process_time() - started) * 1000
    print(f"the panel and all rows of a Button made and painted: {spent:.0f} ms")
    for size in SIZES:
        have = len(design.template.names)
        nodes = [
            {"type": KINDS[at % len(KINDS)], "name": f"c{at}", "properties": {}} for at in range(have, size)
        ]
        design.apply(
            Transaction("Fill", tuple(InsertComponent(Place("", at), n) for at, n in enumerate(nodes)))
        )
        names = design.template.names
        chosen = [names[(at * 7) % len(names)] for at in range(60)]
        application.processEvents()
        select = [milliseconds(partial(design.selection.select, "Orders", (name,))) for name in chosen]
        every = milliseconds(partial(design.selection.select, "Orders", names))
        design.selection.select("Orders", ("send_button",))
        field = panel.body.rows["text"].focus_target()
        keys = [milliseconds(partial(QTest.keyClick, field, Qt.Key.Key_A)) for _ in range(40)]
        print(f"{size:5} components: select {told(select)}; all of them {every:.0f} ms; a key {told(keys)}")


def main() -> None:
    with screen() as display, tempfile.TemporaryDirectory() as folder:
        os.environ["DISPLAY"] = display.name
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        measure(Path(folder))


if __name__ == "__main__":
    main()
