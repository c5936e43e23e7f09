"""Equipment that a text names, and what is to become of it."""
