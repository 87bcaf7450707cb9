"""A small app on disk that the tests of the designer open, edit and break."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "anvil.yaml": (
        "# The manifest keeps its comments.\n"
        "name: Counter\n"
        "package_name: counter\n"
        "startup: {type: form, module: Form1}\n"
        "runtime_options:\n"
        "  version: 2\n"
        "unknown_key: kept\n"
    ),
    "client_code/Form1/__init__.py": (
        "from ._anvil_designer import Form1Template\n"
        "from .. import Global\n\n\n"
        "class Form1(Form1Template):\n"
        "    def __init__(self, **properties):\n"
        "        self.init_components(**properties)\n"
        "        self.count = Global.clicks\n"
    ),
    "client_code/Form1/form_template.yaml": (
        "container: {type: ColumnPanel}\ncomponents:\n- {type: Label, name: label_1}\n"
    ),
    "client_code/Global.py": "clicks = 0\n",
    "client_code/tools/__init__.py": "",
    "client_code/tools/Prices.py": "def price(n):\n    return n * 2\n",
    "server_code/Server.py": "import anvil.server\n",
    "theme/assets/theme.css": "body { margin: 0 }\n",
    "theme/assets/logo.svg": "<svg/>\n",
}


def make_app(folder: Path) -> Path:
    for path, text in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return folder
