"""Finds and loads the apps that an app depends on.

Responsible for: which folder a dependency is in, their order (leaves first), and what is wrong with them:
missing, in a circle, wanted in two versions, or of a name that is taken. May not: fetch anything from the
network. Process: designer, host, command line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from formwright.runtime.appfiles.manifest import MANIFEST
from formwright.runtime.appfiles.text import UnreadableText, decode
from formwright.runtime.appfiles.yaml_places import NotPlain, Places
from formwright.runtime.appfiles.yaml_text import YamlError, parse
from formwright.runtime.spec.app import App, Dependency, Json, Problem, Severity


def with_dependencies(app: App, folders: Mapping[str, Path], load: Callable[[Path], App]) -> App:
    """`app` with its dependencies; `folders` says where some of them are, by id or package name."""
    app = replace(app, dependency_folders=dict(folders))
    if not _requirements(app):
        return app
    resolving = _Resolving(app, folders, load)
    resolving.visit(app, ())
    found = resolving.without_clashes()
    return replace(app, dependencies=found, problems=(*app.problems, *resolving.problems))


@dataclass(frozen=True)
class _Requirement:
    """One entry of `dependencies:`."""

    index: int
    id: str
    hints: Mapping[str, Json]
    version: str
    config: Mapping[str, Json]

    @property
    def package(self) -> str:
        return str(self.hints.get("package_name") or "")

    @property
    def title(self) -> str:
        return str(self.package or self.hints.get("name") or self.id or "a dependency")


@dataclass
class _Found:
    app: App
    version: str
    wanted_by: str
    ids: list[str] = field(default_factory=list)
    client: dict[str, Json] = field(default_factory=dict)
    server: dict[str, Json] = field(default_factory=dict)


class _Resolving:
    def __init__(self, app: App, folders: Mapping[str, Path], load: Callable[[Path], App]) -> None:
        self._app = app
        self._root = app.folder.resolve()
        self._folders = folders
        self._load = load
        self._found: dict[Path, _Found] = {}
        self._order: list[_Found] = []
        self._beside: list[tuple[Path, str, str]] | None = None  # folder, package name, name
        self.problems: list[Problem] = []

    def visit(self, app: App, above: tuple[Path, ...]) -> None:
        for wanted in _requirements(app):
            folder = self._folder(wanted)
            if folder is None:
                names = " or ".join(repr(each) for each in (wanted.id, wanted.package) if each)
                self._report(
                    app,
                    wanted,
                    "dependency-missing",
                    f"the app depends on {wanted.title}, which is not here",
                    f"Put its folder beside this app's, or name it: --dep-id {wanted.id or wanted.package}="
                    f"FOLDER. It was looked for by {names}.",
                )
            elif folder == self._root:
                continue  # a dependency that points back at the app that runs
            elif folder in above:
                circle = " → ".join(each.name for each in (*above[above.index(folder) :], folder))
                message = f"apps depend on each other in a circle: {circle}"
                self._report(app, wanted, "dependency-cycle", message, "Take one of them out of the circle.")
            else:
                self._take(app, wanted, folder, (*above, folder))

    def _take(self, app: App, wanted: _Requirement, folder: Path, above: tuple[Path, ...]) -> None:
        found = self._found.get(folder)
        if found is None:
            loaded = self._load(folder)
            found = self._found[folder] = _Found(loaded, wanted.version, app.manifest.name)
            # What an app starts with is of no concern to those that only take parts of it.
            for problem in [each for each in loaded.errors if each.code != "startup-missing"][:1]:
                self._report(
                    app,
                    wanted,
                    "dependency-broken",
                    f"{loaded.manifest.title}, which the app depends on, has errors: {problem}",
                    f"Run `formwright check` in {folder.name}.",
                    severity="warning",
                )
            self.visit(loaded, above)
            self._order.append(found)
        elif wanted.version and found.version and wanted.version != found.version:
            self._report(
                app,
                wanted,
                "dependency-versions",
                f"{wanted.title} is wanted in two versions: {found.version} by {found.wanted_by}, "
                f"{wanted.version} by {app.manifest.name}",
                "Let both name the same version; only one can be loaded.",
            )
        for name in (wanted.id, wanted.package):
            if name and name not in found.ids:
                found.ids.append(name)
        if app is self._app:  # the app that runs decides; others only propose
            found.client.update(_values(wanted.config.get("client")))
            found.server.update(_values(wanted.config.get("server")))

    def without_clashes(self) -> tuple[Dependency, ...]:
        taken = {self._app.package: self._app.manifest.title}
        dependencies: list[Dependency] = []
        for found in self._order:
            package = found.app.package
            if package in taken:
                severity: Severity = "error" if self._app.manifest.runtime_version >= 3 else "warning"
                message = (
                    f"{found.app.manifest.title} (in {found.app.folder.name}) and {taken[package]} have the "
                    f"same package name {package}: only the latter is loaded"
                )
                remedy = "Give one of them another package_name."
                self.problems.append(Problem(MANIFEST, 0, 0, severity, "package-clash", message, remedy))
                continue
            taken[package] = found.app.manifest.title
            dependencies.append(Dependency(found.app, tuple(found.ids), found.client, found.server))
        return tuple(dependencies)

    # Folders ----------------------------------------------------------------------------------------------

    def _folder(self, wanted: _Requirement) -> Path | None:
        for name in (wanted.id, wanted.package):
            if name in self._folders:
                return self._folders[name].resolve()
        names = {name for name in (wanted.id, wanted.package) if name}
        for folder, package, _name in self._candidates():
            if package and package == wanted.package:
                return folder
        for folder, _package, name in self._candidates():
            if folder.name in names or (name and name == wanted.hints.get("name")):
                return folder
        return None

    def _candidates(self) -> list[tuple[Path, str, str]]:
        if self._beside is None:
            self._beside = list(_apps_beside(self._root))
        return self._beside

    def _report(
        self,
        app: App,
        wanted: _Requirement,
        code: str,
        message: str,
        remedy: str,
        severity: Severity = "error",
    ) -> None:
        path = MANIFEST if app is self._app else f"../{app.folder.name}/{MANIFEST}"
        line, column = _place(app.folder / MANIFEST, wanted.index)
        self.problems.append(Problem(path, line, column, severity, code, message, remedy))


def _apps_beside(root: Path) -> Iterator[tuple[Path, str, str]]:
    try:
        folders = sorted(each for each in root.parent.iterdir() if (each / MANIFEST).is_file())
    except OSError:
        return
    for folder in folders:
        data = _manifest(folder)
        yield folder.resolve(), str(data.get("package_name") or ""), str(data.get("name") or "")


def _manifest(folder: Path) -> Mapping[str, Json]:
    try:
        data = parse(decode((folder / MANIFEST).read_bytes()).content).data
    except (OSError, UnreadableText, YamlError):
        return {}
    return data if isinstance(data, dict) else {}


def _requirements(app: App) -> list[_Requirement]:
    entries = app.manifest.data.get("dependencies")
    found = []
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict):
            hints, config = entry.get("resolution_hints"), entry.get("config")
            found.append(
                _Requirement(
                    index,
                    str(entry.get("dep_id") or entry.get("app_id") or ""),
                    hints if isinstance(hints, dict) else {},
                    _version(entry.get("version")),
                    config if isinstance(config, dict) else {},
                )
            )
    return found


def _version(data: Json) -> str:
    """In words; "" when any will do."""
    if not isinstance(data, dict):
        return ""
    if data.get("version_tag"):
        return f"version {data['version_tag']}"
    if data.get("branch"):
        return f"branch {data['branch']}"
    if "dev" in data:
        return "branch master" if data["dev"] else "branch published"
    return ""


def _values(data: Json) -> dict[str, Json]:
    if not isinstance(data, dict):
        return {}
    return {str(key): entry.get("value") if isinstance(entry, dict) else entry for key, entry in data.items()}


def _place(manifest: Path, index: int) -> tuple[int, int]:
    try:
        nodes = Places(parse(decode(manifest.read_bytes()).content)).find(("dependencies", index))
    except (OSError, UnreadableText, YamlError, NotPlain):
        return 0, 0
    if not nodes:
        return 0, 0
    mark = nodes[-1].start_mark
    return mark.line + 1, mark.column + 1
