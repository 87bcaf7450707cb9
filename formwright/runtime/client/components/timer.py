"""Timer: raises `tick` again and again while it is on the page. Ticks never overlap."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.components.shared import HIDE, SHOW, TAG
from formwright.runtime.client.loop import Cancel
from formwright.runtime.spec.components import ComponentSpec, EventSpec, PropertySpec

SPEC = ComponentSpec(
    "Timer",
    "Raises an event at regular times. Cannot be seen.",
    (PropertySpec("interval", "number", 0.5), TAG.but(important=True)),
    (SHOW, HIDE, EventSpec("tick", default=True)),
    visual=False,
    group="Other",
    icon="fa:clock-o",
)


class Timer(Component, spec=SPEC):
    def _fw_create(self, dom: Any) -> Any:
        return dom.make("div", "fw-hidden")

    @property
    def _fw_pending(self) -> Cancel | None:
        found: Cancel | None = self._fw.values.get("-pending")
        return found

    def _fw_mounted(self) -> None:
        self._fw_schedule()

    def _fw_unmounted(self) -> None:
        self._fw_stop()

    def _fw_apply_interval(self, value: Any) -> None:  # noqa: ARG002 (read from the values)
        if not self._fw.values.get("-ticking"):  # a running tick schedules the next one itself
            self._fw_stop()
            self._fw_schedule()

    def _fw_stop(self) -> None:
        cancel = self._fw.values.pop("-pending", None)
        if cancel is not None:
            cancel()

    def _fw_schedule(self) -> None:
        interval = self._fw.values.get("interval", 0.5)
        if self._fw.page.designing:
            return
        if self._fw.mounted and interval and float(interval) > 0 and self._fw_pending is None:
            self._fw.values["-pending"] = self._fw.page.loop.later(float(interval), self._fw_tick)

    def _fw_tick(self) -> None:
        values = self._fw.values
        values.pop("-pending", None)
        if not self._fw.mounted:
            return
        values["-ticking"] = True
        try:
            self.raise_event("tick")
        finally:
            values["-ticking"] = False
            self._fw_schedule()
