"""Cookies on disk: nobody reads them without the browser's own cookie (S27)."""

from __future__ import annotations

import json
import secrets
import stat
from pathlib import Path

import pytest

from formwright.runtime.server import cookie_jar
from formwright.runtime.server.cookie_jar import CookieJar
from formwright.runtime.server.sessions import new_id

TEXT = json.dumps({"secret": ["the-value-é", 9e9]})


def test_S27_what_is_kept_is_read_by_the_same_browser_later(tmp_path: Path) -> None:
    place = tmp_path / "cookies" / "a.json"
    ann, bob = new_id(), new_id()
    CookieJar(place).save(ann, TEXT)
    later = CookieJar(place)
    assert (later.load(ann), later.load(bob)) == (TEXT, "")
    later.save(bob, "{}")
    assert (CookieJar(place).load(ann), CookieJar(place).load(bob)) == (TEXT, "{}")
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert list(place.parent.iterdir()) == [place]


def test_neither_values_nor_browsers_can_be_found_in_the_file(tmp_path: Path) -> None:
    place = tmp_path / "a.json"
    ann = new_id()
    CookieJar(place).save(ann, TEXT)
    content = place.read_text()
    assert all(word not in content for word in ("secret", "the-value", ann, ann[:12]))
    first = json.loads(content)["cookies"]
    CookieJar(place).save(ann, TEXT)
    assert json.loads(place.read_text())["cookies"] != first  # the same text is sealed differently


@pytest.mark.parametrize("damage", ["flip", "cut", "other", "nonsense"])
def test_what_was_changed_on_disk_is_as_if_it_had_never_been(tmp_path: Path, damage: str) -> None:
    place = tmp_path / "a.json"
    ann, bob = new_id(), new_id()
    jar = CookieJar(place)
    jar.save(ann, TEXT)
    jar.save(bob, "bob's")
    data = json.loads(place.read_text())
    (name, entry), (_, other) = data["cookies"].items()
    sealed = entry[1]
    entry[1] = {
        "flip": sealed[:30] + ("A" if sealed[30] != "A" else "B") + sealed[31:],
        "cut": sealed[:8],
        "other": other[1],  # of another browser
        "nonsense": "~~~",
    }[damage]
    data["cookies"][name] = entry
    place.write_text(json.dumps(data))
    assert CookieJar(place).load(ann) == ""
    assert CookieJar(place).load(bob) == "bob's"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"version": 2}', '{"version": 2, "cookies": {"a": 5}}'])
def test_a_file_that_cannot_be_read_is_begun_anew(tmp_path: Path, content: str) -> None:
    place = tmp_path / "a.json"
    place.write_text(content)
    jar = CookieJar(place)
    assert jar.load("x") == ""
    jar.save("x", TEXT)
    assert CookieJar(place).load("x") == TEXT


def test_the_first_version_was_plain_text_and_is_encrypted_when_it_is_met(tmp_path: Path) -> None:
    place = tmp_path / "a.json"
    ann = secrets.token_urlsafe(24)
    place.write_text(json.dumps({ann: [1e12, TEXT]}))
    assert CookieJar(place).load(ann) == TEXT
    assert ann not in place.read_text() and "the-value" not in place.read_text()
    assert CookieJar(place).load(ann) == TEXT


def test_two_servers_can_share_a_file(tmp_path: Path) -> None:
    one, two = CookieJar(tmp_path / "shared.json"), CookieJar(tmp_path / "shared.json")
    one.save("ann", "1")
    assert two.load("ann") == "1"
    two.save("bob", "2")
    one.save("ann", "3")
    assert (two.load("ann"), one.load("bob")) == ("3", "2")


def test_what_nobody_used_for_long_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jar = CookieJar(tmp_path / "a.json")
    jar.save("ann", "1")
    monkeypatch.setattr(cookie_jar, "COOKIE_AGE", -1.0)
    jar.save("bob", "2")
    assert jar.load("ann") == ""
