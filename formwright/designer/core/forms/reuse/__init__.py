"""Forms that other forms use: as components, layouts and item templates, with what they declare and offer."""
