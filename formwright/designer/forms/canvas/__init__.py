"""The canvas in the designer: the page that draws the form, and where it is on the screen. GUI thread."""
