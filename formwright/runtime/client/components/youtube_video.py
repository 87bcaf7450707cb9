"""YouTubeVideo: a video of YouTube, in its player without cookies.

Nothing is asked of YouTube before an app shows a video. The player is `page/parts/video.mjs`.
"""

from __future__ import annotations

import re
from typing import Any

from formwright.runtime.client import css
from formwright.runtime.client.component import Component
from formwright.runtime.client.components.shared import (
    COLORS,
    HEIGHT,
    HIDE,
    LAYOUT,
    MARGIN,
    ROLE,
    SHOW,
    TAG,
    VISIBLE,
)
from formwright.runtime.spec.components import ComponentSpec, EventSpec, PropertySpec

_ADDRESS = re.compile(r"(?:v=|youtu\.be/|/embed/|/shorts/|/live/|/v/)([\w-]{6,})")
_ID = re.compile(r"[\w-]{6,}")

SPEC = ComponentSpec(
    "YouTubeVideo",
    "Plays a video of YouTube.",
    (
        PropertySpec("youtube_id", default="", binding_default=True, description="An id or an address."),
        PropertySpec("autoplay", "boolean", False),
        PropertySpec("loop", "boolean", False),
        PropertySpec("mute", "boolean", False),
        PropertySpec("current_time", "object", 0),
        PropertySpec("volume", "object", 50),
        PropertySpec("state", "object", None, read_only=True),
        PropertySpec("duration", "object", None, read_only=True),
        HEIGHT.but(default=300),
        *COLORS,
        VISIBLE,
        ROLE,
        TAG,
        *LAYOUT,
        MARGIN,
    ),
    (SHOW, HIDE, EventSpec("state_change", ("state",), default=True)),
    group="More components",
    icon="fa:youtube-play",
)


class YouTubeVideo(Component, spec=SPEC):
    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("div", "fw-c fw-video")
        self._fw.listening.add("video-state")
        dom.attribute(node, "data-fw", self._fw.identity)
        dom.attribute(node, "data-fw-on", "video-state")
        return node

    def _fw_live(self, name: str) -> Any:
        """What the player said last; before that, nothing."""
        value = self._fw.page.dom.get(self._fw.node, name)
        return value if isinstance(value, (int, float)) else None

    @property
    def current_time(self) -> Any:
        live = self._fw_live("fwTime")
        return self._fw.values.get("current_time", 0) if live is None else live

    @current_time.setter
    def current_time(self, value: Any) -> None:
        self._fw.values["current_time"] = value
        self._fw.page.dom.set(self._fw.node, "fwTime", value)
        self._fw_command("seekTo", float(value or 0), True)

    @property
    def duration(self) -> Any:
        return self._fw_live("fwDuration")

    @property
    def state(self) -> Any:
        return self._fw.values.get("-state")

    def play(self) -> None:
        """Starts or goes on."""
        self._fw_command("playVideo")

    def pause(self) -> None:
        """Stands still."""
        self._fw_command("pauseVideo")

    def stop(self) -> None:
        """Ends."""
        self._fw_command("stopVideo")

    def _fw_command(self, name: str, *values: Any) -> None:
        if self._fw.mounted:
            self._fw.page.dom.part("video", self._fw.node, "command", name, list(values))

    def _fw_apply_youtube_id(self, value: Any) -> None:  # noqa: ARG002 (read from the values)
        self._fw_load()

    _fw_apply_autoplay = _fw_apply_loop = _fw_apply_youtube_id

    def _fw_apply_mute(self, value: Any) -> None:
        self._fw_command("mute" if value else "unMute")

    def _fw_apply_volume(self, value: Any) -> None:
        self._fw_command("setVolume", int(value or 0))

    def _fw_apply_height(self, value: Any) -> None:
        self._fw.page.dom.style(self._fw.node, "height", css.length(value) or "300px")

    def _fw_mounted(self) -> None:
        self._fw_load()

    def _fw_unmounted(self) -> None:
        self._fw.page.dom.part("video", self._fw.node, "release")

    def _fw_load(self) -> None:
        if not self._fw.mounted:
            return
        values = self._fw.values
        video = video_id(values.get("youtube_id"))
        if not video:
            self._fw.page.dom.part("video", self._fw.node, "release")
            return
        options = {name: bool(values.get(name)) for name in ("autoplay", "loop", "mute")}
        start = float(values.get("current_time") or 0)
        self._fw.page.dom.part(
            "video",
            self._fw.node,
            "load",
            video,
            {**options, "start": start, "volume": int(values.get("volume", 50) or 0)},
        )

    def _fw_dom_event(self, dom_type: str, detail: dict[str, Any]) -> None:
        if dom_type == "video-state":
            self._fw.values["-state"] = detail["state"]
            self.raise_event("state_change", state=detail["state"])
        else:
            super()._fw_dom_event(dom_type, detail)


def video_id(text: Any) -> str:
    """The id in an address, or the id itself; empty when it can be neither."""
    text = str(text or "").strip()
    found = _ADDRESS.search(text)
    if found:
        return found[1]
    return text if _ID.fullmatch(text) else ""
