"""One check of one Page: fetch, decide, record."""
