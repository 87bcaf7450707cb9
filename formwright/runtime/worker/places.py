"""Where the app is served, and addresses in it. Process: worker, any thread."""

from __future__ import annotations

from formwright.runtime.protocol import about_app, location
from formwright.runtime.worker.current import runtime


def get_app_origin(environment_type: str | None = None) -> str | None:  # noqa: ARG001 (one environment)
    """As the caller's browser has it, else as the server was started; None where no server runs."""
    here = runtime()
    here.needs_call("anvil.server.get_app_origin")
    found: str | None = here.ask(about_app.ORIGIN, ())
    return found


def get_api_origin(environment_type: str | None = None) -> str | None:
    """The address below which the app's HTTP endpoints are."""
    origin = get_app_origin(environment_type)
    return None if origin is None else f"{origin}/_/api"


class Location(location.Location):
    @staticmethod
    def _origin() -> str:
        return get_app_origin() or ""
