"""How Formwright itself was started: from an installed package, or as a bundle with a Python beside it.

Responsible for: the command that starts Formwright once more, and where a bundle (`packaging/`) keeps its
Python. Process: designer, host, command line.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

PYTHON_FOLDER = "python"  # in a bundle, beside the libraries


def bundle_folder() -> Path | None:
    """Where the parts of the bundle lie that runs; None: this is an installed package."""
    folder = getattr(sys, "_MEIPASS", None)
    return Path(folder) if getattr(sys, "frozen", False) and folder else None


def own_command() -> list[str]:
    """Starts Formwright; arguments of its command line follow."""
    if bundle_folder() is not None:
        return [sys.executable]
    return [sys.executable, "-m", "formwright"]


def base_python() -> Path:
    """The interpreter under Formwright, free of Formwright's own packages: that of the bundle, or the one
    under the virtual environment."""
    bundle = bundle_folder()
    if bundle is not None:
        name = "python.exe" if os.name == "nt" else "bin/python3"
        return bundle / PYTHON_FOLDER / name
    return Path(getattr(sys, "_base_executable", sys.executable) or sys.executable)


def offer_standard_library(path: list[str]) -> None:
    """A bundle holds frozen what Formwright imports; tests of apps and their client code may import the rest,
    which is in the bundle's Python."""
    bundle = bundle_folder()
    if bundle is None:
        return
    if os.name == "nt":
        path += [str(bundle / PYTHON_FOLDER / "Lib"), str(bundle / PYTHON_FOLDER / "DLLs")]
        return
    library = bundle / PYTHON_FOLDER / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    path += [str(library), str(library / "lib-dynload")]


def leave_no_traces(environment: MutableMapping[str, str]) -> None:
    """Takes back what the starter of a bundle has set for its libraries: other programs have their own."""
    if bundle_folder() is None:
        return
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        before = environment.pop(f"{name}_ORIG", None)
        if before is None:
            environment.pop(name, None)
        else:
            environment[name] = before
