"""All file operations under one name: `operations.rename(app, "client", "Form1", "Home")`.

Each takes the app as it is on disk and returns Changes, or raises OperationError; nothing is written.
"""

from formwright.runtime.appfiles.arrange import (
    add_asset,
    add_form,
    add_module,
    add_package,
    add_server_module,
    delete,
    delete_asset,
    edit_manifest,
    rename_asset,
    set_manifest,
    set_startup,
)
from formwright.runtime.appfiles.places import taken_in
from formwright.runtime.appfiles.relocate import duplicate, move, rename

__all__ = [
    "add_asset",
    "add_form",
    "add_module",
    "add_package",
    "add_server_module",
    "delete",
    "delete_asset",
    "duplicate",
    "edit_manifest",
    "move",
    "rename",
    "rename_asset",
    "set_manifest",
    "set_startup",
    "taken_in",
]
