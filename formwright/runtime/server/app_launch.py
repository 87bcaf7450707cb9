"""From an app to what its workers need to know.

Responsible for: that mapping. May not: start anything. Process: host, `formwright call`.
"""

from __future__ import annotations

from formwright.runtime.server.launch import LaunchSpec
from formwright.runtime.spec.app import App


def launch_spec(app: App, python: str, persistent: bool) -> LaunchSpec:
    return LaunchSpec(
        python=python,
        package=app.package,
        modules=(*app.modules, *(module for each in app.dependencies for module in each.modules)),
        server_modules=(
            *(module.name for module in app.server),
            *(f"{each.app.package}:{module.name}" for each in app.dependencies for module in each.app.server),
        ),
        persistent=persistent,
        working_folder=str(app.folder),
    )
