"""The crash test in its long form, and memory over many checks."""
