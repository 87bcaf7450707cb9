"""Builds the bundle: one folder that holds everything, and starts where there is no Python and no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import icons
import icu
import libraries
import notices
import server_python
from uv import find_uv_bin

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build"
BUNDLE = BUILD / "bundle" / ("Formwright.app" if sys.platform == "darwin" else "formwright")


def version() -> str:
    text = (ROOT / "formwright" / "__init__.py").read_text("utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]


def parts_of(bundle: Path) -> Path:
    """Where PyInstaller has put what belongs to the program: `sys._MEIPASS` when it runs."""
    return bundle / "Contents" / "Frameworks" if bundle.suffix == ".app" else bundle / "_internal"


def build() -> Path:
    if not (ROOT / "formwright" / "web" / "build.json").is_file():
        raise SystemExit("The browser parts are not built. Start this by: python3 dev.py package")
    icons.make(BUILD / "icons")
    shutil.rmtree(BUNDLE.parent, ignore_errors=True)
    print("• Collecting the program (PyInstaller)", flush=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"),
            *("--distpath", str(BUNDLE.parent), "--workpath", str(BUILD / "work")),
            str(Path(__file__).with_name("formwright.spec")),
        ],
        check=True,
        env={**os.environ, "FORMWRIGHT_VERSION": version()},
    )
    parts = parts_of(BUNDLE)
    python = server_python.copy_python(parts / "python")
    server_python.compile_sources(python.program, parts / "formwright")
    uv = Path(find_uv_bin())
    scripts = parts / ("Scripts" if os.name == "nt" else "bin")  # where the package uv looks for its program
    scripts.mkdir(exist_ok=True)
    shutil.copy2(uv, scripts / uv.name)
    if sys.platform == "linux":
        _strip(parts)
        libraries.share(parts)
        libraries.prune(BUNDLE / "formwright", parts)
        for file in (parts / "PySide6" / "Qt" / "lib").glob("libicudata.so.*"):
            icu.trim(file)
    for file in (parts / "formwright" / "web").rglob("*.br"):
        file.unlink()  # the server packs what is asked for from another machine
    collected = (BUILD / "collected.txt").read_text("utf-8").splitlines()
    notices.bring(parts, [*notices.of_the_system(collected), *python.libraries])
    return BUNDLE


def _strip(parts: Path) -> None:
    """Takes symbols for debuggers away. Qt comes without, and its own libraries would not survive it."""
    if shutil.which("strip") is None:
        return
    for file in parts.rglob("*.so*"):
        if (
            file.is_file()
            and not file.is_symlink()
            and "PySide6" not in file.parts
            and "shiboken6" not in file.parts
        ):
            subprocess.run(["strip", "--strip-unneeded", str(file)], check=False, capture_output=True)


def archive(bundle: Path) -> Path:
    if os.name == "nt":
        made = shutil.make_archive(
            str(BUILD / f"formwright-{version()}-windows"), "zip", bundle.parent, bundle.name
        )
        return Path(made)
    system = "macos" if sys.platform == "darwin" else "linux"
    file = BUILD / f"formwright-{version()}-{system}-{os.uname().machine}.tar.xz"
    print(f"• Packing {file.name}", flush=True)
    xz = shutil.which("xz")
    if xz:
        command = ["tar", "-C", str(bundle.parent), "-I", f"{xz} -9e -T0", "-cf", str(file), bundle.name]
        if subprocess.run(command).returncode == 0:
            return file
    with tarfile.open(file, "w:xz") as tar:
        tar.add(bundle, bundle.name)
    return file


def size(folder: Path) -> int:
    """Bytes of all files; links count nothing."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
