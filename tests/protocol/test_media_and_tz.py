"""Media and time zones as apps see them."""

from __future__ import annotations

import copy
import pickle
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from formwright.runtime.protocol.media import BlobMedia, URLMedia
from formwright.runtime.protocol.tz import UTC, tzlocal, tzoffset, tzutc


def test_blob_media() -> None:
    medium = BlobMedia("text/plain", b"hello", name="a.txt")
    assert (medium.content_type, medium.name, medium.length, medium.url) == ("text/plain", "a.txt", 5, None)
    assert medium.get_url(True) == "data:text/plain;base64,aGVsbG8="
    with pytest.raises(AttributeError):
        medium.name = "b"  # type: ignore[misc]  # that it cannot be set is the point
    with pytest.raises(TypeError, match="encode"):
        BlobMedia("text/plain", "text")  # type: ignore[arg-type]  # what apps get wrong


def test_url_media(tmp_path: Path) -> None:
    assert URLMedia("data:text/plain;base64,aGVsbG8=").get_bytes() == b"hello"
    (tmp_path / "p q.txt").write_bytes(b"x")
    medium = URLMedia((tmp_path / "p q.txt").as_uri())
    assert (medium.name, medium.content_type, medium.get_bytes()) == ("p q.txt", "text/plain", b"x")
    with pytest.raises(RuntimeError, match="could not fetch"):
        URLMedia((tmp_path / "none").as_uri()).get_bytes()


def test_fixed_offsets() -> None:
    assert tzoffset(hours=2) == tzoffset(minutes=120) == tzoffset(seconds=7200)
    assert datetime(2024, 1, 1, tzinfo=tzoffset(hours=2)).utcoffset() == timedelta(hours=2)
    assert pickle.loads(pickle.dumps(tzoffset(hours=2))) == copy.deepcopy(tzoffset(hours=2))
    for wrong in ({}, {"hours": 1, "minutes": 2}, {"days": 1}):
        with pytest.raises(TypeError):
            tzoffset(**wrong)


def test_utc_and_local() -> None:
    assert tzutc() == UTC and datetime(2024, 1, 1, tzinfo=UTC).tzname() == "UTC"
    summer = datetime(2024, 7, 1, 12)
    assert summer.replace(tzinfo=tzlocal()).utcoffset() == summer.astimezone().utcoffset()
    assert tzlocal() == tzlocal()
