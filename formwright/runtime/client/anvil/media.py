"""`anvil.media` in the browser."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.media import TempUrl, download

__all__ = ["TempFile", "TempUrl", "download", "from_file", "print_media", "write_to_file"]


def print_media(media: Any) -> None:
    """Opens media in the browser's viewer, from where it can be printed."""
    from formwright.runtime.client.javascript import call

    call("open", TempUrl(media).url)


def from_file(*_args: Any, **_kwargs: Any) -> Any:
    raise RuntimeError("Files of the server cannot be read in the browser: do it in a server function.")


TempFile = write_to_file = from_file
