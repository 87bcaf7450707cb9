"""`anvil.media` in the browser."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.media import TempUrl, download

__all__ = ["TempFile", "TempUrl", "download", "from_file", "print_media", "write_to_file"]


def print_media(media: Any) -> None:
    """Opens the browser's print dialog with the media."""
    from formwright.runtime.client.javascript import window

    frame = window().document.createElement("iframe")
    frame.style.cssText = "position: fixed; right: 0; bottom: 0; width: 0; height: 0; border: 0"
    frame.onload = lambda *_: frame.contentWindow.print()
    frame.src = TempUrl(media, False).url
    window().document.body.append(frame)


def from_file(*_args: Any, **_kwargs: Any) -> Any:
    """Raises: files of the server exist in server code only."""
    raise RuntimeError("Files of the server cannot be read in the browser: do it in a server function.")


TempFile = write_to_file = from_file
