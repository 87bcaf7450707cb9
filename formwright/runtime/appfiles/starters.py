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
{indent}def __init__(self, **properties):
{indent}{indent}# Makes the components and sets their properties.
{indent}{indent}self.init_components(**properties)
"""

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


def form_code(app: App, name: str) -> str:
    imports = "from anvil import *\n"
    if app.manifest.runtime_version >= 2:
        imports = f"from ._anvil_designer import {name}Template\n{imports}"
    return _FORM.format(imports=imports, name=name, indent=_indent(app))


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


def app_files(title: str, package: str) -> dict[str, bytes]:
    """A new app; `title` is spelled as YAML."""
    files = {
        "anvil.yaml": _APP.format(title=title, package=package),
        "client_code/Form1/__init__.py": _FORM.format(
            imports="from ._anvil_designer import Form1Template\nfrom anvil import *\n",
            name="Form1",
            indent="    ",
        ),
        "client_code/Form1/form_template.yaml": _FIRST_FORM.format(title=title),
        ".gitignore": "__pycache__/\n",
    }
    return {path: text.encode() for path, text in files.items()}


_APP = """\
name: {title}
package_name: {package}
startup: {{type: form, module: Form1}}
dependencies: []
services: []
runtime_options: {{version: 2, client_version: '3'}}
"""

_FIRST_FORM = """\
container:
  type: ColumnPanel
  properties: {{}}
components:
- type: Label
  name: heading
  properties: {{text: {title}, role: headline}}
is_package: true
"""
