"""Imports the app's modules from the source the host sent, never from disk and never from `.pyc` files.

Server and client modules share one package; a server module hides the client module of its name. A module
is also importable under its top-level name and is then the same object. Process: worker.
"""

from __future__ import annotations

import importlib
import linecache
import sys
from collections.abc import Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from formwright.runtime.protocol.setup import Setup
from formwright.runtime.spec.app import Module
from formwright.runtime.worker.designer_modules import DESIGNER_MODULE, DesignerLoader


class AppCode:
    """The app's modules by importable name, compiled at most once per process (and its forks)."""

    def __init__(self, setup: Setup) -> None:
        self.package = setup.package
        self.folder = setup.working_folder
        self.import_limit = setup.import_limit
        self.memory_limit = setup.memory_limit
        self.about = setup.about
        self.server_modules = tuple(_full(setup.package, name) for name in setup.server_modules)
        self._modules: dict[str, Module] = {}
        for module in sorted(setup.modules, key=lambda module: module.side == "server"):
            self._modules[f"{module.package or setup.package}.{module.name}"] = module
        self._containers = {setup.package}
        for name in self._modules:
            parts = name.split(".")
            self._containers.update(".".join(parts[:count]) for count in range(1, len(parts)))
        self._paths = {module.path for module in self._modules.values()}
        self._code: dict[str, CodeType] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._modules or name in self._containers

    def module(self, name: str) -> Module | None:
        return self._modules.get(name)

    def is_package(self, name: str) -> bool:
        module = self._modules.get(name)
        return name in self._containers or (module is not None and module.is_package)

    def file(self, filename: str) -> str | None:
        """Path relative to the app folder, for file names in code objects of the app."""
        return filename if filename in self._paths else None

    def code(self, name: str) -> CodeType:
        code = self._code.get(name)
        if code is None:
            module = self._modules[name]
            code = self._code[name] = self._compile(module.path, module.source)
        return code

    def compile_file(self, path: str, source: str) -> CodeType:
        """A file of the app that is no module; tracebacks name it."""
        self._paths.add(path)
        return self._compile(path, source)

    def compile_all(self) -> None:
        """Ahead of time, for a process that will be forked. Faulty files raise when they are imported."""
        for name in self._modules:
            try:
                self.code(name)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue

    def _compile(self, path: str, source: str) -> CodeType:
        lines = source.splitlines(keepends=True)
        linecache.cache[path] = (len(source), None, lines, path)  # shown in tracebacks
        return compile(source, path, "exec", dont_inherit=True)


def _full(package: str, name: str) -> str:
    """`Module` of the app, or `Package:Module` of a dependency."""
    owner, colon, module = name.rpartition(":")
    return f"{owner if colon else package}.{module}"


class AppFinder:
    """First in `sys.meta_path`: everything below the app's package."""

    def __init__(self, code: AppCode) -> None:
        self._code = code

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:  # noqa: ARG002
        if name in self._code:
            module = self._code.module(name)
            origin = str(Path(self._code.folder) / module.path) if module else None
            package = self._code.is_package(name)
            spec = ModuleSpec(name, AppLoader(self._code), origin=origin, is_package=package)
            spec.has_location = module is not None
            if package:
                spec.submodule_search_locations = [f"<app>/{name}"]  # on no disk: only we find what is inside
            return spec
        parent, _, leaf = name.rpartition(".")
        if leaf == DESIGNER_MODULE and parent in self._code:
            return ModuleSpec(name, DesignerLoader())
        return None


class AppLoader(Loader):
    def __init__(self, code: AppCode) -> None:
        self._code = code

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:  # noqa: ARG002
        return None

    def exec_module(self, module: ModuleType) -> None:
        if self._code.module(module.__name__) is not None:
            exec(self._code.code(module.__name__), module.__dict__)

    def get_source(self, name: str) -> str | None:
        module = self._code.module(name)
        return module.source if module else None

    def is_package(self, name: str) -> bool:
        return self._code.is_package(name)


class AliasFinder:
    """Last in `sys.meta_path`: `import Module1` for `Package.Module1`, when nothing else has that name."""

    def __init__(self, code: AppCode) -> None:
        self._code = code

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:  # noqa: ARG002
        full = f"{self._code.package}.{name}"
        if full not in self._code:
            return None
        return ModuleSpec(name, AliasLoader(full), is_package=self._code.is_package(full))


class AliasLoader(Loader):
    """Gives the module of the full name; `exec_module` must not run it again."""

    def __init__(self, full: str) -> None:
        self._full = full
        self._own_spec: ModuleSpec | None = None

    def create_module(self, spec: ModuleSpec) -> ModuleType:  # noqa: ARG002
        module = importlib.import_module(self._full)
        self._own_spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self._own_spec  # the import system has just put the alias there


def install(code: AppCode) -> None:
    sys.meta_path.insert(0, AppFinder(code))
    sys.meta_path.append(AliasFinder(code))


def import_app(code: AppCode) -> None:
    """Imports the server modules; the first failure is raised."""
    for name in code.server_modules:
        importlib.import_module(name)
