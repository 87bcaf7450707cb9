"""`anvil.image`: sizes, thumbnails and turns of pictures, made by the browser's canvas.

Responsible for the arithmetic; decoding and drawing are the browser's. Runs in the page.
"""

from __future__ import annotations

import math
from typing import Any

from formwright.runtime.client.javascript import ExternalError, new, to_media, window
from formwright.runtime.protocol.media import BlobMedia, Media

_KEPT = ("image/png", "image/webp", "image/jpeg")


class ImageException(Exception):
    """The content is no picture that this browser can read."""


def get_dimensions(media: Media) -> tuple[int, int]:
    """Width and height of a picture in pixels."""
    picture = _decode(media)
    try:
        return int(picture.width), int(picture.height)
    finally:
        picture.close()


def generate_thumbnail(media: Media, max_size: int) -> Media:
    """A JPEG whose longer side is `max_size`; the same object when it is no larger already."""
    picture = _decode(media)
    try:
        width, height = int(picture.width), int(picture.height)
        scale = max_size / max(width, height, 1)
        if scale >= 1:
            return media
        size = max(1, round(width * scale)), max(1, round(height * scale))
        canvas, context = _canvas(*size)
        context.fillStyle = "white"  # JPEG has no transparency, and black would be a surprise
        context.fillRect(0, 0, *size)
        context.imageSmoothingQuality = "high"
        context.drawImage(picture, 0, 0, *size)
        return _encode(canvas, "image/jpeg", media.name)
    finally:
        picture.close()


def rotate(media: Media, degrees: float) -> BlobMedia:
    """Turned clockwise; the canvas grows so that nothing is cut off."""
    picture = _decode(media)
    try:
        width, height = int(picture.width), int(picture.height)
        angle = math.radians(degrees)
        cos, sin = abs(math.cos(angle)), abs(math.sin(angle))
        size = round(width * cos + height * sin), round(width * sin + height * cos)
        canvas, context = _canvas(*size)
        context.translate(size[0] / 2, size[1] / 2)
        context.rotate(angle)
        context.drawImage(picture, -width / 2, -height / 2)
        kind = media.content_type if media.content_type in _KEPT else "image/png"
        return _encode(canvas, kind, media.name)
    finally:
        picture.close()


def _decode(media: Media) -> Any:
    if not isinstance(media, Media):
        raise TypeError(f"a picture must be Media, not {type(media).__name__}")
    try:
        return window().createImageBitmap(media)
    except ExternalError as error:
        raise ImageException(
            f"This is not a picture that the browser can read ({media.content_type})."
        ) from error


def _canvas(width: int, height: int) -> tuple[Any, Any]:
    canvas = new(window().OffscreenCanvas, width, height)
    return canvas, canvas.getContext("2d")


def _encode(canvas: Any, content_type: str, name: str | None) -> BlobMedia:
    return to_media(canvas.convertToBlob({"type": content_type, "quality": 0.9}), content_type, name)
