"""Targets from one Version of a page to the next."""
