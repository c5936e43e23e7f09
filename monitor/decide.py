"""The pure decision: what one answer means for one Page."""
