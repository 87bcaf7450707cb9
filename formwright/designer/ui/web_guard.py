"""What pages in the designer share: a profile that leaves nothing, the way out that is barred, events.

Imported only when the first page is needed: WebEngine takes a third of a second to load. GUI thread.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

from formwright.designer.ui.web_origin import Origin, is_inner

_EVENT_MARK = "\u0001formwright"


class Guard(QWebEngineUrlRequestInterceptor):
    """Lets pages reach the app's own host and nothing else."""

    blocked = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.origin = Origin("http://127.0.0.1:0", "")
        self._told: set[str] = set()

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        if is_inner(url.scheme()) or self.origin.owns(url.toString()):
            return
        info.block(True)
        if url.host() not in self._told:
            self._told.add(url.host())
            self.blocked.emit(url.toString())


def private_profile(guard: Guard) -> QWebEngineProfile:
    """Without a name: nothing stays on disk. Pages must be deleted before it."""
    profile = QWebEngineProfile()
    profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.MemoryHttpCache)
    settings = profile.settings()
    settings.setAttribute(QWebEngineSettings.WebAttribute.ScrollAnimatorEnabled, False)
    settings.setAttribute(QWebEngineSettings.WebAttribute.FocusOnNavigationEnabled, False)
    profile.setUrlRequestInterceptor(guard)
    return profile


def read_event(message: str) -> Mapping[str, Any] | None:
    """The event in a console message of a page, if it is one.

    docs/contributing/architecture.md, "Page and assets", says what they are.
    """
    if not message.startswith(_EVENT_MARK):
        return None
    try:
        event = json.loads(message[len(_EVENT_MARK) :])
    except ValueError:
        return {}
    return event if isinstance(event, Mapping) else {}
