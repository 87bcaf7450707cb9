"""Tests of this app. Pixels need a browser; which file is taken, and what the server finds, do not."""

import anvil
import pytest

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def test_the_server_looks_into_the_file_not_at_its_name(app):
    found = app.server.call("inspect", anvil.BlobMedia("image/gif", PNG, name="a.gif"))
    assert (found["kind"], found["bytes"]) == ("PNG", 48)


def test_what_is_no_picture_is_refused(app):
    with pytest.raises(ValueError, match=r"notes\.png is not a picture"):
        app.server.call("inspect", anvil.BlobMedia("image/png", b"hello", name="notes.png"))


def test_the_page_says_what_the_server_refused(app):
    form = app.start()
    app.upload("file_loader", ("notes.png", b"hello"))
    assert form.inspection_label.text == "notes.png is not a picture that this app knows."
    assert not form.picture_card.visible
