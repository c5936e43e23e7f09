"""All SQL of the program: one module a table or register, each query a named function on a Connection."""
