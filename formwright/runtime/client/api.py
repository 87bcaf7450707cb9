"""The functions of `anvil`, on the current page.

Responsible for their signatures as apps know them; the work is done by the page's parts. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

from formwright.runtime.client import url_hash
from formwright.runtime.client.app import RunningApp
from formwright.runtime.client.component import Component
from formwright.runtime.client.dialogs import CANCEL, OK, Dialogs
from formwright.runtime.client.media import URLMedia
from formwright.runtime.client.navigation import Navigation
from formwright.runtime.client.notices import Notification
from formwright.runtime.client.page import current_page
from formwright.runtime.client.pluggable_ui import PluggableUI
from formwright.runtime.protocol.http_messages import HttpRequest

__all__ = ["Notification", "app"]


def _navigation() -> Navigation:
    navigation = current_page().navigation
    assert navigation is not None
    return navigation


def _dialogs() -> Dialogs:
    dialogs = current_page().dialogs
    assert dialogs is not None
    return dialogs


def open_form(form: Any, /, *args: Any, **kwargs: Any) -> Any:
    return _navigation().open_form(form, *args, **kwargs)


def get_open_form() -> Any:
    return _navigation().open


def alert(
    content: Any,
    *,
    title: str = "",
    buttons: Any | None = None,
    large: bool = False,
    dismissible: bool = True,
    role: Any = None,
) -> Any:
    return _dialogs().ask(content, title, buttons, large, dismissible, role)


def confirm(
    content: Any,
    *,
    title: str = "",
    buttons: Any | None = None,
    large: bool = False,
    dismissible: bool = False,
    role: Any = None,
) -> Any:
    return _dialogs().ask(
        content, title, [CANCEL, OK] if buttons is None else buttons, large, dismissible, role
    )


def get_url_hash() -> Any:
    return url_hash.read(current_page().platform.url_hash())


def set_url_hash(value: Any) -> None:
    current_page().platform.set_url_hash(url_hash.write(value))


def set_default_error_handling(handler: Callable[[BaseException], Any] | None) -> None:
    current_page().errors.handler = handler


def get_focused_component() -> Component | None:
    page = current_page()
    node = page.dom.active()
    while node is not None:
        try:
            identity = page.dom.get_attribute(node, "data-fw-c")
        except AttributeError:  # the document itself has no attributes
            return None
        if identity is not None:
            return page.components.get(identity)
        node = page.dom.get(node, "parentNode")
    return None


def is_server_side() -> bool:
    return False


class ThemeColors(MutableMapping[str, str]):
    """The colours of the app; assigning one changes the page at once."""

    def __getitem__(self, name: str) -> str:
        return _app().colors[name]

    def __setitem__(self, name: str, value: str) -> None:
        if name not in _app().colors:
            raise KeyError(name)
        _app().set_color(name, value)

    def __delitem__(self, name: str) -> None:
        raise TypeError("theme colours cannot be deleted")

    def __iter__(self) -> Iterator[str]:
        return iter(dict(_app().colors))

    def __len__(self) -> int:
        return len(_app().colors)


class _Environment:
    name = "Development"
    tags: tuple[str, ...] = ()


class AppInfo:
    """`anvil.app`."""

    theme_colors = ThemeColors()
    environment = _Environment()
    branch = "master"

    def __setattr__(self, name: str, _value: Any) -> None:
        raise AttributeError(f"anvil.app.{name} cannot be set")

    @property
    def id(self) -> str:
        return _app().bundle.package

    @property
    def package_name(self) -> str:
        return _app().bundle.package

    def get_asset(self, path: str) -> URLMedia:
        platform = current_page().platform
        url = f"{platform.origin()}/_/theme/{path}"
        if platform.fetch(HttpRequest(url, "HEAD", {}, None)).status == 404:
            raise ValueError(f"The app has no asset {path!r}. Assets are the files in theme/assets.")
        return URLMedia(url)

    def get_client_config(self, package_name: str | None = None) -> Mapping[str, Any]:
        bundle = _app().package(package_name)
        if bundle is None:
            raise ValueError(f"This app has no dependency {package_name!r}.")
        return dict(bundle.settings)

    def get_server_config(self, package_name: str | None = None) -> Mapping[str, Any]:
        raise RuntimeError(
            f"The server's configuration cannot be read in the browser ({package_name or 'this app'})."
        )


def _app() -> RunningApp:
    running = current_page().app
    if running is None:
        raise RuntimeError("No app is running.")
    return running


def provided_ui() -> PluggableUI:
    return _app().pluggable_ui


app = AppInfo()
