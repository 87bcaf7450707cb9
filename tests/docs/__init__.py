"""The manual: that it can be built, what its pages hold, and that its samples do what they say."""
