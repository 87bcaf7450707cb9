"""Asks for a review and lists those before: the same component, once to click and once to look at."""

from ._anvil_designer import ReviewsTemplate

WORDS = ["", "Poor", "Could be better", "Good", "Very good", "Wonderful"]


class Reviews(ReviewsTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.reviews.items = [
            {"rating": 5, "text": "The best tea this side of the river."},
            {"rating": 3, "text": "Friendly, but the chairs are hard."},
        ]
        self.show_average()

    def stars_rated(self, rating, **event_args):
        self.word_label.text = WORDS[rating]
        self.send_button.enabled = True

    def send_button_click(self, **event_args):
        review = {
            "rating": self.stars.rating,
            "text": self.text_area.text.strip() or WORDS[self.stars.rating],
        }
        self.reviews.items = [review, *self.reviews.items]
        self.show_average()
        self.stars.rating = 0
        self.text_area.text = ""
        self.word_label.text = "Thank you!"
        self.send_button.enabled = False

    def show_average(self):
        ratings = [review["rating"] for review in self.reviews.items]
        average = sum(ratings) / len(ratings)
        self.average_stars.rating = round(average)
        self.average_label.text = f"{average:.1f} from {len(ratings)} guests"
