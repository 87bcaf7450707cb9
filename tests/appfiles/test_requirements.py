"""Edits of requirements.txt keep every byte that they are not about."""

from __future__ import annotations

import pytest

from formwright.runtime.appfiles.requirements import wanted, with_package, without_package

FILE = """\
# what the app needs
requests>=2.30  # talks to the bank
-r more.txt
--extra-index-url https://example.org/simple

Pandas[excel] == 2.1.0 ; python_version >= "3.9"
numpy==1.26.0 \\
    --hash=sha256:aaaa \\
    --hash=sha256:bbbb
./wheels/own.whl
this is no requirement
thing @ https://example.org/thing.zip
plotly
"""


def test_what_is_wanted() -> None:
    assert [(item.name, item.version) for item in wanted(FILE)] == [
        ("requests", ">=2.30"),
        ("Pandas", "==2.1.0"),
        ("numpy", "==1.26.0"),
        ("thing", "https://example.org/thing.zip"),
        ("plotly", ""),
    ]


@pytest.mark.parametrize(
    ("name", "version", "old", "new"),
    [
        ("requests", ">=2.32", "requests>=2.30  # talks", "requests>=2.32  # talks"),
        ("pandas", "==2.2", "Pandas[excel] == 2.1.0 ;", "Pandas[excel]==2.2 ;"),
        ("plotly", ">=6", "plotly\n", "plotly>=6\n"),
        (
            "numpy",
            "==2.0",
            "numpy==1.26.0 \\\n    --hash=sha256:aaaa \\\n    --hash=sha256:bbbb\n",
            "numpy==2.0\n",
        ),
    ],
)
def test_another_version_changes_one_line(name: str, version: str, old: str, new: str) -> None:
    assert old in FILE
    assert with_package(FILE, name, version) == FILE.replace(old, new)


def test_a_new_package_comes_last() -> None:
    assert with_package(FILE, "flask", ">=3") == f"{FILE}flask>=3\n"
    assert with_package("", "flask") == "flask\n"
    assert with_package("a\r\nb", "flask[async]") == "a\r\nb\r\nflask[async]\r\n"
    assert with_package("\ufeffa==1\n", "a", "==2") == "\ufeffa==2\n"


def test_a_removed_package_goes_with_its_hashes() -> None:
    gone = without_package(FILE, "NumPy")
    assert gone == FILE.replace("numpy==1.26.0 \\\n    --hash=sha256:aaaa \\\n    --hash=sha256:bbbb\n", "")
    assert without_package(FILE, "absent") == FILE


def test_an_address_stays_as_it_is() -> None:
    assert "thing @ https://example.org/thing.zip" in with_package(FILE, "thing", ">=2")
