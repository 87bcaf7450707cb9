"""Theme colours become CSS custom properties."""

from __future__ import annotations

from formwright.runtime.server.theme_css import process, safe_colors, variable


def test_each_name_has_its_own_property() -> None:
    names = ["Primary 500", "primary-500", "Primary-500", "Größe", "größe", "日本"]
    assert len({variable(name) for name in names}) == len(names)
    assert variable("Primary 500").startswith("--anvil-color-primary-500-")


def test_placeholders_are_replaced_and_properties_declared() -> None:
    css = process(".a { color: %color:Primary 500%; }", {"Primary 500": "#123456"})
    name = variable("Primary 500")
    assert css == f":root {{\n  {name}: #123456;\n}}\n.a {{ color: var({name}); }}"


def test_unknown_colours_name_a_property_that_is_not_set() -> None:
    css = process("a { color: %color:Nope% }", {"Primary 500": "#123456"})
    assert f"color: var({variable('Nope')})" in css
    assert f"{variable('Nope')}:" not in css


def test_banner_height_and_percentages_in_css() -> None:
    assert process("a { top: %anvil-banner-height%; width: 50%; height: 20% }", {}) == (
        "a { top: 0px; width: 50%; height: 20% }"
    )


def test_a_charset_rule_stays_first() -> None:
    css = process('@charset "utf-8";\na { color: %color:x% }', {"x": "red"})
    assert css.startswith('@charset "utf-8";\n:root {')


def test_a_value_cannot_end_its_declaration() -> None:
    bad = {"a": "red; } body { display: none", "b": "red /*", "c": "</style>", "d": "", "e": "rgb(1, 2, 3)"}
    assert safe_colors(bad) == {"e": "rgb(1, 2, 3)"}


def test_imports_come_first_and_addresses_are_those_of_the_page() -> None:
    css = (
        "/* @import 'none.css'; */\n.a { background: url(_/theme/a.png) }\n"
        "@import \"_/theme/parts/b.css\";\n@import url('./_/theme/c.css') screen;\n"
        "@import url(https://fonts.googleapis.com/css2?family=Barlow:wght@400;700);\n"
        "@import url('https://fonts.googleapis.com/css?family=Roboto:400;700');\n"
    )
    made = process(css, {"x": "red"})
    head, _, rest = made.partition(":root")
    assert head.splitlines() == [
        '@import "/_/theme/parts/b.css";',
        "@import url('/_/theme/c.css') screen;",
        "@import url(https://fonts.googleapis.com/css2?family=Barlow:wght@400;700);",
    ]
    assert "url(/_/theme/a.png)" in rest
    assert "@import 'none.css'" in rest, "comments stay as they are"
    assert "Roboto" not in made
