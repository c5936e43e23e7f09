"""Tests, one directory a room; what they share is imported as `tests.…`."""
