"""Rows fold as the tables say, for every character there is."""

from monitor.text.fold import fold, fold_script, fold_width, script_table, width_table

EVERY = "".join(map(chr, range(0x11000)))


def test_every_character_is_folded_as_the_tables_say() -> None:
    assert fold_width(EVERY) == EVERY.translate(width_table())
    assert fold_script(EVERY) == EVERY.translate(script_table())
    assert fold(EVERY) == EVERY.translate({**script_table(), **width_table()})
