"""Cards of authors and signatures stand beside the posts of a thread whatever their elements are called."""

from __future__ import annotations

import pytest

from monitor.extract import extract_bytes
from monitor.extract.content import settle
from monitor.extract.features import Measures
from monitor.extract.tree import outline

URL = "https://forum.biomed.example/viewtopic.php?t=991"
POSTS = [
    "Our wards report that the new batteries last only forty minutes on transport, although the data sheet says four.",
    "Check the charger firmware first, ours charged to eighty percent only until we updated it last spring.",
    "Same here, and the supplier replaced every pack under warranty after we sent them the logs.",
]


def thread(posts: list[str]) -> list[str]:
    rows = "".join(f"<div class=row>{post}</div>" for post in posts)
    title = "Infusion pump battery life"
    markup = (
        f"<html><head><title>{title}</title></head><body><div class=wrap><h2>{title}</h2>{rows}</div></body></html>"
    )
    return [block.text for block in extract_bytes(markup.encode(), url=URL).blocks if block.text != title]


def carded(name: str, rank: str, text: str, signature: str = "") -> str:
    sign = f"<div>--<br>{signature}</div>" if signature else ""
    return f"<div><div>{name}</div><div>{rank}</div><div>Leeds</div></div><div><p>{text}</p>{sign}</div>"


def test_cards_and_signatures_in_unnamed_elements_are_left_out() -> None:
    names = ["pumpking", "sal_r", "tess"]
    posts = [
        carded(name, "Biomed technician", text, f"{name}, keeping old pumps alive")
        for name, text in zip(names, POSTS, strict=True)
    ]
    assert thread(posts) == POSTS


def test_a_part_with_a_sentence_in_one_post_is_no_card() -> None:
    posts = [
        carded(name, rank, text) for name, rank, text in zip("abc", ("Nurse", "Engineer", "Buyer"), POSTS, strict=True)
    ]
    posts[1] = carded("b", "The charger is the fault here, not the cells, as the log of the ward shows.", POSTS[1])
    assert "The charger is the fault here, not the cells, as the log of the ward shows." in thread(posts)


def test_short_replies_are_text() -> None:
    posts = [f"<p>{text}</p>" for text in (*POSTS, "Replaced ours too", "Same fault in Hull")]
    assert thread(posts) == [*POSTS, "Replaced ours too", "Same fault in Hull"]


@pytest.mark.parametrize(("scores", "kept"), [([2.0, 2.0, -1.0], [True] * 3), ([-2.0, -2.0, 0.2], [False] * 3)])
def test_the_same_part_of_each_post_stays_or_goes(scores: list[float], kept: list[bool]) -> None:
    posts = "".join(f"<div class=post><div class=message><p>{text}</p></div></div>" for text in POSTS)
    page = outline(f'<body><div class="head"><p>{POSTS[0]}</p></div>{posts.replace("=post", "=reply")}</body>')
    assert settle(page, Measures(page, ""), [3.0, *scores], thread=True) == [True, *kept]


def test_the_title_in_the_first_post_is_no_card() -> None:
    heads = ["<h2>Infusion pump battery life</h2>", "<b>Re: batteries</b>", "<b>Re: chargers</b>"]
    posts = [f"<div>{head}</div><div><p>{text}</p></div>" for head, text in zip(heads, POSTS, strict=True)]
    rows = "".join(f"<div class=row>{post}</div>" for post in posts)
    markup = f"<html><head><title>Wards</title></head><body><div class=wrap>{rows}</div></body></html>"
    assert [block.text for block in extract_bytes(markup.encode(), url=URL).blocks] == [
        "Infusion pump battery life",
        *POSTS,
    ]
