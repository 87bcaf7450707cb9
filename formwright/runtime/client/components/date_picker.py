"""DatePicker: the browser's own field for a date, or for a date and a time, in the app's own format."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from formwright.runtime.client import css
from formwright.runtime.client.component import Component, DomTypes
from formwright.runtime.client.components.shared import (
    ALIGN,
    CHANGE,
    COMMON,
    ENABLED,
    FONT,
    HIDE,
    LAYOUT,
    MARGIN,
    PLACEHOLDER,
    SHOW,
)
from formwright.runtime.protocol.tz import tzlocal
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

SPEC = ComponentSpec(
    "DatePicker",
    "A field for a date, with a time if wanted.",
    (
        PropertySpec(
            "date", default=None, binding_default=True, writeback=True, writeback_events=("change",)
        ),
        PropertySpec("pick_time", "boolean", False),
        PropertySpec("min_date", default=""),
        PropertySpec("max_date", default=""),
        PropertySpec("format", default="", description="Codes of strftime: %d/%m/%Y."),
        PLACEHOLDER,
        ENABLED,
        ALIGN,
        *FONT,
        *COMMON,
        *LAYOUT,
        MARGIN,
    ),
    (SHOW, HIDE, CHANGE),
    icon="fa:calendar",
)


class DatePicker(Component, spec=SPEC):
    _fw_dom_types: ClassVar[DomTypes] = {"change": ("change",)}

    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("div", "fw-c fw-field fw-date")
        field = self._fw.values["-field"] = dom.make("input", "fw-input")
        dom.attribute(field, "type", "date")
        # Browsers show dates in their own way: what this app wants lies over the field while it has no focus.
        self._fw.values["-cover"] = dom.make("span", "fw-date-text fw-hidden")
        dom.attribute(self._fw.values["-cover"], "aria-hidden", "true")
        dom.insert(node, field)
        dom.insert(node, self._fw.values["-cover"])
        self._fw.listening.add("change")
        dom.attribute(field, "data-fw", self._fw.identity)
        dom.attribute(field, "data-fw-on", "change")
        return node

    def _fw_surface(self) -> Any:
        return self._fw.values["-field"]

    @property
    def date(self) -> dt.date | None:
        text = str(self._fw.page.dom.get(self._fw_control(), "value"))
        if not text:
            return None
        if self._fw.values.get("pick_time"):
            return dt.datetime.fromisoformat(text).replace(tzinfo=tzlocal())
        return dt.date.fromisoformat(text[:10])

    @date.setter
    def date(self, value: Any) -> None:
        self._fw.values["-moment"] = to_moment(value)
        self._fw_show(self._fw.values["-moment"])

    def _fw_show(self, value: dt.date | None) -> None:
        if value is None:
            text = ""
        elif self._fw.values.get("pick_time"):
            moment = (
                value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
            )
            local = moment.astimezone(tzlocal()) if moment.tzinfo is not None else moment
            text = local.strftime("%Y-%m-%dT%H:%M")
        else:
            text = f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
        self._fw.page.dom.set(self._fw_control(), "value", text)
        self._fw_cover()

    def _fw_cover(self) -> None:
        """The date in the app's own format; the placeholder while there is none."""
        dom, values = self._fw.page.dom, self._fw.values
        shown = self.date
        form = str(values.get("format") or "")
        text = str(values.get("placeholder") or "") if shown is None else shown.strftime(form) if form else ""
        dom.text(values["-cover"], text)
        dom.toggle_class(values["-cover"], "fw-hidden", not text)
        dom.toggle_class(values["-cover"], "fw-date-empty", shown is None)
        dom.toggle_class(self._fw.node, "fw-date-covered", bool(text))

    def _fw_mounted(self) -> None:
        if self._fw.page.names is not None:
            self._fw_fit_cover()

    def _fw_fit_cover(self) -> None:
        """A style sheet of the app says how far from the edge of the field text begins."""
        dom, cover = self._fw.page.dom, self._fw.values["-cover"]
        for name in ("padding-left", "padding-top", "padding-bottom", "font-size", "color"):
            dom.style(cover, name, dom.computed(self._fw_control(), name))

    def _fw_apply_format(self, value: Any) -> None:  # noqa: ARG002 (read from the values)
        self._fw_cover()

    def _fw_apply_placeholder(self, value: Any) -> None:
        """Assistive software reads the attribute; browsers show their own pattern instead."""
        self._fw.page.dom.attribute(self._fw_control(), "placeholder", str(value) if value else None)
        self._fw_cover()

    def _fw_apply_foreground(self, value: Any) -> None:
        app = self._fw.page.app
        color = css.color(value, app.color_variables if app is not None else {})
        for node in (self._fw_control(), self._fw.values["-cover"]):
            self._fw.page.dom.style(node, "color", color)

    def _fw_dom_event(self, dom_type: str, detail: dict[str, Any]) -> None:
        if dom_type == "change":
            self._fw_cover()
        super()._fw_dom_event(dom_type, detail)

    def _fw_apply_pick_time(self, value: Any) -> None:
        text = str(self._fw.page.dom.get(self._fw_control(), "value"))
        shown = dt.datetime.fromisoformat(text) if text else None
        moment = self._fw.values.get("-moment")
        if moment is not None and moment.isoformat()[:10] == text[:10]:
            shown = moment  # a template may set the moment first, and then that its time matters
        self._fw.page.dom.attribute(self._fw_control(), "type", "datetime-local" if value else "date")
        self._fw_show(shown)
        for limit in ("min", "max"):
            self._fw_limit(limit, self._fw.values.get(f"{limit}_date"))

    def _fw_apply_min_date(self, value: Any) -> None:
        self._fw_limit("min", value)

    def _fw_apply_max_date(self, value: Any) -> None:
        self._fw_limit("max", value)

    def _fw_limit(self, name: str, value: Any) -> None:
        moment = to_moment(value)
        text = None if moment is None else moment.isoformat()[:10]
        if text is not None and self._fw.values.get("pick_time"):
            if isinstance(moment, dt.datetime):
                local = moment.astimezone(tzlocal()) if moment.tzinfo is not None else moment
                text = local.strftime("%Y-%m-%dT%H:%M")
            else:  # a day that is a limit is allowed to its end
                text += "T00:00" if name == "min" else "T23:59"
        self._fw.page.dom.attribute(self._fw_control(), name, text)

    def _fw_apply_align(self, value: Any) -> None:
        self._fw.page.dom.style(self._fw_control(), "text-align", str(value or ""))

    def focus(self) -> None:
        """Gives it the keyboard."""
        self._fw.page.dom.call(self._fw_control(), "focus")


def to_moment(value: Any) -> dt.date | None:
    """From what apps assign: None, "now", text in ISO form, a date or a datetime."""
    if value is None or value == "":
        return None
    if value == "now":
        return dt.datetime.now(tzlocal())
    if isinstance(value, str):
        return dt.datetime.fromisoformat(value) if len(value) > 10 else dt.date.fromisoformat(value)
    if isinstance(value, dt.date):
        return value
    raise TypeError(f"DatePicker.date takes a date, a datetime, text or None, not {type(value).__name__}")
