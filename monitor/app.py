"""Composition root: builds everything from settings; the only place that knows all adapters."""
