"""What each property of the catalog does to a page: a value, and how the page shows it. Data only.

An effect is JavaScript that is true when the value is seen. In it `e` is the element of the component,
`any(property, value)` says whether `e` or an element in it has this computed style, and `find(selector)` is
`e` or an element in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple


class Effect(NamedTuple):
    value: Any
    seen: str
    read: Any = ...  # what reading gives, when it is not the value
    also: Mapping[str, Any] = MappingProxyType(
        {}
    )  # what else is set before, so that there is something to see


def style(name: str, value: str) -> str:
    return f"any({name!r}, {value!r})"


PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='8' height='8'/%3E"
ICON = {"icon": "fa:star", "text": "x"}
#: Where a theme for Anvil's class names dresses the page, icons are in the order of reading.
AFTER = " || !!e.querySelector('.fw-text ~ .fw-icon')"
ABOVE = " || getComputedStyle(e.querySelector('.fw-icon.top-icon')).display == 'block'"
ROWS = "e.children.length"

#: property → effects on every component that has it
COMMON: dict[str, tuple[Effect, ...]] = {
    "background": (Effect("#123456", style("background-color", "rgb(18, 52, 86)")),),
    "foreground": (Effect("rgb(200, 10, 20)", style("color", "rgb(200, 10, 20)")),),
    "border": (Effect("3px dashed red", style("border-top-style", "dashed")),),
    "visible": (Effect(False, "getComputedStyle(e).display == 'none'"),),
    "role": (
        Effect("shiny", "e.classList.contains('anvil-role-shiny')"),
        Effect(["a", "b"], "['a', 'b'].every(n => e.classList.contains('anvil-role-' + n))"),
    ),
    "tooltip": (Effect("a hint", "e.title == 'a hint'"),),
    "spacing_above": (
        Effect("large", "getComputedStyle(e).marginTop == '16px'"),
        Effect("none", "getComputedStyle(e).marginTop == '0px'"),
    ),
    "spacing_below": (
        Effect("medium", "getComputedStyle(e).marginBottom == '8px'"),
        Effect("none", "getComputedStyle(e).marginBottom == '0px'"),
    ),
    "spacing": (
        Effect(
            {"margin": "1px 2px 3px 4px", "padding": 5},
            "getComputedStyle(e).margin == '1px 2px 3px 4px' && getComputedStyle(e).padding == '5px'",
        ),
    ),
    "margin": (Effect([7, 8], "getComputedStyle(e).margin == '7px 8px'"),),
    "width": (Effect("120", "getComputedStyle(e).width == '120px'"),),
    "height": (Effect("77", style("height", "77px")),),
    "row_spacing": (Effect(23, style("row-gap", "23px") + " || " + style("--fw-row-gap", "23px")),),
    "text": (
        Effect(
            "Some text",
            "e.innerText.includes('Some text') || find('input, textarea')?.value == 'Some text'",
        ),
    ),
    "bold": (Effect(True, style("font-weight", "700")),),
    "italic": (Effect(True, style("font-style", "italic")),),
    "underline": (Effect(True, style("text-decoration-line", "underline")),),
    "font": (Effect("Georgia", style("font-family", "Georgia")),),
    "font_size": (Effect(31, style("font-size", "31px")),),
    "align": (Effect("center", style("text-align", "center")), Effect("right", style("text-align", "right"))),
    "enabled": (Effect(False, "find('button, input, textarea, select').disabled"),),
    "placeholder": (Effect("write here", "find('input, textarea').placeholder == 'write here'"),),
    "icon": (
        Effect(
            "fa:star",
            "e.querySelector('.fa-star') && getComputedStyle(e.querySelector('.fa-star')).fontFamily != ''",
        ),
    ),
}

#: component → property → effects of this component alone
OWN: dict[str, dict[str, tuple[Effect, ...]]] = {
    "Label": {
        "icon_align": (Effect("right", style("order", "2") + AFTER, also=ICON),),
    },
    "Link": {
        "url": (
            Effect("https://example.org/x", "e.href == 'https://example.org/x' && e.target == '_blank'"),
        ),
        "icon_align": (Effect("top", style("flex-direction", "column") + ABOVE, also=ICON),),
        "text_padding": (Effect("3px 6px", "getComputedStyle(e.firstElementChild).padding == '3px 6px'"),),
    },
    "Button": {
        "align": (
            Effect("left", style("text-align", "left")),
            Effect("full", "e.firstElementChild.offsetWidth == e.clientWidth"),
        ),
        "icon_align": (Effect("right", style("flex-direction", "row-reverse") + AFTER, also=ICON),),
    },
    "TextBox": {
        "type": tuple(Effect(kind, f"find('input').type == {kind!r}") for kind in ("email", "tel", "url")),
        "hide_text": (Effect(True, "find('input').type == 'password'"),),
    },
    "TextArea": {"auto_expand": (Effect(True, style("field-sizing", "content")),)},
    "CheckBox": {
        "checked": (Effect(True, "e.querySelector('input').checked"),),
        "allow_indeterminate": (
            Effect(True, "e.querySelector('input').indeterminate", also={"checked": None}),
        ),
    },
    "RadioButton": {
        "selected": (
            Effect(True, "e.querySelector('input').checked", also={"group_name": "only {instance}"}),
        ),
        "value": (Effect("v1", "!e.querySelector('input').checked"),),
        "group_name": (Effect("sizes", "e.querySelector('input').name.includes('sizes')"),),
    },
    "DropDown": {
        "items": (
            Effect(["One", "Two"], "[...e.querySelectorAll('option')].map(o => o.text).join() == 'One,Two'"),
        ),
        "selected_value": (
            Effect("lost", "e.querySelector('select').selectedOptions[0].text.includes('lost')"),
        ),
        "include_placeholder": (Effect(True, "e.querySelectorAll('option').length == 1"),),
        "placeholder": (
            Effect(
                "choose",
                "e.querySelector('select').selectedOptions[0].text == 'choose'",
                also={"include_placeholder": True},
            ),
        ),
        "align": (Effect("center", style("text-align", "center")),),
    },
    "FileLoader": {
        "multiple": (Effect(True, "e.querySelector('input').multiple"),),
        "file_types": (Effect(".csv", "e.querySelector('input').accept == '.csv'"),),
        "show_state": (Effect(False, "e.innerText.includes('Upload')"),),
        "icon_align": (Effect("right", style("flex-direction", "row-reverse") + AFTER, also=ICON),),
    },
    "Image": {
        "source": (Effect(PICTURE, "e.querySelector('img').src.startsWith('data:image')", "<URLMedia>"),),
        "alt_text": (Effect("a cat", "e.querySelector('img').alt == 'a cat'"),),
        "display_mode": (
            Effect("zoom_to_fill", style("object-fit", "cover")),
            Effect("original_size", style("object-fit", "none")),
            Effect("fill_width", "e.classList.contains('fw-image-fill-width')"),
        ),
        "horizontal_align": (
            Effect("left", "e.querySelector('img').style.objectPosition.startsWith('left')"),
        ),
        "vertical_align": (Effect("top", "e.querySelector('img').style.objectPosition.endsWith('top')"),),
        "align": (Effect("right", "e.querySelector('img').style.objectPosition.startsWith('right')"),),
        "border_radius": (Effect("9", style("border-top-left-radius", "9px")),),
    },
    "ColumnPanel": {
        "col_widths": (Effect('{"A": 10}', "true"),),
        "wrap_on": (Effect("never", "find('[data-wrap=never]')"),),
        "col_spacing": (
            Effect("huge", "e.querySelector('[style*=fw-col-gap]') || e.matches('.col-padding-huge')"),
        ),
    },
    "FlowPanel": {
        "align": (
            Effect("center", style("justify-content", "center")),
            Effect("right", style("justify-content", "flex-end")),
            Effect("justify", style("justify-content", "space-between")),
        ),
        "vertical_align": (
            Effect("top", style("align-items", "flex-start")),
            Effect("middle", style("align-items", "center")),
            Effect("bottom", style("align-items", "flex-end")),
        ),
        "gap": (
            Effect("huge", style("row-gap", "40px") + " || e.matches('.flow-spacing-huge')"),
            Effect("none", style("row-gap", "0px") + " || e.matches('.flow-spacing-none')"),
        ),
    },
    "XYPanel": {
        "width": (Effect(130, style("width", "130px")),),
        "align": (
            Effect("left", "e.firstElementChild.style.margin == '0px auto 0px 0px'"),
            Effect("right", "e.firstElementChild.style.margin == '0px 0px 0px auto'"),
        ),
    },
    "HtmlTemplate": {"html": (Effect("<h4>Hi</h4>", "e.querySelector('h4').innerText == 'Hi'"),)},
    "RichText": {
        "content": (Effect("so **bold**", "e.querySelector('strong').innerText == 'bold'"),),
        "format": (Effect("plain_text", "e.innerText.includes('**x**')", also={"content": "**x**"}),),
        "data": (Effect({"x": 41}, "e.innerText.includes('is 41')", also={"content": "is {x}"}),),
        "enable_slots": (Effect(False, "e.innerText.includes('{x}')", also={"content": "{x}"}),),
    },
    "DatePicker": {
        "date": (Effect("2024-02-29", "e.querySelector('input').value != ''", "2024-02-29"),),
        "pick_time": (Effect(True, "e.querySelector('input').type != 'date'"),),
        "min_date": (Effect("2024-01-01", "e.querySelector('input').min.startsWith('2024-01-01')"),),
        "max_date": (Effect("2024-12-31", "e.querySelector('input').max.startsWith('2024-12-31')"),),
        "format": (Effect("%d.%m.%Y", "true"),),
    },
    "HtmlComponent": {
        "html": (Effect("<p>Hi <u>you</u></p>", "e.innerText.includes('Hi you')"),),
        "classes": (Effect(["shiny"], "e.classList.contains('shiny')", "<Classes>"),),
        "style": (Effect({"color": "rgb(1, 2, 3)"}, style("color", "rgb(1, 2, 3)"), "<Style>"),),
        "attrs": (Effect({"lang": "fr"}, "e.lang == 'fr'"),),
    },
    "Spacer": {},
    "RepeatingPanel": {
        "items": (Effect([1, 2, 3], f"{ROWS} == 3", also={"item_template": "Row"}),),
        "item_template": (Effect("Row", f"{ROWS} == 2", also={"items": [1, 2]}),),
    },
    "DataGrid": {
        "columns": (
            Effect(
                [{"id": "A", "title": "Name", "data_key": "n", "width": "90"}],
                "e.innerText.includes('Name') && e.style.getPropertyValue('--fw-columns') == '90px'",
            ),
        ),
        "auto_header": (
            Effect(
                False,
                "!e.querySelector('[role=columnheader]')",
                also={"columns": [{"id": "A", "title": "Name", "data_key": "n"}]},
            ),
        ),
        "show_page_controls": (Effect(False, "true"),),
        "rows_per_page": (Effect(3, "true"),),
        "wrap_on": (Effect("tablet", "e.dataset.wrap == 'tablet'"),),
    },
    "DataRowPanel": {
        "item": (Effect({"n": 1}, "true"),),
        "auto_display_data": (Effect(False, "true"),),
    },
    "Timer": {"interval": (Effect(0, "true"),)},
}

#: Components behind a library of its own: what only they have is tested with them (`test_drawings.py`).
WITH_TESTS_OF_THEIR_OWN = {"GoogleMap", "Plot", "YouTubeVideo"}
#: Properties that nothing on the page shows.
UNSEEN = {"tag", "file", "files"}


def effects(component: str, name: str) -> tuple[Effect, ...] | None:
    """None when nobody has written down what the property does."""
    own = OWN.get(component, {}).get(name)
    if own is None and component == "Link":  # everything a ColumnPanel has
        own = OWN["ColumnPanel"].get(name)
    return own if own is not None else COMMON.get(name)
