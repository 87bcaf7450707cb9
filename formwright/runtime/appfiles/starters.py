"""The first text of new files.

Responsible for: what a new form, module or server module holds, fitting the app it goes into.
May not: touch the disk. Process: designer and command line.
"""

from __future__ import annotations

import re
from collections import Counter

from formwright.runtime.spec.app import App

MODULE = '''"""Code that Forms and Server Modules of this app can import."""
'''

SERVER_MODULE = '''"""Runs on the server. People who use the app cannot read it."""

import anvil.server

# Forms can call a function that is marked as callable:
#
# @anvil.server.callable
# def say_hello(name):
#     return f"Hello, {name}!"
#
# In a Form: anvil.server.call("say_hello", "Ada")
'''

_FORM = """\
{imports}

class {name}({name}Template):
    def __init__(self, **properties):
{before}        # Makes the components and sets their properties.
        self.init_components(**properties)
{after}{methods}"""

_COLUMN_PANEL = """\
container:
  type: ColumnPanel
  properties: {}
components: []
is_package: true
"""

_STANDARD_PAGE = """\
container:
  type: HtmlTemplate
  properties: {html: '@theme:standard-page.html'}
components:
- type: ColumnPanel
  name: content_panel
  properties: {}
  layout_properties: {slot: default}
  components: []
is_package: true
"""


def form_code(app: App, name: str, methods: str = "", after: str = "", before: str = "") -> str:
    """`methods`, and lines `after` and `before` the components are made, come four spaces deep."""
    imports = "from anvil import *\n"
    if app.manifest.runtime_version >= 2:
        imports = f"from ._anvil_designer import {name}Template\n{imports}"
    code = _FORM.format(imports=imports, name=name, before=before, after=after, methods=methods)
    indent = _indent(app)
    return re.sub(r"^(?:    )+", lambda found: indent * (len(found[0]) // 4), code, flags=re.MULTILINE)


def form_template(app: App) -> str:
    """Apps with Anvil's classic page keep it on new forms; others get a plain column."""
    return _STANDARD_PAGE if app.theme.asset("standard-page.html") else _COLUMN_PANEL


def _indent(app: App) -> str:
    """As the app's other forms have it: Anvil's editor writes two spaces, many people four."""
    found = Counter(
        match.group(1)
        for module in app.client
        for match in re.finditer(r"^([ \t]+)def __init__\(", module.source, re.MULTILINE)
    )
    return found.most_common(1)[0][0] if found else "    "
