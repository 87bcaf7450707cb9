"""What Formwright takes as people install it, beside Thonny and Spyder: size, start, memory, build time.

A plain script: `python -m tests.bench.bench_program [ROUNDS] [--again]`. Builds the bundle and the wheel,
installs the wheel and the two others into environments of their own in the temporary folder, and starts all
four in turn on one private screen: from the start of the process until its window is painted, no splash
screen counting. Memory is that of all its processes, shared pages divided among those who share. Needs Xvfb,
xdotool and a network, or full caches, the first time. `--again` takes the bundle that is there. On a busy
machine only ratios mean anything.
"""

from __future__ import annotations

import ctypes.util
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from uv import find_uv_bin

from tests.bench.bench_designer import environment, memory
from tests.bench.screen import Screen, screen
from tests.e2e.processes import family

ROOT = Path(__file__).parents[2]
PLACE = Path(tempfile.gettempdir())
PEERS = {"thonny": "thonny==5.0.1", "spyder": "spyder==6.1.8"}
# Of the screen: every one's window covers more, splash screens and the first frame of an empty one do not.
PAINTED = 0.2
SETTLE = 12.0
THONNY_SETTINGS = "thonny"
FORM = """\
import anvil.server

from ._anvil_designer import Form1Template


class Form1(Form1Template):
    def __init__(self, **properties):
        self.init_components(**properties)
        anvil.server.call("note")
"""
NOTE = """

@anvil.server.callable
def note():
    open({file!r}, "w").close()
"""


@dataclass
class Subject:
    name: str
    command: Sequence[str]
    folder: Path  # what lies on the disk
    starts: list[float] = field(default_factory=list)
    memory: dict[str, float] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)


def run(*command: str | Path) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def size(folder: Path) -> float:
    """In MB; links count nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


def build(*, again: bool) -> tuple[Subject, list[str]]:
    """The bundle, and what its building printed about sizes and times."""
    said = "" if again else run(sys.executable, ROOT / "dev.py", "package", "--archive")
    facts = [line.removeprefix(f"{ROOT}/") for line in said.splitlines() if re.search(r": \d+ MB", line)]
    folder = ROOT / "build" / "bundle" / "formwright"
    return Subject("bundle", [str(folder / "formwright")], folder), facts


def install(name: str, *packages: str | Path) -> Path:
    """An environment that is made once and kept; a wheel of ours is put into it again each time."""
    place = PLACE / f"formwright-bench-{name}"
    if not (place / "bin" / "python").exists():
        run(find_uv_bin(), "venv", "--quiet", "--python", sys.executable, place)
    pip = (
        find_uv_bin(),
        "pip",
        "install",
        "--quiet",
        "--compile-bytecode",
        "--python",
        place / "bin" / "python",
    )
    run(*pip, *packages)
    return place


def wheel() -> Subject:
    made = run(
        ROOT / "build" / "venv" / "bin" / "python",
        "-c",
        "import sys; sys.path.insert(0, 'packaging'); import wheel; print(wheel.build())",
    ).splitlines()[-1]
    place = install("wheel", "-r", ROOT / "locks" / "run.txt")
    install("wheel", "--no-deps", "--reinstall", made)
    return Subject("wheel", [str(place / "bin" / "formwright")], place)


def peers() -> Iterator[Subject]:
    for name, package in PEERS.items():
        place = install(name, package)
        own = {"LD_LIBRARY_PATH": str(xinerama(place))} if name == "spyder" else {}
        yield Subject(name, [str(place / "bin" / name)], place, environment=own)


def xinerama(place: Path) -> Path:
    """The one library that Spyder's Qt 5 needs and Qt 6 does not, unpacked here, not installed."""
    library = ctypes.util.find_library("xcb-xinerama")
    folder = place / "debian"
    if library is None and not folder.exists():
        folder.mkdir()
        subprocess.run(["apt-get", "download", "-qq", "libxcb-xinerama0"], cwd=folder, check=True)
        [package] = folder.glob("*.deb")
        run("dpkg-deb", "-x", package, folder)
    return next((path.parent for path in folder.rglob("libxcb-xinerama.so.0")), folder)


