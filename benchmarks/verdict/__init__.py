"""How well walls are told from pages."""
