"""The app as a tree of nodes: client code, server code, theme assets, settings. No Qt.

Nodes are made afresh from an `App` each time it changes; `Node.key` stays the same for the same thing, so
that a view can keep what is selected and expanded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from formwright.runtime.spec.app import App, Module, Problem


class Kind(Enum):
    CLIENT = "client"
    SERVER = "server"
    THEME = "theme"
    SETTINGS = "settings"
    FORM = "form"
    MODULE = "module"
    PACKAGE = "package"
    SERVER_MODULE = "server_module"
    SERVER_PACKAGE = "server_package"
    ASSET = "asset"
    ASSET_FOLDER = "asset_folder"
    FILE = "file"


ROOTS = (Kind.CLIENT, Kind.SERVER, Kind.THEME, Kind.SETTINGS)
SERVER_KINDS = (Kind.SERVER, Kind.SERVER_MODULE, Kind.SERVER_PACKAGE)
PACKAGES = (Kind.PACKAGE, Kind.SERVER_PACKAGE, Kind.FORM)
ASSETS = "theme/assets"
REQUIREMENTS = "server_code/requirements.txt"


@dataclass(frozen=True)
class Node:
    kind: Kind
    name: str
    """The last part of the dotted name, or the file name."""
    dotted: str = ""
    """Of code: the module's name; of assets: the path below theme/assets."""
    path: str = ""
    """The file that opening the node shows; "" when there is none (a folder without `__init__.py`)."""
    template: str = ""
    startup: bool = False
    is_package: bool = False
    children: tuple[Node, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.dotted or self.name}"

    @property
    def server(self) -> bool:
        return self.kind in SERVER_KINDS

    @property
    def editable(self) -> bool:
        """Can be renamed, moved and deleted."""
        return self.kind not in (*ROOTS, Kind.FILE)

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


def build(app: App, all_problems: Iterable[Problem]) -> tuple[Node, ...]:
    startup = app.manifest.startup.module if app.manifest.startup else ""
    problems: dict[str, list[Problem]] = {}
    for problem in all_problems:
        problems.setdefault(problem.path, []).append(problem)

    client = _code(app.client, app, startup, problems, server=False)
    server = _code(app.server, app, "", problems, server=True)
    extra = (app.folder / REQUIREMENTS).is_file()
    requirements = (Node(Kind.FILE, "requirements.txt", REQUIREMENTS, REQUIREMENTS),) if extra else ()
    settings_problems = (*problems.get("anvil.yaml", ()), *problems.get("", ()))
    return (
        Node(Kind.CLIENT, "Client code", children=client),
        Node(Kind.SERVER, "Server code", children=server + requirements),
        Node(Kind.THEME, "Theme assets", children=_assets([a.path for a in app.theme.assets], "", problems)),
        Node(Kind.SETTINGS, "Settings", path="anvil.yaml", problems=settings_problems),
    )


def _code(
    modules: Iterable[Module],
    app: App,
    startup: str,
    problems: dict[str, list[Problem]],
    *,
    server: bool,
) -> tuple[Node, ...]:
    by_name = {module.name: module for module in modules}
    forms = {} if server else app.form_files
    names = set(by_name) | set(forms)
    for name in tuple(names):
        parts = name.split(".")
        names.update(".".join(parts[:end]) for end in range(1, len(parts)))
    below: dict[str, list[str]] = {}
    for name in names:
        below.setdefault(name.rpartition(".")[0], []).append(name)

    def node(name: str) -> Node:
        module, form = by_name.get(name), forms.get(name)
        children = level(name)
        path = module.path if module else (form.code_path or form.template_path) if form else ""
        template = form.template_path if form else ""
        package = module.is_package if module else form.is_package if form else True
        if form is not None:
            kind = Kind.FORM
        elif package:
            kind = Kind.SERVER_PACKAGE if server else Kind.PACKAGE
        else:
            kind = Kind.SERVER_MODULE if server else Kind.MODULE
        found = (*problems.get(path, ()), *(problems.get(template, ()) if template != path else ()))
        leaf = name.rpartition(".")[2]
        return Node(kind, leaf, name, path, template, name == startup, package, children, found)

    def level(parent: str) -> tuple[Node, ...]:
        nodes = [node(name) for name in below.get(parent, ())]
        order = (Kind.PACKAGE, Kind.SERVER_PACKAGE, Kind.FORM, Kind.MODULE, Kind.SERVER_MODULE)
        return tuple(sorted(nodes, key=lambda item: (order.index(item.kind), item.name.lower(), item.name)))

    return level("")


def _assets(paths: list[str], prefix: str, problems: dict[str, list[Problem]]) -> tuple[Node, ...]:
    folders = sorted({path.partition("/")[0] for path in paths if "/" in path}, key=str.lower)
    files = sorted((path for path in paths if "/" not in path), key=str.lower)
    nodes = []
    for folder in folders:
        inner = [path.partition("/")[2] for path in paths if path.startswith(folder + "/")]
        dotted = f"{prefix}{folder}"
        nodes.append(Node(Kind.ASSET_FOLDER, folder, dotted, children=_assets(inner, dotted + "/", problems)))
    for file in files:
        path = f"{ASSETS}/{prefix}{file}"
        nodes.append(Node(Kind.ASSET, file, prefix + file, path, problems=tuple(problems.get(path, ()))))
    return tuple(nodes)
