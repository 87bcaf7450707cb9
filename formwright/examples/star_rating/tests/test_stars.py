"""Tests of this app: the component by itself, and the page that uses it."""


def filled(stars):
    return [star.icon for star in stars.stars].count("fa:star")


def test_a_click_fills_the_stars_up_to_it_and_raises_the_event(app):
    stars = app.open("StarRating")
    heard = []
    stars.set_event_handler("x-rated", lambda rating, **_: heard.append(rating))
    app.click(stars.stars[3])
    assert (filled(stars), stars.rating, heard) == (4, 4, [4])


def test_stars_to_look_at_do_not_react(app):
    stars = app.open("StarRating", rating=2, enabled=False)
    app.click(stars.stars[4])
    assert filled(stars) == 2


def test_no_more_than_five(app):
    assert app.open("StarRating", rating=9).rating == 5


def test_a_review_is_listed_and_counts(app):
    form = app.start()
    assert form.average_label.text == "4.0 from 2 guests"
    app.click(form.stars.stars[0])
    assert form.word_label.text == "Poor"
    app.type("text_area", "Cold.")
    app.click("send_button")
    assert form.reviews.items[0] == {"rating": 1, "text": "Cold."}
    assert form.average_label.text == "3.0 from 3 guests"
    assert filled(form.average_stars) == 3
    assert not form.send_button.enabled
