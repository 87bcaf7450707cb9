"""A package that an app can require without a network: a wheel made by hand, beside `requirements.txt`."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from pathlib import Path

NAME = "little_helper-1.0-py3-none-any.whl"

USER = """
import sys
import anvil.server

@anvil.server.callable
def helped():
    import little_helper
    return little_helper.WORD

@anvil.server.callable
def version():
    return list(sys.version_info[:2])
"""


def require_package(app: Path) -> None:
    """Makes the app need `little_helper`, and gives it a function that uses it."""
    files = {
        "little_helper.py": b"WORD = 'helped'\n",
        "little_helper-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: little-helper\nVersion: 1.0\n",
        "little_helper-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\n",
    }
    record = "little_helper-1.0.dist-info/RECORD"
    lines = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in files.items()]
    with zipfile.ZipFile(app / "server_code" / NAME, "w") as wheel:
        for name, content in files.items():
            wheel.writestr(name, content)
        wheel.writestr(record, "\n".join([*lines, f"{record},,"]) + "\n")
    (app / "server_code" / "requirements.txt").write_text(f"./{NAME}\n")
    (app / "server_code" / "Helped.py").write_text(USER)


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
