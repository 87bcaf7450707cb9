"""What an app's style sheet stands on: Formwright's own look, or what themes made for Anvil expect.

Responsible for the choice, and for the style sheets and the class names that follow from it. A `theme.css`
written for Anvil's class names (`.btn`, `.anvil-label`, ...) gets these names and, up to runtime 2, Bootstrap
3 below it; every other app keeps Formwright's look. May not: know HTTP. Process: host.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from formwright.runtime.server.containment import find_file
from formwright.runtime.server.font_services import FONT_SHEETS
from formwright.runtime.server.theme_files import ASSETS, THEME_CSS
from formwright.runtime.spec.app import App

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
#: A style sheet that builds on our own look says so by its variables or class names, be it in a comment.
_OURS = re.compile(r"--fw-|\.fw-")
_ANVILS = re.compile(
    r"\.anvil-(?!role-|m3-)[a-z]|\[data-notify|#loadingSpinner|#appGoesHere"
    r"|\.(?:btn|form-control|checkbox|radio|has-text|col-padding|file-loader|modal-(?:content|header|body|footer)"
    r"|(?:label|link|button)-text|(?:column|flow|linear|xy|grid)-panel|data-row-col|data-grid-child-panel"
    r"|auto-grid-header)\b"
)
_BODY = re.compile(r"(?:^|[},;\s])body\s*[{,]")
_FONTS = "//fonts.g"
PREFIX = "anvil-"


@dataclass(frozen=True)
class Ground:
    name: str  # "own", "bootstrap" or "plain"
    #: Of class names that do not begin with `anvil-` anyway; None: components have no class names of Anvil.
    prefix: str | None
    fonts: bool = False  # whether the app asks a service for fonts; they may be here

    @property
    def sheets(self) -> tuple[str, ...]:
        """Files of the browser build that come after `base.css` and before the app's own sheet."""
        if self.name == "own":
            return ("theme.css", *FONT_SHEETS) if self.fonts else ("theme.css",)
        below = "lib/bootstrap.css" if self.name == "bootstrap" else "plain.css"
        return (below, *FONT_SHEETS, "classic.css")


OWN = Ground("own", None)


def ground(app: App) -> Ground:
    own = _css(app)
    if _OURS.search(own) or not (_wants_classes(own) or any(map(_is_theme, _dependencies(app)))):
        return Ground("own", None, fonts=True) if _FONTS in own else OWN
    options = app.manifest.data.get("runtime_options")
    found = options.get("legacy_features") if isinstance(options, Mapping) else None
    legacy: Mapping[str, object] = found if isinstance(found, Mapping) else {}
    modern = app.manifest.runtime_version >= 3
    bootstrap = not modern or bool(legacy.get("bootstrap3"))
    short = not modern or bool(legacy.get("class_names"))
    return Ground("bootstrap" if bootstrap else "plain", "" if short else PREFIX)


def _wants_classes(css: str) -> bool:
    return _ANVILS.search(_COMMENT.sub("", css)) is not None


def _is_theme(dependency: App) -> bool:
    """A dependency that dresses whole pages; others only bring components with styles of their own."""
    css = _COMMENT.sub("", _css(dependency))
    return _BODY.search(css) is not None and _wants_classes(css)


def _dependencies(app: App) -> list[App]:
    return [each.app for each in app.dependencies if each.app.manifest.runtime_version >= 3]


def _css(app: App) -> str:
    if app.theme.asset(THEME_CSS) is None:
        return ""
    file = find_file(app.folder / ASSETS, THEME_CSS)
    return "" if file is None else file.read_text(encoding="utf-8-sig", errors="replace")
