"""From an app to what its workers need to know.

Responsible for: that mapping, and what limits are when nobody chose them. May not: start anything.
Process: host, `formwright call`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import psutil

from formwright.runtime.server.launch import LaunchSpec
from formwright.runtime.server.settings import settings
from formwright.runtime.spec.app import App
from formwright.runtime.spec.limits import MEGABYTE, WorkerLimits


def launch_spec(app: App, python: str, persistent: bool, limits: WorkerLimits | None = None) -> LaunchSpec:
    spec = LaunchSpec(
        python=python,
        package=app.package,
        modules=(*app.modules, *(module for each in app.dependencies for module in each.modules)),
        server_modules=(
            *(module.name for module in app.server),
            *(f"{each.app.package}:{module.name}" for each in app.dependencies for module in each.app.server),
        ),
        persistent=persistent,
        working_folder=str(app.folder),
        about=_about(app),
    )
    return limited(spec, limits or WorkerLimits())


def _about(app: App) -> dict[str, Any]:
    data = app.manifest.data
    chosen = {app.package: _settings(data, {}, {})}
    for each in app.dependencies:
        of_it = each.app.manifest.data
        chosen[each.app.package] = _settings(of_it, each.client_config, each.server_config)
    return {"name": app.manifest.name, "settings": chosen}


def _settings(
    manifest: Mapping[str, Any], client: Mapping[str, Any], server: Mapping[str, Any]
) -> dict[str, Any]:
    return {"client": settings(manifest, "client", client), "server": settings(manifest, "server", server)}


def limited(spec: LaunchSpec, limits: WorkerLimits) -> LaunchSpec:
    return replace(
        spec,
        call_timeout=limits.call_seconds,
        memory_limit=limits.memory or usual_memory(),
        workers=limits.workers,
    )


@cache
def usual_memory() -> int:
    """A quarter of the machine: the worst app leaves the rest to everybody else."""
    return max(512 * MEGABYTE, psutil.virtual_memory().total // 4)
