"""Many pages that are due at once, for one, two and four workers on PostgreSQL."""
