"""The model of an app: what `appfiles.load_app` reads and every other part works from.

Responsible for: the shape of a loaded app (manifest, modules, forms, theme, problems), looking things up in
it, and digests that change exactly when what a browser or a worker would load changes.
May not: touch the disk, know YAML, or import anything outside the standard library (CPython 3.9, PyPy 3.9).
Process: any; values are immutable and safe to share between threads.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

Side = Literal["client", "server"]
Severity = Literal["error", "warning"]
TemplateFormat = Literal["yaml", "html"]

#: Plain JSON data (None, bool, int, float, str, list, dict with string keys).
Json = Any

DEFAULT_PACKAGE = "main_package"


@dataclass(frozen=True)
class Problem:
    """Something wrong with one file, in words for the person who can mend it."""

    path: str  # posix, relative to the app folder; "" for the app as a whole
    line: int  # 1-based; 0 when the problem is the file as a whole
    column: int  # 1-based; 0 when unknown
    severity: Severity
    code: str  # stable identifier, e.g. "yaml-syntax"
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        place = self.path or "app"
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return f"{place}: {self.severity}: {self.message}"


@dataclass(frozen=True)
class Module:
    """One Python file of the app; a form is the module of the same dotted name plus a template."""

    name: str  # dotted, without the app's package name
    path: str  # posix, relative to the app folder
    source: str
    is_package: bool  # the file is an `__init__.py`
    side: Side
    package: str = ""  # of the dependency that it belongs to; "" is the app itself


@dataclass(frozen=True)
class FormFile:
    """Where a form lives on disk, whether or not its template could be read."""

    name: str  # dotted
    template_path: str
    code_path: str | None  # None when the Python file is missing
    format: TemplateFormat
    is_package: bool


@dataclass(frozen=True)
class Startup:
    type: Literal["form", "module"]
    module: str  # dotted, without the app's package name


@dataclass(frozen=True)
class Manifest:
    """`anvil.yaml`, with the keys that this program acts on spelled out; `data` holds all of it."""

    name: str
    package_name: str | None
    startup: Startup | None
    runtime_version: int = 0
    server_persist: bool = False
    client_init_module: str | None = None
    metadata: Mapping[str, Json] = field(default_factory=dict)
    data: Mapping[str, Json] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What a person calls the app: the page title, else the app's name."""
        title = self.metadata.get("title")
        return title if isinstance(title, str) and title else self.name


@dataclass(frozen=True)
class Role:
    name: str
    title: str
    components: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asset:
    path: str  # posix, relative to theme/assets
    size: int
    version: str  # changes whenever the file changes


@dataclass(frozen=True)
class Theme:
    """Colours, roles and the list of assets; the bytes of assets stay on disk."""

    colors: Mapping[str, str] = field(default_factory=dict)  # in file order: the first is the primary
    roles: tuple[Role, ...] = ()
    assets: tuple[Asset, ...] = ()
    parameters: Mapping[str, Json] = field(default_factory=dict)

    def asset(self, path: str) -> Asset | None:
        return next((asset for asset in self.assets if asset.path == path), None)

    @cached_property
    def digest(self) -> str:
        return _digest(
            {"parameters": self.parameters, "assets": [(asset.path, asset.version) for asset in self.assets]}
        )


@dataclass(frozen=True)
class Dependency:
    """Another app that this one uses, directly or through others."""

    app: App
    ids: tuple[str, ...] = ()  # by which the apps around it name it
    client_config: Mapping[str, Json] = field(default_factory=dict)  # values for its `config_schema`
    server_config: Mapping[str, Json] = field(default_factory=dict)

    def shown(self, path: str) -> str:
        """A path in it as the app that uses it shows it."""
        return f"../{self.app.folder.name}/{path}"

    @property
    def modules(self) -> tuple[Module, ...]:
        """Its modules as part of the app that uses it."""
        package = self.app.package
        return tuple(
            replace(module, package=package, path=self.shown(module.path)) for module in self.app.modules
        )


@dataclass(frozen=True)
class App:
    """One app folder as it was when it was read."""

    folder: Path
    manifest: Manifest
    client: tuple[Module, ...] = ()  # sorted by name
    server: tuple[Module, ...] = ()  # sorted by name
    forms: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)  # dotted name -> template
    theme: Theme = field(default_factory=Theme)
    problems: tuple[Problem, ...] = ()
    form_files: Mapping[str, FormFile] = field(default_factory=dict)  # also forms that are not readable
    dependencies: tuple[Dependency, ...] = ()  # leaves first: each comes after those that it uses itself
    dependency_folders: Mapping[str, Path] = field(default_factory=dict)  # those that somebody chose, by id

    @property
    def package(self) -> str:
        """Importable name of the app."""
        return self.manifest.package_name or DEFAULT_PACKAGE

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def modules(self) -> tuple[Module, ...]:
        return self.client + self.server

    def client_module(self, name: str) -> Module | None:
        return next((module for module in self.client if module.name == name), None)

    def server_module(self, name: str) -> Module | None:
        return next((module for module in self.server if module.name == name), None)

    def module_at(self, path: str) -> Module | None:
        return next((module for module in self.modules if module.path == path), None)

    @cached_property
    def client_digest(self) -> str:
        """Changes exactly when a browser would get other code, templates or start-up."""
        startup = self.manifest.startup
        return _digest(
            {
                "package": self.package,
                "startup": [startup.type, startup.module] if startup else None,
                "init": self.manifest.client_init_module,
                "runtime": self.manifest.runtime_version,
                "title": self.manifest.title,
                "modules": [_module_key(module) for module in self.client],
                "forms": self.forms,
                "theme": self.theme.digest,
                "dependencies": [
                    [each.app.client_digest, each.ids, each.client_config] for each in self.dependencies
                ],
            }
        )

    @cached_property
    def server_digest(self) -> str:
        """Changes exactly when a worker would load other code. Workers import client modules too."""
        modules = [_module_key(module) for module in self.modules]
        others = [each.app.server_digest for each in self.dependencies]
        configs = [[each.ids, each.client_config, each.server_config] for each in self.dependencies]
        return _digest(
            {
                "package": self.package,
                "name": self.manifest.name,
                "settings": self.manifest.data.get("config_schema"),
                "modules": modules,
                "dependencies": others,
                "configs": configs,
            }
        )


def implicit_packages(modules: Iterable[Module]) -> tuple[str, ...]:
    """Dotted names of folders that hold modules and have no `__init__.py`: loaders make them up."""
    modules = tuple(modules)
    present = {module.name for module in modules if module.is_package}
    wanted: set[str] = set()
    for module in modules:
        parts = module.name.split(".")
        wanted.update(".".join(parts[:end]) for end in range(1, len(parts)))
    return tuple(sorted(wanted - present))


def _module_key(module: Module) -> list[Json]:
    return [module.side, module.name, module.is_package, module.source]


def _digest(content: Json) -> str:
    # Key order is kept: the order of properties and colours in a file means something to a renderer.
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"), default=str)
    return hashlib.blake2b(text.encode("ascii"), digest_size=16).hexdigest()
