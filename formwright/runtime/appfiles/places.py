"""Where the code of an app lives on disk, by dotted name.

Responsible for: paths of modules, packages and forms, and which files belong to one of them.
May not: change anything. Process: designer and command line.
"""

from __future__ import annotations

import os
from pathlib import Path

from formwright.runtime.appfiles.changes import OperationError
from formwright.runtime.appfiles.load import CLIENT, SERVER
from formwright.runtime.appfiles.relocation import leaf_of, parent_of
from formwright.runtime.spec.app import App, Side, implicit_packages


def names_on(app: App, side: Side) -> frozenset[str]:
    """Dotted names of modules, forms and packages (folders without `__init__.py` too)."""
    modules = app.client if side == "client" else app.server
    names = {module.name for module in modules} | set(implicit_packages(modules))
    return frozenset(names | (set(app.form_files) if side == "client" else set()))


def taken_in(app: App, side: Side, package: str) -> list[str]:
    """Last parts of the names in one package."""
    return sorted({leaf_of(name) for name in names_on(app, side) if parent_of(name) == package})


def root_of(side: Side) -> str:
    return CLIENT if side == "client" else SERVER


def folder_of(app: App, side: Side, name: str) -> str:
    """The folder of a package, or that a module would have if it were one."""
    module = app.client_module(name) if side == "client" else app.server_module(name)
    if module is not None:
        path = module.path.removesuffix("/__init__.py").removesuffix(".py")
    elif side == "client" and name in app.form_files:
        form = app.form_files[name]
        path = str(Path(form.template_path).with_suffix("").as_posix()).removesuffix("/form_template")
    else:
        path = "/".join([root_of(side), *name.split(".")])
    return path


def package_folder(app: App, side: Side, package: str) -> str:
    """The folder that new members of `package` go to; "" is the top."""
    if not package:
        return root_of(side)
    module = app.client_module(package) if side == "client" else app.server_module(package)
    if package not in names_on(app, side):
        raise OperationError(f"There is no package {package}.", "Reload the app.")
    if module is not None and not module.is_package:
        raise OperationError(
            f"{package} is a single file and cannot hold other code.",
            "Choose a package, or the top of the tree.",
        )
    return folder_of(app, side, package)


def files_of(app: App, side: Side, name: str) -> list[str]:
    """All files of a module, form or package, whatever is in its folder."""
    if name not in names_on(app, side):
        raise OperationError(f"There is no {name} in the app.", "Reload the app.")
    base = folder_of(app, side, name)
    files = [f"{base}{suffix}" for suffix in (".py", ".yaml", ".html")]
    return [path for path in files if (app.folder / path).is_file()] + _below(app.folder, base)


def _below(folder: Path, base: str) -> list[str]:
    found = []
    for directory, folders, names in os.walk(folder / base):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            found.append((Path(directory) / name).relative_to(folder).as_posix())
    return found
