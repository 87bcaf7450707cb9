"""The canvas of the form designer: opening forms, repainting after an edit or an insertion, memory.

A plain script: `python -m tests.bench.bench_canvas [EDITS]`, on a private screen. In the designer's own
canvas (Qt, embedded browser, real host) each time runs from the change in the model until the page says that
it is painted; what the model needs for the template's text is told apart. The ratio to the running app is
taken in Chromium, page against page, with the same forms.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import yaml

if TYPE_CHECKING:
    from formwright.designer.core.forms.design import Design

SIZES = (50, 500, 2000)
KINDS = ("Label", "Button", "TextBox", "CheckBox", "DropDown")

WATCH = """
window.said = [];
const debug = console.debug;
console.debug = (text, ...more) => {
  if (String(text).startsWith("\\u0001formwright"))
    said.push([performance.now(), JSON.parse(text.slice(11))]);
  debug(text, ...more);
};
window.untilSaid = (act, wanted) => new Promise((done) => {
  const began = performance.now(), from = said.length;
  act();
  const look = () => {
    const found = said.slice(from).find(([, event]) => wanted(event));
    if (found) done(found[0] - began); else setTimeout(look, 1);
  };
  look();
});
"""
DRAW = """(command) =>
  untilSaid(() => formwright.design(JSON.stringify(command)), (event) => event.state === "drawn")"""
RUN = """(form) => untilSaid(
  () => { formwright.python.runPythonAsync(`import anvil; anvil.open_form('${form}'); None`); },
  (event) => event.kind === "painted")"""


def template(size: int) -> dict[str, Any]:
    """Cards of ten components each, as forms are: a tenth of them containers."""
    cards: list[dict[str, Any]] = []
    for number in range(size):
        kind = KINDS[number % len(KINDS)]
        if number % 10 == 0:
            cards.append({"type": "ColumnPanel", "name": f"card_{number}", "properties": {"role": "card"}})
            cards[-1]["components"] = []
            continue
        text = {"placeholder" if kind in ("TextBox", "DropDown") else "text": f"Component {number}"}
        cards[-1]["components"].append({"type": kind, "name": f"part_{number}", "properties": text})
    return {"container": {"type": "ColumnPanel"}, "components": cards}


def quantiles(times: list[float]) -> str:
    ordered = sorted(times)
    return f"p50 {statistics.median(ordered):6.1f}   p95 {ordered[int(len(ordered) * 0.95)]:6.1f} ms"


def memory_of(process: int) -> float:
    return float(psutil.Process(process).memory_full_info().pss) / 2**20


def edit(design: Design, size: int, number: int) -> None:
    from formwright.designer.core.forms.changes import SetProperty, Transaction

    name = "part_13" if number % 2 else f"part_{size - 4}"
    design.apply(Transaction("Edit", (SetProperty(name, "text", f"Edit {number}"),)))


def insert(design: Design, number: int) -> None:
    from formwright.designer.core.forms.changes import InsertComponent, Transaction
    from formwright.designer.core.forms.template import Place

    node = {"type": "Button", "name": f"new_{number}", "properties": {"text": f"New {number}"}}
    design.apply(Transaction("Insert", (InsertComponent(Place("card_20", number % 9), node),)))


def in_the_designer(folder: Path, edits: int) -> None:
    import PySide6.QtWebEngineWidgets  # noqa: F401
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from formwright.designer.core.commands import Commands
    from formwright.designer.core.forms.design import Designs
    from formwright.designer.core.preferences import Preferences
    from formwright.designer.core.project import Project
    from formwright.designer.core.run import RunSession
    from formwright.designer.forms.canvas.canvas import Canvas
    from formwright.designer.ui.host_process import HostProcess, host_command
    from formwright.designer.ui.theme import Theme

    application = QApplication(sys.argv[:1])
    designs = Designs(Project(folder))
    session = RunSession(HostProcess(host_command(folder), application))
    theme = Theme(application, Preferences(folder / "preferences.json"))
    canvas = Canvas(designs, session, Commands(), theme)
    canvas.resize(1100, 900)
    canvas.show()

    acted = [0.0]

    def until_drawn(act: Callable[..., object], *arguments: object) -> float:
        loop = QEventLoop()
        canvas.document_drawn.connect(loop.quit)
        began = time.perf_counter()
        act(*arguments)
        acted.append((time.perf_counter() - began) * 1000)
        loop.exec()
        canvas.document_drawn.disconnect(loop.quit)
        return (time.perf_counter() - began) * 1000

    def start() -> None:
        session.start_host()
        designs.show("Small")

    print(f"first form, with host and page started: {until_drawn(start):8.0f} ms")
    assert canvas.browser is not None
    for size in SIZES:
        opened = []
        for _ in range(3):
            opened.append(until_drawn(designs.show, f"Form{size}"))
            until_drawn(designs.show, "Small")
        until_drawn(designs.show, f"Form{size}")
        design = designs.current
        assert design is not None
        edited = [until_drawn(edit, design, size, number) for number in range(edits)]
        in_model = statistics.median(acted[-edits:])
        inserted = [until_drawn(insert, design, number) for number in range(edits // 2)]
        undone = [until_drawn(design.document.undo) for _ in range(edits // 2)]
        memory = memory_of(canvas.browser.page.renderProcessPid())
        print(f"{size:5} components: open {min(opened):7.0f} ms    page {memory:4.0f} MB")
        print(f"      property to repaint   {quantiles(edited)}, of it in the model {in_model:.1f} ms")
        print(f"      insertion to repaint  {quantiles(inserted)}")
        print(f"      undo to repaint       {quantiles(undone)}")
    canvas.shut_down()
    session.close()


def against_the_app(folder: Path, rounds: int) -> None:
    from playwright.sync_api import sync_playwright

    from formwright.runtime.appfiles import load_app
    from tests.browser.host import ControlledHost
    from tests.e2e import chromium

    forms = load_app(folder).forms
    with ControlledHost(folder) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.ARGUMENTS)
        )
        context = browser.new_context(viewport={"width": 1100, "height": 900})
        context.add_init_script(WATCH)
        canvas, app = context.new_page(), context.new_page()
        canvas.goto(f"{host.url.rstrip('/')}/?_design&_designer={host.token}")
        canvas.wait_for_function("said.some(([, event]) => event.state === 'ready')", timeout=60_000)
        app.goto(host.address())
        app.wait_for_function("said.some(([, event]) => event.state === 'running')", timeout=60_000)
        for size in SIZES:
            form = f"Form{size}"
            command = {
                "command": "open",
                "form": form,
                "template": forms[form],
                "templates": {},
                "version": 1,
            }
            drawn, ran = [], []
            for _ in range(rounds):
                canvas.bring_to_front()
                drawn.append(float(canvas.evaluate(DRAW, command)))
                app.bring_to_front()
                ran.append(float(app.evaluate(RUN, form)))
            here, there = statistics.median(drawn), statistics.median(ran)
            print(
                f"{size:5} components: canvas {here:6.0f} ms, app {there:6.0f} ms, ratio {here / there:.2f}"
            )
        browser.close()


def main(edits: int) -> None:
    from tests.bench.screen import screen
    from tests.browser.workshop import FormSource, write_app

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "app"
        sizes = {"Small": 10, "Start": 10, **{f"Form{size}": size for size in SIZES}}
        write_app(folder, {name: FormSource("pass", {}) for name in sizes}, "", {})
        for name, size in sizes.items():
            text = yaml.safe_dump(template(size), sort_keys=False)
            (folder / "client_code" / name / "form_template.yaml").write_text(text, "utf-8")
        against_the_app(folder, 5)
        os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")
        with screen() as display:
            os.environ.update(DISPLAY=display.name, QT_QPA_PLATFORM="xcb")
            in_the_designer(folder, edits)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
