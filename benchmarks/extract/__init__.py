"""How well and how fast documents are extracted, and how the weights are learned."""
