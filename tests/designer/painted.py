"""Whether a page has been drawn: until then nobody could click in it, and Chromium drops what is clicked."""

PAINTED = "performance.getEntriesByType('paint').length > 0"
