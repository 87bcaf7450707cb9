"""Whether this machine has all that Formwright takes.

Responsible for: asking for each part and saying how to mend what is missing.
May not: change the machine, or import Qt: a missing system library would end this process before it could
be named. Process: its own (`formwright doctor`).
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from uv import find_uv_bin

from formwright.runtime.appfiles.examples import examples
from formwright.runtime.pythons import NotUsable, plain_python
from formwright.runtime.pythons.system_libraries import missing_libraries

Grade = Literal["ok", "note", "missing"]
PACKAGES = {
    "PySide6-Essentials": "Qt",
    "PySide6-Addons": "Qt WebEngine (preview)",
    "PySide6-QtAds": "docking",
    "pyside6-scintilla": "editor",
    "ruamel.yaml": "templates",
    "uvicorn": "server",
    "dulwich": "Git",
}
_SETUP = "Run `python3 dev.py setup`, or reinstall formwright."


@dataclass(frozen=True)
class Finding:
    part: str
    grade: Grade  # "missing": something essential does not work
    text: str
    remedy: str = ""


def examine() -> Iterator[Finding]:
    yield _python()
    yield from _packages()
    yield _system_libraries()
    yield _browser_build()
    yield _examples()
    yield _server_python()
    yield _uv()
    yield _display()
    yield from _sandbox()
    yield _node()


def _python() -> Finding:
    text = (
        f"{platform.python_implementation()} {platform.python_version()} on {platform.platform(terse=True)}"
    )
    return Finding("Python", "ok", text)


def _packages() -> Iterator[Finding]:
    for package, purpose in PACKAGES.items():
        try:
            yield Finding(purpose, "ok", f"{package} {version(package)}")
        except PackageNotFoundError:
            yield Finding(purpose, "missing", f"{package} is not installed", _SETUP)


def _system_libraries() -> Finding:
    part = "system libraries"
    if not sys.platform.startswith("linux"):
        return Finding(part, "ok", "nothing beyond the system is needed here")
    try:
        missing = missing_libraries(_folder_of_qt())
    except FileNotFoundError as error:
        return Finding(part, "note", f"not examined: {error}")
    if not missing.sonames:
        return Finding(part, "ok", "all that Qt needs is there")
    remedy = "Install the packages of your system that hold them."
    if missing.packages:
        remedy = f"sudo apt-get install --no-install-recommends {' '.join(missing.packages)}"
    return Finding(part, "missing", f"Qt lacks {', '.join(missing.sonames)}", remedy)


def _folder_of_qt() -> Path:
    """Found without importing it; a bundle has it where no Python would look."""
    spec = importlib.util.find_spec("PySide6")
    places = spec.submodule_search_locations if spec is not None else None
    return Path(places[0]).parent if places else Path(sysconfig.get_path("platlib"))


def _browser_build() -> Finding:
    web = Path(__file__).parents[2] / "web"
    needed = [name for name in ("build.json", "pyodide.asm.wasm", "stdlib.zip") if not (web / name).is_file()]
    if needed:
        return Finding("browser part", "missing", f"{', '.join(needed)} not built", _SETUP)
    size = sum(path.stat().st_size for path in web.rglob("*") if path.is_file())
    return Finding("browser part", "ok", f"built, {size / 1e6:.0f} MB")


def _examples() -> Finding:
    found = examples()
    if not found:
        return Finding("gallery", "missing", "no examples were found", _SETUP)
    return Finding("gallery", "ok", f"{len(found)} examples")


def _server_python() -> Finding:
    try:
        interpreter = plain_python()
    except NotUsable as error:
        return Finding("server Python", "missing", error.message, error.remedy)
    return Finding("server Python", "ok", f"{interpreter.label} ({interpreter.path})")


def _uv() -> Finding:
    part = "environments"
    try:
        done = subprocess.run(
            [find_uv_bin(), "--version"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return Finding(part, "missing", "uv does not start", _SETUP)
    return Finding(part, "ok", done.stdout.strip())


def _display() -> Finding:
    if not sys.platform.startswith("linux"):
        return Finding("display", "ok", "given by the system")
    for name in ("WAYLAND_DISPLAY", "DISPLAY"):
        if os.environ.get(name):
            return Finding("display", "ok", f"{name}={os.environ[name]}")
    remedy = "`formwright serve APP_DIR` needs none; for the designer log in to a desktop or use ssh -X."
    return Finding("display", "note", "there is none here: the designer cannot show a window", remedy)


def _sandbox() -> Iterator[Finding]:
    """Chromium in the preview isolates pages with user namespaces; some systems forbid them."""
    if not sys.platform.startswith("linux"):
        return
    if os.geteuid() == 0:
        text = "running as root: the preview's sandbox is off"
        yield Finding("sandbox", "note", text, "Run the designer as a normal user.")
        return
    for setting, good in (
        ("/proc/sys/kernel/unprivileged_userns_clone", "1"),
        ("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "0"),
    ):
        path = Path(setting)
        if path.is_file() and path.read_text("ascii").strip() != good:
            name = setting.removeprefix("/proc/sys/").replace("/", ".")
            remedy = f"If the preview stays empty: sudo sysctl {name}={good}"
            yield Finding("sandbox", "note", f"this system sets {name} to another value than {good}", remedy)
            return
    yield Finding("sandbox", "ok", "user namespaces are allowed")


def _node() -> Finding:
    node = shutil.which("node")
    if node is None:
        return Finding(
            "node", "note", "not found", "Only needed to rebuild the browser part; dev.py brings it."
        )
    done = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=False)
    return Finding("node", "ok", done.stdout.strip() or "does not answer")
