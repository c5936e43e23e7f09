"""Rows fold as the tables say, for every character there is."""

from monitor.text.fold import fold, fold_script, fold_width, script_table, width_table

EVERY = "".join(map(chr, range(0x11000)))


def test_every_character_is_folded_as_the_tables_say() -> None:
    assert fold_width(EVERY) == EVERY.translate(width_table())
    assert fold_script(EVERY) == EVERY.translate(script_table())
    assert fold(EVERY) == EVERY.translate({**script_table(), **width_table()})


def test_a_character_is_folded_alike_in_any_text() -> None:
    table = {**script_table(), **width_table()}
    for character in map(chr, table):
        for around in ("医疗", "，（", "a few words in English, ", "產業"):
            text = around + character + around
            assert fold(text).replace("\r", " ") == text.translate(table)
            assert fold_width(text) == (text if text.isascii() else text.translate(width_table()))
            assert fold_script(text) == text.translate(script_table())
