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
    """Shows another Form in place of the open one: its name, its class, or an instance.

    More arguments go to the Form's `__init__`. Gives the Form that is open then.
    """
    return _navigation().open_form(form, *args, **kwargs)


def get_open_form() -> Any:
    """The Form that fills the page."""
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
    """Shows a text or a component in a dialog and waits until it is closed.

    `buttons` are texts or pairs of a text and the value it gives; the result is the value of the button that
    was chosen, and None when the dialog was dismissed.
    """
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
    """As `alert`, with the buttons Cancel and OK: gives True for OK and False for Cancel."""
    return _dialogs().ask(
        content, title, [CANCEL, OK] if buttons is None else buttons, large, dismissible, role
    )


def get_url_hash() -> Any:
    """What stands behind `#` in the page's address: text, or a dict when it began with `?`."""
    return url_hash.read(current_page().platform.url_hash())


def set_url_hash(value: Any) -> None:
    """Sets what stands behind `#` in the page's address: text, or a dict, which is written as `?a=b`."""
    current_page().platform.set_url_hash(url_hash.write(value))


def set_default_error_handling(handler: Callable[[BaseException], Any] | None) -> None:
    """`handler(error)` is called for what no `except` caught, in place of the notice on the page."""
    current_page().errors.handler = handler


def get_focused_component() -> Component | None:
    """The component that has the keyboard, or None."""
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
    """False: this code runs in the browser."""
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
        """The name of the app's package."""
        return _app().bundle.package

    @property
    def package_name(self) -> str:
        """The name that its Modules can be imported from."""
        return _app().bundle.package

    def get_asset(self, path: str) -> URLMedia:
        """A file of theme/assets, as Media."""
        platform = current_page().platform
        url = f"{platform.origin()}/_/theme/{path}"
        if platform.fetch(HttpRequest(url, "HEAD", {}, None)).status == 404:
            raise ValueError(f"The app has no asset {path!r}. Assets are the files in theme/assets.")
        return URLMedia(url)

    def get_client_config(self, package_name: str | None = None) -> Mapping[str, Any]:
        """Values of `client_config` of this app, or of a dependency."""
        bundle = _app().package(package_name)
        if bundle is None:
            raise ValueError(f"This app has no dependency {package_name!r}.")
        return dict(bundle.settings)

    def get_server_config(self, package_name: str | None = None) -> Mapping[str, Any]:
        """Raises: only server code has it."""
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
