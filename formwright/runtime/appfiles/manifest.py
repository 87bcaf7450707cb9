"""`anvil.yaml` as data, turned into the Manifest model.

Responsible for: the meaning and the defaults of the manifest's keys, old spellings included, and problems
with them. May not: touch the disk or change the data. Process: designer, host, command line.
"""

from __future__ import annotations

import keyword
from collections.abc import Mapping

from formwright.runtime.spec.app import Json, Manifest, Problem, Severity, Startup

MANIFEST = "anvil.yaml"


def read_manifest(data: Json, folder_name: str) -> tuple[Manifest, list[Problem]]:
    """The manifest of parsed `anvil.yaml`; what is missing or wrong takes its default."""
    problems: list[Problem] = []
    if data is None:
        data = {}
    if not isinstance(data, dict):
        problems.append(_problem("manifest-shape", "anvil.yaml is not a map of keys and values", _SHAPE))
        data = {}
    options = _map(data.get("runtime_options"))
    name = data.get("name")
    package = data.get("package_name")
    if package is not None and not _is_package_name(package):
        problems.append(
            _problem(
                "package-name",
                f"package_name {package!r} is not a Python name: no code can import the app by it",
                "Use letters, digits and underscores, not starting with a digit.",
                severity="warning",  # the app runs all the same
            )
        )
        package = None
    init = data.get("client_init_module")
    manifest = Manifest(
        name=name if isinstance(name, str) and name.strip() else folder_name,
        package_name=package,
        startup=_startup(data),
        runtime_version=_whole(options.get("version")),
        server_persist=options.get("server_persist") is True,
        client_init_module=init if isinstance(init, str) and init else None,
        metadata=_map(data.get("metadata")),
        data=data,
    )
    return manifest, problems


_SHAPE = "It should hold lines such as `name: My app`. Restore it from version control, or make a new app."


def _startup(data: Mapping[str, Json]) -> Startup | None:
    startup = data.get("startup")
    if isinstance(startup, dict) and isinstance(startup.get("module"), str) and startup["module"]:
        return Startup("module" if startup.get("type") == "module" else "form", startup["module"])
    form = data.get("startup_form")
    return Startup("form", form) if isinstance(form, str) and form else None


def _is_package_name(value: Json) -> bool:
    return isinstance(value, str) and value.isidentifier() and not keyword.iskeyword(value)


def _map(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}


def _whole(value: Json) -> int:
    if isinstance(value, bool):
        return 0
    if isinstance(value, str) and value.isdigit():
        return int(value)
    return value if isinstance(value, int) else 0


def _problem(code: str, message: str, remedy: str, severity: Severity = "error") -> Problem:
    return Problem(MANIFEST, 0, 0, severity, code, message, remedy)
