def test_links_of_the_frame_open_pages(app):
    app.start()
    assert app.form.heading.text == "Home page"
    app.click("about_link")
    assert app.form.heading.text == "About page"
    assert app.url_hash == "about"
    app.click("home_link")
    assert app.form.heading.text == "Home page"
