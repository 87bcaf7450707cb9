"""Tests of this app: the task by itself, and the page that watches it."""

import time

import pytest


def ended(task):
    while task.is_running():
        time.sleep(0.01)
    return task


def test_there_are_168_primes_up_to_a_thousand(app):
    app.start()
    assert ended(app.server.call("begin", 1000)).get_return_value() == 168


def test_too_much_is_refused(app):
    with pytest.raises(ValueError, match="twenty million"):
        app.server.call("begin", 10**9)


def test_the_page_follows_the_task(app):
    form = app.start()
    app.click("start_button")
    assert not form.start_button.enabled
    while form.timer.interval:
        app.advance(0.25)
    assert form.state_label.text == "There are 216,816 primes."
    assert form.share_label.text == "100%"


def test_it_can_be_stopped(app):
    form = app.start()
    app.click("start_button")
    app.click("stop_button")
    while form.timer.interval:
        app.advance(0.25)
    assert form.state_label.text == "Stopped."
