"""Targets across pages and languages."""
