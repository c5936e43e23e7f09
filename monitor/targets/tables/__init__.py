"""Tables of indicators: a row says what, a column when."""
