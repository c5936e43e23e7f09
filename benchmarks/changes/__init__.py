"""How fast two versions are compared, and what diff-match-patch in Python and in C++ take for the same."""
