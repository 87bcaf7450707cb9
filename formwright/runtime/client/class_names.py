"""Class names by which style sheets that were made for Anvil know components.

Responsible for which of our elements has which of those names. Only apps whose `theme.css` is written for
them get any (`server/ground.py`); the page of another app has no `ClassNames`. Where such a style sheet also
counts on a structure of elements, the component makes it (`page.names is not None`). Runs in the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_COMPONENT = "anvil-component anvil-spacing-above-small anvil-spacing-below-small"
_CONTAINER = f"{_COMPONENT} anvil-container anvil-container-overflow"
_COLUMNS = "column-panel anvil-column-panel col-padding-medium"

#: Classes with which a component makes an element → what the element is called in addition.
_MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "fw-c": "anvil-component",
        "fw-c fw-label": f"{_COMPONENT} anvil-label",
        "fw-text fw-label-text": "label-text",
        "fw-c fw-link": f"{_CONTAINER} anvil-link",
        "fw-text fw-link-words": "link-text",
        "fw-c fw-button-box": f"{_COMPONENT} anvil-button",
        "fw-button": "btn btn-default",
        "fw-text fw-button-text": "button-text",
        "fw-c fw-file-box": f"{_COMPONENT} file-loader anvil-file-loader",
        "fw-c fw-text-box": f"{_COMPONENT} anvil-text-box form-control",
        "fw-c fw-text-area": f"{_COMPONENT} anvil-text-area form-control",
        "fw-c fw-field fw-drop-down": f"{_COMPONENT} anvil-dropdown",
        "fw-input fw-select": "form-control",
        "fw-c fw-field fw-date": f"{_COMPONENT} anvil-datepicker",
        "fw-input": "form-control",
        "fw-c fw-choice-box fw-check-box": f"{_COMPONENT} anvil-checkbox",
        "fw-choice-holder fw-check-holder": "checkbox",
        "fw-c fw-choice-box fw-radio-box": f"{_COMPONENT} anvil-radio-button",
        "fw-choice-holder fw-radio-holder": "radio",
        "fw-c fw-image": f"{_COMPONENT} anvil-image",
        "fw-c fw-spacer": f"{_COMPONENT} anvil-spacer",
        "fw-c fw-canvas": f"{_COMPONENT} anvil-canvas",
        "fw-c fw-plot": f"{_COMPONENT} anvil-plot",
        "fw-c fw-rich": f"{_COMPONENT} anvil-rich-text",
        "fw-c fw-video": f"{_COMPONENT} anvil-youtube-video",
        "fw-c fw-map": f"{_COMPONENT} anvil-google-map",
        "fw-c fw-column-panel": f"{_CONTAINER} {_COLUMNS}",
        "fw-section": "anvil-panel-section",
        "fw-section-container": "anvil-panel-section-container anvil-container-overflow",
        "fw-gutter": "anvil-panel-section-gutter",
        "fw-row": "anvil-panel-row",
        "fw-col": "anvil-panel-col",
        "fw-col-padding": "col-padding",
        "fw-c fw-linear": f"{_CONTAINER} linear-panel anvil-linear-panel",
        "fw-c fw-flow": f"{_CONTAINER} flow-panel anvil-flow-panel flow-spacing-medium",
        "fw-flow-gutter": "flow-panel-gutter",
        "fw-flow-item": "flow-panel-item",
        "fw-c fw-grid": f"{_CONTAINER} grid-panel anvil-grid-panel",
        "fw-c fw-xy-box": f"{_CONTAINER} xy-panel anvil-xy-panel",
        "fw-c fw-html": "anvil-component anvil-container html-templated-panel",
        "fw-c fw-repeating": f"{_CONTAINER} repeating-panel anvil-repeating-panel",
        "fw-c fw-data-grid": f"{_CONTAINER} anvil-data-grid",
        "fw-data-table": "data-grid-child-panel",
        "fw-data-row fw-data-header": "anvil-data-row-panel auto-grid-header",
        "fw-c fw-data-row": (
            "anvil-component anvil-spacing-above-none anvil-spacing-below-none anvil-container "
            "anvil-data-row-panel"
        ),
        "fw-data-cell": "data-row-col",
        "fw-data-text": "anvil-component anvil-label has-text",
        "fw-data-words": "label-text",
        "fw-data-footer fw-hidden": "data-grid-footer-panel",
        "fw-backdrop": "modal in",
        "fw-modal-frame": "modal-dialog",
        "fw-modal-box": "modal-content",
        "fw-modal-header": "modal-header",
        "fw-modal-title": "modal-title",
        "fw-dialog-body": "modal-body",
        "fw-dialog-buttons": "modal-footer",
        "fw-button fw-dialog-button": "btn",
        "fw-close": "close",
        "fw-spinner": "anvil-spinner",
    }
)


class ClassNames:
    """The names, as a style sheet for one generation of the runtime spells them."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def __call__(self, name: str) -> str:
        return name if name.startswith("anvil-") else f"{self._prefix}{name}"

    def all(self, names: str) -> str:
        return " ".join(map(self, names.split()))

    def meanings(self) -> dict[str, str]:
        """Classes of ours → ours and Anvil's."""
        return {ours: f"{ours} {self.all(names)}" for ours, names in _MEANINGS.items()}
