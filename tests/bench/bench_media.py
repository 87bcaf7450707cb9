"""A gigabyte up and down between Chromium and server code: the memory of all who touch it.

    python -m tests.bench.bench_media [MEGABYTES]

Prints the highest resident memory of host, worker and page, sampled five times a second. The
page, the host and the worker are real; the content is a sparse file, as its bytes do not matter here.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser import test_large_media as scene
from tests.browser.test_served import opened
from tests.e2e.chromium import ARGUMENTS, executable
from tests.server.served import serve

PATIENCE = 300_000.0  # milliseconds


class Watch:
    """Samples memory until it is told to stop."""

    def __init__(self, host: psutil.Process) -> None:
        self._host = host
        self._highest: dict[str, int] = {}
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def close(self) -> None:
        self._end.set()
        self._thread.join()

    def say(self, what: str) -> None:
        figures = ", ".join(f"{name} {size >> 20} MB" for name, size in sorted(self._highest.items()))
        print(f"{what:<28}{figures}", flush=True)

    def _run(self) -> None:
        while not self._end.wait(0.2):
            for worker in self._host.children(recursive=True):
                self._note("worker", worker)
            self._note("host", self._host)
            for process in psutil.Process().children(recursive=True):
                if _is_renderer(process):
                    self._note("page", process)

    def _note(self, name: str, process: psutil.Process) -> None:
        try:
            self._highest[name] = max(self._highest.get(name, 0), process.memory_info().rss)
        except psutil.Error:
            return


def _is_renderer(process: psutil.Process) -> bool:
    try:
        return "--type=renderer" in process.cmdline()
    except psutil.Error:
        return False


def main(megabytes: int) -> None:
    size = megabytes << 20
    source = scene.SERVER
    scene.SERVER = source.replace(str(scene.LARGE), str(size))
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        chosen = folder / "chosen.bin"
        with chosen.open("wb") as file:
            file.truncate(size - 5)
            file.seek(size - 5)
            file.write(b"ended")
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        with serve(scene.sample(folder / "sample", True)) as served:
            page = opened(browser, served.url)
            expect(page.get_by_text("ready", exact=True)).to_be_visible(timeout=PATIENCE)
            watch = Watch(psutil.Process(served.process.pid))
            try:
                time.sleep(1)
                watch.say("idle")
                _down(page, watch)
                _up(page, chosen, watch)
            finally:
                watch.close()
        browser.close()
    scene.SERVER = source


def _down(page: Page, watch: Watch) -> None:
    begun = time.perf_counter()
    with page.expect_download(timeout=PATIENCE) as coming:
        page.get_by_role("button", name="give").click()
    got = Path(coming.value.path()).stat().st_size
    watch.say(f"down {got >> 20} MB in {time.perf_counter() - begun:.1f} s")


def _up(page: Page, chosen: Path, watch: Watch) -> None:
    begun = time.perf_counter()
    page.locator("input[type=file]").set_input_files(chosen)
    expect(page.get_by_text("took")).to_be_visible(timeout=PATIENCE)
    watch.say(f"up and read in {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1024)
