"""How fast the store records, and what a version costs on disk."""
