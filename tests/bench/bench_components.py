"""How fast forms are built: our components against the same DOM built by plain JavaScript in the same page.

A plain script: `python -m tests.bench.bench_components [ROUNDS]`. Three times each: until all is made, until
it is laid out (`offsetHeight`), until it is on the screen. Each round measures both, one after the other, and
the ratios are medians of the rounds' ratios; nothing else means anything on a busy machine. Needs the browser
build and Chromium.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.bench.component_app import FORMS, JAVASCRIPT, PYTHON
from tests.browser.host import ControlledHost
from tests.browser.workshop import write_app
from tests.e2e import chromium

ROWS_AGAIN = "bench.plain.build('.fw-repeating')"
#: name → (what Python does, plain JavaScript for the same)
SUBJECTS = {
    "form of 100 components": ("'hundred'", "bench.plain.build('#formwright-app > .fw-c > .fw-column')"),
    "1,000 properties": ("'properties'", "bench.plain.set()"),
    "1,000 x 5": ("'rows', 'Plain'", ROWS_AGAIN),
    "1,000 x 5 with bindings": ("'rows', 'Bound'", ROWS_AGAIN),
    "1,000 x 5, code touches each row": ("'rows', 'Touched'", ROWS_AGAIN),
    "DataGrid, 10,000 rows by 20": ("'grid'", ROWS_AGAIN),
    "next page of the DataGrid": ("'turn'", ROWS_AGAIN),
}
MOMENTS = ("built", "laid out", "painted")
PRESSES = 20
PLAIN_PRESS = """
const button = document.createElement('button'), text = document.createElement('p');
button.textContent = 'plain'; text.id = 'plain'; text.textContent = '0';
button.onclick = () => { text.textContent = String(Number(text.textContent) + 1); };
document.body.append(button, text);
"""

Times = list[list[float]]  # per round: one for each moment


def measure(page: Page, rounds: int) -> dict[str, tuple[Times, Times]]:
    figures: dict[str, tuple[Times, Times]] = {name: ([], []) for name in SUBJECTS}
    for _ in range(rounds):
        for name, (python, javascript) in SUBJECTS.items():
            figures[name][0].append(page.evaluate(f"() => bench.python({python})"))
            figures[name][1].append(page.evaluate(f"() => bench.measure({javascript})"))
    return figures


def press(page: Page) -> dict[str, Times]:
    """Real clicks: milliseconds to the change, whether the next frame has it, milliseconds to its paint."""
    page.evaluate("() => formwright.python.runPythonAsync('anvil.open_form(\"Press\"); None')")
    page.evaluate(f"() => {{ {PLAIN_PRESS} }}")
    found: dict[str, Times] = {"press": [], "plain": []}
    for _ in range(PRESSES):
        for name, text in (("press", ".fw-label > .fw-text"), ("plain", "#plain")):
            page.evaluate("selector => bench.listen(selector)", text)
            page.get_by_role("button", name=name, exact=True).click()
            found[name].append(page.evaluate("() => bench.pressed"))
    return found


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
            page.evaluate("code => formwright.python.runPythonAsync(code)", f"{PYTHON}\nNone")
            page.evaluate(f"() => {{ {JAVASCRIPT} }}")
            figures = measure(page, rounds)
            presses = press(page)
        browser.close()
    report(figures)
    report_presses(presses)


def report(figures: dict[str, tuple[Times, Times]]) -> None:
    print(" " * 34 + "".join(f"{moment:>22}{'ratio':>7}" for moment in MOMENTS))
    for name, (ours, theirs) in figures.items():
        line = f"{name:34}"
        for moment in range(len(MOMENTS)):
            mine = [each[moment] for each in ours]
            plain = [each[moment] for each in theirs]
            ratio = statistics.median(m / p for m, p in zip(mine, plain, strict=True))
            line += f"{statistics.median(mine):9.1f} /{statistics.median(plain):8.1f} ms {ratio:7.1f}"
        print(line)


def report_presses(presses: dict[str, Times]) -> None:
    for name, found in presses.items():
        change, _, paint = (statistics.median(column) for column in zip(*found, strict=True))
        late = sum(1 for _, first, _ in found if not first)
        print(
            f"click to change, {name}: {change:.1f} ms, on the screen after {paint:.1f} ms; "
            f"not in the next frame: {late} of {len(found)}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
