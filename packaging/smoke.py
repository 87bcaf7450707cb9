"""Starts the bundle as on a stranger's machine, and works with it: `python3 dev.py package --smoke`. Linux.

The program lies in a folder that it may not write to and runs as a user without rights. No Python is on
its path, and no network but loopback. With real clicks and keys an example is cloned, its preview runs, and
its server functions are called in both modes, by the bundle's Python. What failed is said; pictures go to
build/smoke.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import pwd
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
PICTURES = Path(__file__).parents[1] / "build" / "smoke"
DISPLAY = ":97"
EXAMPLE = "server modules"
# Written over the example's form once it is the person's own: it says where it ran.
FORM = """\
import anvil.server

from ._anvil_designer import Form1Template


class Form1(Form1Template):
    def __init__(self, **properties):
        self.init_components(**properties)
        for _ in range(3):
            anvil.server.call("note")
"""
NOTE = """

import json, sys

@anvil.server.callable
def note():
    global calls
    calls += 1
    with open({file!r}, "a") as file:
        file.write(json.dumps([calls, sys.executable, sys.version_info[0]]) + "\\n")
"""
TEST = """\
def test_the_standard_library_is_whole(app):
    import colorsys, filecmp, graphlib, mailbox, shelve, wave, xmlrpc.client
"""


class Failed(Exception):
    pass


def outside(bundle: Path) -> int:
    """Runs `inside` without a network."""
    missing = [name for name in ("unshare", "setpriv", "ps", "Xvfb", "xdotool") if shutil.which(name) is None]
    if os.geteuid() != 0 or missing:
        print("The smoke test needs root (to take rights and the network away),", *missing)
        return 2
    return subprocess.run(
        ["unshare", "--net", sys.executable, str(Path(__file__)), "--inside", str(bundle)]
    ).returncode


def inside(bundle: Path) -> int:
    _loopback_up()
    _check_no_network()
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="formwright-smoke-") as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)
        program_folder = folder / "opt" / bundle.name
        shutil.copytree(bundle, program_folder, symlinks=True)
        for path in [program_folder, *program_folder.rglob("*")]:
            if not path.is_symlink():
                path.chmod(path.stat().st_mode & ~0o222)
        before = _tree(program_folder)
        user = pwd.getpwnam("nobody")
        home = folder / "home"
        home.mkdir()
        os.chown(home, user.pw_uid, user.pw_gid)
        (folder / "empty").mkdir()
        try:
            with _screen():
                _work(program_folder / "formwright", home, folder / "empty")
            if _tree(program_folder) != before:
                raise Failed("something was written beside the program")
        except Failed as failure:
            print(f"✗ {failure} (pictures: {PICTURES})")
            return 1
    print("✓ nothing was written beside the program")
    return 0


def _work(program: Path, home: Path, no_programs: Path) -> None:
    environment = {
        "HOME": str(home),
        "PATH": str(no_programs),
        "DISPLAY": DISPLAY,
        "LANG": "C.UTF-8",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu",
    }
    user = [shutil.which("setpriv") or "setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]
    said = subprocess.run([*user, str(program), "--version"], env=environment, capture_output=True, text=True)
    _expect(said.stdout.startswith("formwright "), f"--version says {said.stdout}{said.stderr}")
    print(f"✓ {said.stdout.strip()} starts without a Python on the path")
    errors = (PICTURES / "errors.txt").open("w")
    begun = time.monotonic()
    process = subprocess.Popen([*user, str(program)], env=environment, stderr=errors, cwd=home)
    try:
        window = _until("the window", 60, lambda: _xdotool("search", "--onlyvisible", "--name", "Formwright"))
        print(f"✓ a window after {time.monotonic() - begun:.1f} s")
        window = window.split()[0]
        time.sleep(3)
        _picture("gallery")
        _clone(window)
        app = _until("the cloned app", 30, lambda: [*home.glob("*/[!.]*/anvil.yaml")])[0].parent
        print(f"✓ cloned to {app.relative_to(home)}")
        time.sleep(8)
        _picture("app")
        _calls_in_both_modes(app, home, program)
        _picture("preview")
        _tests_of_an_app(app, [*user, str(program)], environment)
    finally:
        _xdotool("search", "--onlyvisible", "--name", "Formwright", "windowclose")
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        errors.close()
    left = _until("the end of all its processes", 20, lambda: not _processes_of("nobody"))
    _expect(bool(left), "processes were left behind")
    print("✓ nothing of it runs any more")


def _clone(window: str) -> None:
    """Filters the gallery down to the example and clicks the last button in the accent colour: Clone."""
    _xdotool("windowfocus", window)
    _xdotool("key", "ctrl+f")
    time.sleep(0.5)
    _xdotool("type", "--delay", "40", EXAMPLE)
    time.sleep(1.5)
    _picture("filtered")
    x, y = _accent_buttons()[-1]
    _xdotool("mousemove", str(x), str(y), "click", "1")


def _calls_in_both_modes(app: Path, home: Path, program: Path) -> None:
    notes = home / "notes.txt"
    server = next((app / "server_code").glob("*.py"))
    server.write_text(server.read_text() + NOTE.format(file=str(notes)))
    form = app / "client_code" / "Form1" / "__init__.py"
    form.write_text(FORM)
    lines = _until("three calls of the preview", 60, lambda: _lines(notes, 3))
    _expect([line[0] for line in lines[:3]] == [1, 1, 1], f"per call the counter says {lines}")
    python = program.parent / "_internal" / "python" / "bin" / "python3"
    _expect({line[1] for line in lines} == {str(python)}, f"the server ran in {lines[0][1]}")
    print("✓ the preview called the server, a new interpreter of the bundle each time")
    notes.unlink()
    manifest = app / "anvil.yaml"
    manifest.write_text(manifest.read_text().replace("server_persist: false", "server_persist: true"))
    time.sleep(3)
    form.write_text(f"{FORM}\n# It starts again when it is saved.\n")
    lines = _until("three calls in persistent mode", 60, lambda: _counted(notes))
    print(f"✓ kept running, it counts: {[line[0] for line in lines]}")


def _tests_of_an_app(app: Path, program: list[str], environment: dict[str, str]) -> None:
    """They may import what nothing of the program does."""
    for test in (app / "tests").glob("test_*.py"):
        test.unlink()  # they are about the form that was overwritten
    (app / "tests" / "test_it.py").write_text(TEST)
    command = [*program, "test", str(app), "-q"]
    said = subprocess.run(command, env=environment, cwd=app, capture_output=True, text=True)
    _expect(said.returncode == 0, f"formwright test says {said.stdout[-1500:]}{said.stderr[-1500:]}")
    print("✓ formwright test, with the whole standard library")


def _lines(file: Path, count: int) -> list[list[object]]:
    found = [json.loads(line) for line in file.read_text().splitlines()] if file.is_file() else []
    return found if len(found) >= count else []


def _counted(file: Path) -> list[list[object]]:
    lines = _lines(file, 3)
    return lines if 3 in [line[0] for line in lines] else []


# --- the machine


def _loopback_up() -> None:
    up = 0x1
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh", b"lo", up)
        fcntl.ioctl(any_socket, 0x8914, request)  # SIOCSIFFLAGS


def _check_no_network() -> None:
    names = {name for _, name in socket.if_nameindex()}
    if names != {"lo"}:
        raise SystemExit(f"there is a network: {names}")


@contextlib.contextmanager
def _screen() -> Iterator[None]:
    process = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1500x940x24", "-nolisten", "tcp"])
    try:
        _until("the display", 20, lambda: Path(f"/tmp/.X11-unix/X{DISPLAY[1:]}").exists())
        os.environ["DISPLAY"] = DISPLAY
        yield
    finally:
        process.terminate()
        process.wait()


def _xdotool(*command: str) -> str:
    return subprocess.run(["xdotool", *command], capture_output=True, text=True).stdout.strip()


def _in_qt(code: str, *arguments: str) -> str:
    """A process of its own: this one must stay free of Qt."""
    whole = f"import sys\nfrom PySide6.QtGui import QGuiApplication\na = QGuiApplication([])\n{code}"
    return subprocess.run(
        [sys.executable, "-c", whole, *arguments], capture_output=True, text=True, check=True
    ).stdout


def _picture(name: str) -> None:
    _in_qt("a.primaryScreen().grabWindow(0).save(sys.argv[1])", str(PICTURES / f"{name}.png"))


def _accent_buttons() -> list[tuple[int, int]]:
    """Middles of wide areas in the colour of the first button from the left, in reading order."""
    code = """
