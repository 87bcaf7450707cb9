"""Tests of this app: addresses, links, and the frame that stays.

`Router.show` is what a visit begins with; to follow Back and Forward as well takes a browser.
"""


def name(form):
    return type(form).__name__


def test_it_begins_at_home(app):
    app.module("Router").show()
    assert name(app.form) == "Home"
    assert app.form.layout.home_link.role == "selected"


def test_links_lead_from_page_to_page_and_the_frame_stays(app):
    app.module("Router").show()
    frame = app.form.layout
    app.click(frame.planets_link)
    assert (name(app.form), app.url_hash) == ("PlanetList", "planets")
    assert app.form.layout is frame
    assert (frame.planets_link.role, frame.home_link.role) == ("selected", None)


def test_a_planet_has_a_page(app):
    app.module("Router").show()
    app.click("planets_button")
    mars = next(link for link in app.form.planets.get_components() if link.text == "Mars")
    app.click(mars)
    assert app.url_hash == "planets/Mars"
    assert app.form.size_label.text == "6,792 km across"
    app.click("back_link")
    assert name(app.form) == "PlanetList"
