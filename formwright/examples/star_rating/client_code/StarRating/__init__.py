"""Five stars to click: a component made of other components.

In the designer it lies in the toolbox, beside Button and TextBox; its properties are in the panel, and its
event can be bound like any other. What it has is declared in its template: `rating`, `enabled`, `x-rated`.
"""

from anvil import Link

from ._anvil_designer import StarRatingTemplate

STARS = 5


class StarRating(StarRatingTemplate):
    def __init__(self, **properties):
        self._rating = 0
        self._enabled = True
        self.stars = []
        for number in range(1, STARS + 1):
            star = Link(font_size=24, foreground="#c77700", tooltip=f"{number} of {STARS}")
            star.tag.number = number
            star.set_event_handler("click", self.star_click)
            self.stars.append(star)
        self.init_components(**properties)
        for star in self.stars:
            self.panel.add_component(star)
        self.draw()

    @property
    def rating(self):
        return self._rating

    @rating.setter
    def rating(self, value):
        self._rating = max(0, min(STARS, int(value or 0)))
        self.draw()

    @property
    def enabled(self):
        return self._enabled

    @enabled.setter
    def enabled(self, value):
        self._enabled = bool(value)
        self.draw()

    def draw(self):
        for star in self.stars:
            star.icon = "fa:star" if star.tag.number <= self._rating else "fa:star-o"

    def star_click(self, sender, **event_args):
        if self._enabled:
            self.rating = sender.tag.number
            self.raise_event("x-rated", rating=self._rating)
