"""`anvil.http.request` in the browser, which decides which servers may be asked. Runs in the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formwright.runtime.client.page import current_page
from formwright.runtime.protocol.http import prepare, result


def request(
    url: str,
    method: str = "GET",
    data: Any = None,
    json: bool = False,
    headers: Mapping[str, str] | None = None,
    username: str | None = None,
    password: str | None = None,
    timeout: float | None = None,
) -> Any:
    """Asks a server and waits for its answer: Media, or what the JSON says when `json` is true."""
    page = current_page()
    prepared = prepare(str(url), method, data, json, headers, username, password)
    shown = page.calls is None or not page.calls.silent
    if shown and page.notices is not None:
        page.notices.busy(1)
    try:
        answer = page.platform.fetch(prepared, timeout)
    finally:
        if shown and page.notices is not None:
            page.notices.busy(-1)
    return result(prepared.url, answer, json)
