"""Markup becomes an outline: lines of text in the elements they stand in."""

from __future__ import annotations

from monitor.extract.parse import outline_of, without_furniture
from monitor.extract.tree import Name, Outline, outline

LONG = "A sentence that is long enough for the page not to be read again with everything in it. " * 4


def lines(page: Outline) -> list[tuple[str, str]]:
    return [(run.element.tag, run.text) for run in page.runs]


def read(markup: str, *, everything: bool = False) -> Outline:
    return outline(f"<body>{markup}</body>", everything=everything)


def test_a_line_ends_at_block_tags_and_breaks_and_nowhere_else() -> None:
    page = read("<div>one <b>and</b> more<br>two<p>three</p>four</div><p>a &lt;b&gt; &amp; c</p>")
    assert lines(page) == [
        ("div", "one and more"),
        ("div", "two"),
        ("p", "three"),
        ("div", "four"),
        ("p", "a <b> & c"),
    ]


def test_elements_are_spans_of_lines() -> None:
    page = read("<div><ul><li>one</li><li>two</li></ul><p>three</p></div><p>four</p>")
    spans = [(element.tag, element.first, element.last) for element in page.elements[1:]]
    assert spans == [("body", 0, 4), ("div", 0, 3), ("ul", 0, 2), ("li", 0, 1), ("li", 1, 2), ("p", 2, 3), ("p", 3, 4)]


def test_a_break_before_an_end_tag_ends_no_more_than_that() -> None:
    page = read("<div><p>one<br>two</p>three</div><section>four</section>")
    assert lines(page) == [("p", "one"), ("p", "two"), ("div", "three"), ("section", "four")]


def test_characters_in_links_are_counted() -> None:
    long = "a link too long for a menu entry, see"
    page = read(f'<p>see <a href="/a">the <i>plan</i></a> of 2025</p><p><a href="/b"><b>{long}</b></a></p>')
    assert [run.link_chars for run in page.runs] == [len("the plan"), len(long)]


def test_a_link_around_blocks_links_all_of_them() -> None:
    page = read('<a href="/a"><div>one</div><div>two</div></a><div>three</div>')
    assert [(run.text, run.link_chars) for run in page.runs] == [("one", 3), ("two", 3), ("three", 0)]


def test_menu_entries_and_dead_elements_leave_a_gap() -> None:
    page = read(
        '<p>one</p><ul><li><a href="/a">Menu</a></li></ul><button>x</button><div class="cookie-consent"><p>a</p><div>b'
        "</div></div><p>two</p>"
    )
    assert [(run.text, run.gap) for run in page.runs] == [("one", 0), ("two", 3)]


def test_what_follows_a_dead_element_stands_in_the_element_around_it() -> None:
    page = read('<section><div class="newsletter"><p>a<br>b</p></div>one</section><div>two</div>')
    assert lines(page) == [("section", "one"), ("div", "two")]


def test_everything_is_everything() -> None:
    page = read('<ul><li><a href="/a">Menu</a></li></ul><button>x</button><nav>y</nav>', everything=True)
    assert [run.text for run in page.runs] == ["Menu", "x", "y"]


def test_a_link_in_a_cell_belongs_to_its_row() -> None:
    page = read('<table><tbody><tr><td><a href="/a">Menu</a></td><td>1</td></tr></tbody></table>')
    assert [run.text for run in page.runs] == ["Menu", "1"]


def test_furniture_is_cut_before_it_is_parsed() -> None:
    page = f"<p>{LONG}</p><nav class=x><ul><li>Menu</ul></nav><navy>kept</navy><footer\n>end</footer>".encode()
    assert without_furniture(page) == f"<p>{LONG}</p><navy>kept</navy>".encode()


def test_furniture_that_is_not_closed_or_nested_is_left_to_the_parser() -> None:
    open_one = b"<div><nav>menu</div><p>text</p><nav>menu</nav><p>more</p>"
    assert without_furniture(open_one) == b"<div><nav>menu</div><p>text</p><p>more</p>"
    found = outline_of(b"<div><nav>menu</div><p>" + LONG.encode() + b"</p><nav>menu</nav>")
    assert found is not None
    assert [run.text for run in found[1].runs] == [LONG.strip()]


def test_many_unclosed_elements_take_no_time() -> None:
    assert without_furniture(b"<nav>" * 200_000) == b"<nav>" * 200_000
    assert without_furniture(b"<nav>" * 200_000 + b"</nav>") == b"<nav>" * 199_999


def test_elements_with_other_numbers_are_of_a_kind() -> None:
    assert Name('div id="post_101" class="plhin"').kind == Name('div id="post_7" class="plhin"').kind
    assert Name("p").kind == "p"