@contextmanager
def running(
    subject: Subject, display: Screen, home: Path, *arguments: str
) -> Iterator[subprocess.Popen[bytes]]:
    display.wait_until_empty()
    process = subprocess.Popen(
        [*subject.command, *arguments],
        env={
            **environment(display, home),
            "THONNY_USER_DIR": str(home / THONNY_SETTINGS),
            **subject.environment,
        },
        cwd=home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        for member in family(process.pid) if process.poll() is None else []:
            try:
                member.kill()
            except psutil.NoSuchProcess:
                continue
        process.wait()


def start(subject: Subject, display: Screen, home: Path) -> float:
    """In milliseconds."""
    begun = time.perf_counter()
    with running(subject, display, home):
        display.wait_until(PAINTED, 180)
        return (time.perf_counter() - begun) * 1000


def idle(subject: Subject, display: Screen, home: Path) -> float:
    with running(subject, display, home) as process:
        display.wait_until(PAINTED, 180)
        time.sleep(SETTLE)
        return memory(process.pid)


def with_preview(subject: Subject, display: Screen, home: Path) -> float:
    """An app of one form that runs beside its code and has called its server."""
    app, called = home / "app", home / "called"
    shutil.copytree(ROOT / "formwright" / "examples" / "server_modules", app, dirs_exist_ok=True)
    called.unlink(missing_ok=True)
    (app / "client_code" / "Form1" / "__init__.py").write_text(FORM)
    server = next((app / "server_code").glob("*.py"))
    server.write_text(server.read_text() + NOTE.format(file=str(called)))
    with running(subject, display, home, str(app)) as process:
        display.wait_until(PAINTED, 180)
        time.sleep(3)
        for keys in ("F5", "Return"):  # "Run this app?": it came from elsewhere
            press(display, process.pid, keys)
            time.sleep(1)
        wait_for(called.exists, "the preview's call of the server")
        time.sleep(SETTLE)
        return memory(process.pid)


def press(display: Screen, pid: int, keys: str) -> None:
    own = {**os.environ, "DISPLAY": display.name}
    search = ["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(pid)]
    window = subprocess.run(search, env=own, capture_output=True, text=True, check=True).stdout.split()[0]
    subprocess.run(["xdotool", "windowfocus", "--sync", window, "key", keys], env=own, check=True)


def wait_for(holds: Callable[[], bool], what: str, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError(what)
        time.sleep(0.1)


def first_change(display: Screen, scratch: Path) -> dict[str, float]:
    """In the checkout's own environment: the clicks are made from inside the program."""
    display.wait_until_empty()
    said = subprocess.run(
        [sys.executable, "-m", "tests.bench.program_session", str(scratch)],
        env=environment(display, scratch),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
        timeout=200,
    ).stdout
    answer: dict[str, float] = json.loads(said.splitlines()[-1])
    return answer


def main(rounds: int, *, again: bool) -> None:
    bundle, facts = build(again=again)
    subjects = [bundle, wheel(), *peers()]
    with tempfile.TemporaryDirectory() as scratch, screen() as display:
        homes = {subject.name: Path(scratch) / subject.name for subject in subjects}
        for home in homes.values():
            home.mkdir()
        # Otherwise Thonny asks for a language first, in a small window.
        settings = homes["thonny"] / THONNY_SETTINGS / "configuration.ini"
        settings.parent.mkdir()
        settings.write_text("[general]\nlanguage = en_US\nsingle_instance = False\n")
        for number in range(rounds + 1):
            for subject in subjects:
                took = start(subject, display, homes[subject.name])
                print(f"start {subject.name}: {took:.0f} ms", file=sys.stderr, flush=True)
                if number:  # the first of each reads from the disk and writes its settings
                    subject.starts.append(took)
        for subject in subjects:
            subject.memory["idle"] = idle(subject, display, homes[subject.name])
        for subject in subjects[:2]:
            subject.memory["with a preview that runs"] = with_preview(subject, display, homes[subject.name])
        (Path(scratch) / "change").mkdir()
        change = first_change(display, Path(scratch) / "change")
    for fact in facts:
        print(fact)
    base, least = statistics.median(bundle.starts), bundle.memory["idle"]
    for subject in subjects:
        note = "" if subject is bundle else ", and a Python besides"
        print(f"{subject.name:8} on the disk                 {size(subject.folder):7.0f} MB{note}")
        median = statistics.median(subject.starts)
        ratio = f"{median / base:5.2f} of the bundle"
        print(f"{subject.name:8} start to painted window     {median:7.0f} ms  {ratio}")
        for state, taken in subject.memory.items():
            ratio = f"{taken / least:5.2f} of the bundle, idle"
            print(f"{subject.name:8} memory (PSS), {state:24} {taken:7.0f} MB  {ratio}")
    print(f"start to the running clone of the counter      {change['running']:5.1f} s")
    print(
        f"start to the changed, running counter          {change['changed']:5.1f} s, "
        f"{change['clicks']:.0f} clicks and {change['keys']:.0f} keys"
    )


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    main(numbers[0] if numbers else 5, again="--again" in sys.argv)
