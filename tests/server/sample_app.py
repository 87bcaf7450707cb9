"""Writes a small app that has something to hide, for the tests of the host and of the command line."""

from __future__ import annotations

from pathlib import Path

SECRETS = (
    "SERVER-SOURCE-SECRET",
    "NESTED-SERVER-SECRET",
    "REQUIREMENTS-SECRET",
    "SERVER-CONFIG-SECRET",
    "STORED-SECRET",
    "SCHEMA-SECRET",
    "GIT-SECRET",
    "EDITOR-SECRET",
    "OUTSIDE-SECRET",
    "README-SECRET",
    "PARAMETERS-SECRET",
)

MANIFEST = """\
name: Sample
package_name: Sample
allow_embedding: true
startup: {type: form, module: Form1}
runtime_options: {version: 2, client_version: '3', server_version: SERVER-CONFIG-SECRET}
metadata: {title: Sample & <friends>, description: 'A "sample"'}
native_deps:
  head_html: '<meta name="from-app" content="yes">'
services:
- source: /runtime/services/anvil/email.yml
  client_config: {visible: true}
  server_config: {smtp_password: SERVER-CONFIG-SECRET}
secrets: {key: {value: STORED-SECRET}}
db_schema:
  people: {title: SCHEMA-SECRET, client: none, server: full, columns: []}
"""

SERVER = '''\
"""SERVER-SOURCE-SECRET"""
import os
import threading
import time

import anvil.server
from anvil import BlobMedia

count = 0


@anvil.server.callable
def add(a, b=1):
    return a + b


@anvil.server.callable
def step():
    global count
    count += 1
    return [count, os.getpid()]


@anvil.server.callable
def echo(*values, **named):
    return {"values": list(values), "named": named}


@anvil.server.callable
def reverse(media):
    return BlobMedia(media.content_type, media.get_bytes()[::-1], name=media.name)


@anvil.server.callable
def fail(kind, text):
    raise {"value": ValueError, "key": KeyError, "lookup": LookupError}[kind](text)


@anvil.server.callable
def unserialisable():
    return {"when": [object()]}


@anvil.server.callable
def say(text):
    print(text)
    return None


@anvil.server.callable
def nap(seconds):
    time.sleep(seconds)
    return seconds


@anvil.server.callable
def leave(code):
    os._exit(code)


@anvil.server.callable
def mark(path, seconds):
    time.sleep(seconds)
    with open(path, "w") as file:
        file.write("done")
    return "done"


@anvil.server.callable
def slow(path, seconds):
    with open(path, "w") as file:
        file.write(str(os.getpid()))
    time.sleep(seconds)
    return "finished"
'''

FORM = '''\
from ._anvil_designer import Form1Template
from anvil import *


class Form1(Form1Template):
    """CLIENT-SOURCE"""

    def __init__(self, **properties):
        self.init_components(**properties)
'''

TEMPLATE = """\
container: {type: ColumnPanel, properties: {}}
components:
- {type: Label, name: label_1, properties: {text: Hello}}
is_package: true
"""

PARAMETERS = """\
# PARAMETERS-SECRET
roles:
- {name: card, title: Card, components: [ColumnPanel]}
color_scheme:
  colors:
  - {name: Primary 500, color: '#1565c0'}
  - {name: primary-500, color: '#ff0000'}
"""

CSS = """\
.card { color: %color:Primary 500%; background: %color:primary-500%; border-color: %color:Nowhere% }
"""


def write_app(folder: Path) -> Path:
    """The app in `folder`, with a file outside it at `folder/../outside.txt`."""
    files = {
        "anvil.yaml": MANIFEST,
        "__init__.py": "# package\n",
        "README.md": "README-SECRET\n",
        ".git/config": "GIT-SECRET\n",
        ".anvil_editor.yaml": "EDITOR-SECRET: 1\n",
        "server_code/Server.py": SERVER,
        "server_code/deep/__init__.py": "",
        "server_code/deep/Inner.py": "# NESTED-SERVER-SECRET\n",
        "server_code/requirements.txt": "# REQUIREMENTS-SECRET\n",
        "client_code/Form1/__init__.py": FORM,
        "client_code/Form1/form_template.yaml": TEMPLATE,
        "client_code/Shared.py": "RATE = 3\n",
        "theme/parameters.yaml": PARAMETERS,
        "theme/assets/theme.css": CSS,
        "theme/assets/standard-page.html": '<div class="page" anvil-slot="default"></div>\n',
        "theme/assets/pictures/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
        "theme/assets/.hidden": "EDITOR-SECRET\n",
    }
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder.parent / "outside.txt").write_text("OUTSIDE-SECRET\n", encoding="utf-8")
    return folder
