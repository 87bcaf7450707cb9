"""How Sphinx builds the manual. `tools/manual` copies this folder, adds the generated pages and runs it.

The pages must work from `file://` without a network: nothing here may bring a script, style or font from
another host, and the search works on files only. tests/docs holds it to that.
"""

from formwright import __version__

project = "Formwright"
author = "The authors of Formwright"
version = release = __version__
language = "en"

extensions = ["myst_parser", "sphinx_design"]
myst_enable_extensions = ["attrs_inline", "attrs_block", "colon_fence", "deflist"]
myst_heading_anchors = 3
nitpicky = True
add_module_names = False
toc_object_entries = False
python_display_short_literal_types = True

html_theme = "furo"
html_title = "Formwright"
html_static_path = ["_static"]
html_css_files = ["manual.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_show_search_summary = False  # summaries are fetched from pages, which file:// does not allow
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#2f5bea",
        "color-brand-content": "#2450d6",
    },
    "dark_css_variables": {
        "color-brand-primary": "#86a6ff",
        "color-brand-content": "#86a6ff",
        "color-background-primary": "#16181d",
        "color-background-secondary": "#1d2026",
    },
}
pygments_style = "tango"
pygments_dark_style = "github-dark"
