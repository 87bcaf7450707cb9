import os
from pathlib import Path

import pytest

os.environ["GUESTBOOK"] = str(Path(__file__).with_name("guestbook.sqlite"))  # workers take it over


def test_guests_are_kept_from_call_to_call(app):
    app.server.call("sign", "Ada")
    app.server.call("sign", "'); drop table guests; --")
    assert [guest["name"] for guest in app.server.call("guests")] == ["Ada", "'); drop table guests; --"]


def test_what_is_no_name_is_refused(app):
    for wrong in ("", "x" * 81, 7):
        with pytest.raises(ValueError):
            app.server.call("sign", wrong)
