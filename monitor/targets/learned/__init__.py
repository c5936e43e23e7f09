"""What was learned from labelled documents: evidence, weights, and how they decide with the rules."""
