"""Adds, deletes and sets: the operations that rewrite no references.

Responsible for: new forms, modules, packages and assets, deletion, the startup form, manifest settings.
May not: write; every result is a Changes value. Process: designer and command line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from formwright.runtime.appfiles import starters
from formwright.runtime.appfiles.changes import Changes, OperationError
from formwright.runtime.appfiles.edit import Edit, EditError, Set, edit_yaml
from formwright.runtime.appfiles.manifest import MANIFEST
from formwright.runtime.appfiles.places import files_of, names_on, package_folder, taken_in
from formwright.runtime.appfiles.relocate import refuse_bad_name, refuse_old_layout
from formwright.runtime.appfiles.relocation import leaf_of
from formwright.runtime.appfiles.theme import ASSETS
from formwright.runtime.spec.app import App, Json, Side


def add_form(app: App, name: str, package: str = "") -> Changes:
    folder = _place(app, "client", name, package)
    return Changes(
        f"Add Form {name}",
        {
            f"{folder}/__init__.py": starters.form_code(app, name).encode(),
            f"{folder}/form_template.yaml": starters.form_template(app).encode(),
        },
    )


def add_module(app: App, name: str, package: str = "") -> Changes:
    path = f"{_place(app, 'client', name, package)}.py"
    return Changes(f"Add Module {name}", {path: starters.MODULE.encode()})


def add_server_module(app: App, name: str, package: str = "") -> Changes:
    path = f"{_place(app, 'server', name, package)}.py"
    return Changes(f"Add Server Module {name}", {path: starters.SERVER_MODULE.encode()})


def add_package(app: App, side: Side, name: str, package: str = "") -> Changes:
    path = f"{_place(app, side, name, package)}/__init__.py"
    return Changes(f"Add package {name}", {path: b""})


def add_asset(app: App, path: str, data: bytes) -> Changes:
    """`path` is relative to theme/assets."""
    _refuse_bad_asset(app, path)
    return Changes(f"Add asset {path}", {f"{ASSETS}/{path}": data})


def delete(app: App, side: Side, name: str) -> Changes:
    refuse_old_layout(app)
    files = files_of(app, side, name)
    startup = app.manifest.startup
    notes: tuple[str, ...] = ()
    if side == "client" and startup is not None and startup.module == name:
        notes = (f"{name} was the startup {startup.type}: choose another one",)
    return Changes(f"Delete {name}", dict.fromkeys(files), notes=notes)


def delete_asset(app: App, path: str) -> Changes:
    return Changes(f"Delete asset {path}", dict.fromkeys(_assets(app, path)))


def rename_asset(app: App, path: str, new_path: str) -> Changes:
    """`path` may be a file or a folder; `_/theme/...` and `asset:...` in code and templates follow."""
    moved = {old: f"{ASSETS}/{new_path}{old[len(ASSETS) + 1 + len(path) :]}" for old in _assets(app, path)}
    _refuse_bad_asset(app, new_path, except_for=path)
    files: dict[str, bytes | None] = dict.fromkeys(moved)
    files |= {new: (app.folder / old).read_bytes() for old, new in moved.items()}
    mention = re.compile(rf"((?:_/theme/|asset:|@theme:)){re.escape(path)}(?=[^\w.-]|$)".encode())
    candidates = [module.path for module in app.modules]
    candidates += [form.template_path for form in app.form_files.values()]
    candidates += [
        MANIFEST,
        *(f"{ASSETS}/{a.path}" for a in app.theme.assets if a.path.endswith((".css", ".html"))),
    ]
    for candidate in candidates:
        target = moved.get(candidate, candidate)
        data = files.get(target) or (app.folder / candidate).read_bytes()
        changed = mention.sub(lambda match: match.group(1) + new_path.encode(), data)
        if changed != data:
            files[target] = changed
    return Changes(f"Rename {path} to {new_path}", files, moved)


def set_startup(app: App, name: str) -> Changes:
    """Make a form or module the one that opens first."""
    if name not in names_on(app, "client"):
        raise OperationError(f"There is no {name} in the client code.", "Reload the app.")
    module = app.client_module(name)
    is_form = name in app.form_files or (
        module is not None
        and re.search(rf"^class {leaf_of(name)}\b", module.source, re.MULTILINE) is not None
    )
    kind = "form" if is_form else "module"
    data = app.manifest.data
    edits: list[Edit]
    if isinstance(data.get("startup"), dict):
        edits = [Set(("startup", "type"), kind), Set(("startup", "module"), name)]
    elif data.get("startup_form") and is_form:
        edits = [Set(("startup_form",), name)]
    else:
        edits = [Set(("startup",), {"type": kind, "module": name})]
    return edit_manifest(app, edits, f"Start with {name}")


def set_manifest(app: App, path: tuple[str, ...], value: Json, description: str) -> Changes:
    """Set one key of `anvil.yaml`, such as ("runtime_options", "server_persist")."""
    return edit_manifest(app, [Set(path, value)], description)


def edit_manifest(app: App, edits: Iterable[Edit], description: str) -> Changes:
    try:
        data = (app.folder / MANIFEST).read_bytes()
        return Changes(description, {MANIFEST: edit_yaml(data, edits)})
    except EditError as error:
        raise OperationError(f"anvil.yaml: {error.message}", error.remedy) from None
    except (OSError, UnicodeError, ValueError) as error:
        raise OperationError(f"anvil.yaml cannot be read: {error}", "Restore it.") from None


def _place(app: App, side: Side, name: str, package: str) -> str:
    refuse_old_layout(app)
    refuse_bad_name(name, taken_in(app, side, package))
    return f"{package_folder(app, side, package)}/{name}"


def _assets(app: App, path: str) -> list[str]:
    files = [a.path for a in app.theme.assets if a.path == path or a.path.startswith(f"{path}/")]
    if not files:
        raise OperationError(f"There is no asset {path}.", "Reload the app.")
    return [f"{ASSETS}/{file}" for file in files]


def _refuse_bad_asset(app: App, path: str, except_for: str = "") -> None:
    parts = path.split("/")
    bad = next(
        (part for part in parts if part in ("", ".", "..") or re.search(r'[\\:*?"<>|\x00-\x1f]', part)), None
    )
    if bad is not None:
        raise OperationError(f"“{path}” is not a file name.", 'Leave out \\ : * ? " < > | and empty parts.')
    for asset in app.theme.assets:
        other = asset.path.lower()
        if other != except_for.lower() and (other == path.lower() or other.startswith(f"{path.lower()}/")):
            raise OperationError(f"There is an asset {path} already.", "Choose another name.")
