"""How fast texts are read, beside libraries that find quantities only."""