image = a.primaryScreen().grabWindow(0).toImage()
runs = []
for y in range(60, image.height(), 6):
    start = None
    for x in range(0, image.width(), 3):
        colour = image.pixelColor(x, y)
        blue = colour.blue() > 200 and colour.red() < 90 and colour.green() < 130
        if blue and start is None: start = x
        if not blue and start is not None:
            if x - start > 18: runs.append((start, x, y))
            start = None
boxes = []
for left, right, y in runs:
    for box in boxes:
        if left < box[1] and right > box[0] and y - box[3] <= 12:
            box[0], box[1], box[3] = min(left, box[0]), max(right, box[1]), y
            break
    else:
        boxes.append([left, right, y, y])
for left, right, top, bottom in boxes:
    if 60 < right - left and 12 <= bottom - top < 60: print((left + right) // 2, bottom - 2)
"""
    return [(int(x), int(y)) for x, y in (line.split() for line in _in_qt(code).splitlines())]


def _processes_of(user: str) -> list[str]:
    return subprocess.run(["ps", "-u", user, "-o", "comm="], capture_output=True, text=True).stdout.split()


def _tree(folder: Path) -> str:
    state = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        about = path.lstat()
        state.update(
            f"{path.relative_to(folder)}|{about.st_size}|{about.st_mtime_ns}|{about.st_mode}\n".encode()
        )
    return state.hexdigest()


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Failed(otherwise)


def _until(what: str, seconds: float, found: Callable[[], T]) -> T:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = found()
        if value:
            return value
        time.sleep(0.2)
    with contextlib.suppress(Exception):
        _picture("failed")
    raise Failed(f"{what} did not come within {seconds:.0f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--inside", action="store_true")
    given = parser.parse_args()
    sys.exit((inside if given.inside else outside)(given.bundle.resolve()))
