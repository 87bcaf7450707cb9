"""How fast a page is ready, and how fast it takes a saved form, against a bare `loadPyodide()` page.

A plain script: `python -m tests.bench.bench_browser [ROUNDS]`. Variants are interleaved; only ratios mean
anything on a busy machine. Needs the browser build and Chromium.
"""

from __future__ import annotations

import functools
import http.server
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.host import ControlledHost
from tests.browser.workshop import FormSource, component, write_app, write_form
from tests.e2e import chromium

PYODIDE = Path(__file__).parents[2] / "node_modules" / "pyodide"
FILES = ("pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs", "pyodide-lock.json", "python_stdlib.zip")
STOCK = """<script type=module>import { loadPyodide } from "./pyodide.mjs";
(await loadPyodide()).runPython("1 + 1"); window.ready = performance.now();</script>"""
WATCH = """new MutationObserver(() => {
  if (!window.ready && document.querySelector("#formwright-app > *")) window.ready = performance.now();
}).observe(document, { childList: true, subtree: true })"""
MODULES = 30
VISITS = 3  # browsers keep compiled code from the second on
STAY = 4000  # milliseconds on the page, in which they do
WITHOUT = "Formwright without its snapshot"  # what client library and app add to a bare boot


class Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012 (as the base class has it)
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def stock_page(folder: Path) -> Iterator[str]:
    folder.mkdir()
    for name in FILES:
        (folder / name).symlink_to(PYODIDE / name)
    (folder / "index.html").write_text(STOCK, "utf-8")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def form(text: str) -> FormSource:
    return FormSource(
        "pass", {"components": [component("Label", f"label_{n}", text=text) for n in range(20)]}
    )


def first_and_repeat(playwright: Playwright, url: str, watch: str, snapshot: bool) -> list[float]:
    """Of somebody with a profile on the disk: contexts without one cache nothing as large as Python is."""
    times = []
    with tempfile.TemporaryDirectory() as profile:
        for _ in range(VISITS):
            context = playwright.chromium.launch_persistent_context(
                profile, executable_path=chromium.executable(), args=list(chromium.ARGUMENTS)
            )
            if not snapshot:
                context.route("**/snapshot.bin", lambda route: route.abort())
            page = context.new_page()
            page.add_init_script(watch)
            page.goto(url)
            page.wait_for_function("window.ready", timeout=120_000)
            times.append(float(page.evaluate("window.ready")))
            page.wait_for_timeout(STAY)
            context.close()
    return times


def save_to_paint(browser: Browser, host: ControlledHost, rounds: int) -> list[float]:
    """From the command that announces a saved form to the changed page, with network and polling."""
    page = browser.new_page()
    page.goto(host.address())
    page.wait_for_selector("#formwright-app > *", timeout=120_000)
    times = []
    for number in range(rounds):
        write_form(host.folder, "Start", form(f"round {number}"))
        page.evaluate("window.began = performance.now()")
        host.tell("Reload", paths=["client_code/Start/__init__.py"])
        page.wait_for_function(
            "text => document.body.innerText.includes(text)", arg=f"round {number}", polling=5
        )
        times.append(float(page.evaluate("performance.now() - window.began")))
    page.close()
    return times


def main(rounds: int) -> None:
    figures: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        filler = "\n".join(f"def f{n}(x):\n    return [x * {n} for _ in range({n})]" for n in range(70))
        modules = {f"Module{n}": filler for n in range(MODULES)}
        imports = "".join(f"import {name}\n" for name in modules)
        modules["All"] = imports
        folder = write_app(
            Path(scratch) / "app", {"Start": FormSource("import All", form("start").template)}, "", modules
        )
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.ARGUMENTS)
        )
        with stock_page(Path(scratch) / "stock") as stock, ControlledHost(folder) as host:
            for _ in range(rounds):
                for name, (url, watch, snapshot) in {
                    "bare loadPyodide()": (stock, "", True),
                    "Formwright": (host.url, WATCH, True),
                    WITHOUT: (host.url, WATCH, False),
                }.items():
                    first, *_, repeat = first_and_repeat(playwright, url, watch, snapshot)
                    figures.setdefault(f"{name}, first visit", []).append(first)
                    figures.setdefault(f"{name}, repeat visit", []).append(repeat)
            figures["save to changed page, 30 modules"] = save_to_paint(browser, host, 10)
        browser.close()
    for name, times in figures.items():
        visit = name.rpartition(", ")[2]
        base = figures.get(f"bare loadPyodide(), {visit}")
        line = f"{name:46} {statistics.median(times):8.0f} ms"
        if base is not None:
            ratio = statistics.median(ours / bare for ours, bare in zip(times, base, strict=True))
            line += f"   {ratio:5.2f} of a bare {visit}"
        print(line)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
