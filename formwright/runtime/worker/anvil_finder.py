"""Makes the `anvil` beside this file the top-level `anvil` of the process, before any installed one.

Process: worker.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from formwright.runtime.worker.unavailable import UNAVAILABLE_MODULES, UnavailableLoader

_FOLDER = Path(__file__).resolve().parent / "anvil"


class AnvilFinder:
    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:  # noqa: ARG002
        if name == "anvil":
            return importlib.util.spec_from_file_location(
                name, str(_FOLDER / "__init__.py"), submodule_search_locations=[str(_FOLDER)]
            )
        if name in UNAVAILABLE_MODULES:
            return ModuleSpec(name, UnavailableLoader(), is_package=True)
        return None


class OldNamesFinder:
    """`import tables`, the first spelling of `anvil.tables`. Asked last: PyTables has that name too."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:  # noqa: ARG002
        return ModuleSpec(name, _Alias()) if name == "tables" else None


class _Alias(Loader):
    def exec_module(self, module: ModuleType) -> None:
        sys.modules[module.__name__] = importlib.import_module(f"anvil.{module.__name__}")


def install() -> None:
    sys.meta_path.insert(0, AnvilFinder())
    sys.meta_path.append(OldNamesFinder())
