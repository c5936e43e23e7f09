"""Plans that a text names, and which of them governs a figure."""
