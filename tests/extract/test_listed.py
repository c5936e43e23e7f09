"""Lists of goals stay with the text they stand in, item by item; lists of other pages go."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.api import main_text
from monitor.extract import extract_bytes
from monitor.extract.complete import complete
from monitor.extract.tree import outline
from monitor.types import BlockKind

URL = "https://www.nanlin.example/zwgk/a.html"
HEAD = """<header><a href="/">Linjiang Health Office</a><nav><ul><li><a href="/a">Home</a></li>
<li><a href="/b">News and events</a></li></ul></nav></header>"""
FOOT = """<div class="footer"><ul><li>7 Quarry Lane, Linjiang 30022</li><li>Tel. 555 0177</li></ul></div>"""
#: The first paragraph is prose, the others are shorter than what the model takes for it.
LONG = [
    "The council of the province has adopted its plan for hospital equipment after a year of talks in all districts.",
    "Wards were asked what they lack.",
    "Suppliers were heard in March.",
    "The levy pays for it.",
    "A board meets each quarter.",
]
SHORT = ["The plan was adopted on Monday.", "The levy pays for it."]
CHINESE = [
    "近日，省政府常务会议审议通过了医院装备更新计划，明确了今后四年的主要任务和资金安排。",
    "资金由省级财政统筹。",
    "各市按季度报送进展。",
    "首批项目五月启动。",
]
GOALS = [
    "35 robot theatres",
    "Repairs within 9 days",
    "Over 80% of tenders published",
    "A dialysis ward in each county",
]
CHINESE_GOALS = ["手术机器人35台", "维修响应不超9小时", "招标公开率超80%", "县级透析室全覆盖"]


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def items(lines: list[str], tag: str = "ul") -> str:
    return f"<{tag}>" + "".join(f"<li>{line}</li>" for line in lines) + f"</{tag}>"


def lines_of(body: str, *, title: str = "Equipment plan") -> list[str]:
    page = f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    document = extract_bytes(page.encode(), url=URL)
    assert main_text(page.encode(), URL) == document.text
    assert len(document.blocks) == len(document.text.split("\n"))
    return document.text.split("\n")


FRAMES = {
    "article": "<article><h1>{title}</h1>{text}</article>",
    "main": "<main><h1>{title}</h1>{text}</main>",
    "content": '<div id="content"><h1>{title}</h1>{text}</div>',
    "editor": '<div class="view"><h1>{title}</h1><div class="TRS_Editor">{text}</div></div>',
}
#: What a list of goals is made of; all have the lines HEADING and then the goals.
SHAPES: dict[str, Callable[[list[str]], str]] = {
    "ul": items,
    "ol": lambda goals: items(goals, "ol"),
    "paragraphs in items": lambda goals: items([f"<p>{goal}</p>" for goal in goals]),
    "icons in items": lambda goals: items([f"<div><svg></svg></div><div>{goal}</div>" for goal in goals]),
    "a link in an item": lambda goals: items([*goals[:3], f'{goals[3][:-3]}<a href="/t">{goals[3][-3:]}</a>']),
    "breaks": lambda goals: f"<p>{'<br>'.join(goals)}</p>",
    "paragraphs": lambda goals: paragraphs(goals),
    "tiles": lambda goals: "".join(f'<div class="tile"><p>{goal}</p></div>' for goal in goals),
}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("before", [LONG, SHORT, CHINESE], ids=["long", "short", "chinese"])
def test_goals_under_a_heading_stay(frame: str, shape: str, before: list[str]) -> None:
    goals, heading, title = (
        (CHINESE_GOALS, "2029年目标", "医院装备更新计划")
        if before is CHINESE
        else (GOALS, "Goals for 2029", "Equipment plan")
    )
    text = f"{paragraphs(before)}<h2>{heading}</h2>{SHAPES[shape](goals)}"
    body = HEAD + FRAMES[frame].format(title=title, text=text) + FOOT
    assert lines_of(body, title=title) == [*before, heading, *goals]


YEARS = ["2026", "2027", "2028", "2029"]
DATED = "".join(f"<dt>{year}</dt><dd>{goal}</dd>" for year, goal in zip(YEARS, GOALS, strict=True))


@pytest.mark.parametrize(
    "heading", ["<h3>{}</h3>", "<p><strong>{}</strong></p>", '<div class="label">{}</div>', "<p>{}:</p>"]
)
def test_any_kind_of_heading_heads_a_list(heading: str) -> None:
    name = "What the plan is to reach"
    text = paragraphs(LONG) + heading.format(name) + items(GOALS)
    body = HEAD + FRAMES["article"].format(title="Equipment plan", text=text) + FOOT
    assert lines_of(body) == [*LONG, name + ":" * (":" in heading), *GOALS]


@pytest.mark.parametrize("heading", ["<h3>Steps</h3>", "<p><strong>Steps</strong></p>"])
def test_years_and_what_they_are_to_bring_stay(heading: str) -> None:
    text = f"{paragraphs(LONG)}{heading}<dl>{DATED}</dl>"
    body = HEAD + FRAMES["article"].format(title="Equipment plan", text=text) + FOOT
    dated = [line for pair in zip(YEARS, GOALS, strict=True) for line in pair]
    assert lines_of(body) == [*LONG, "Steps", *dated]


def test_groups_sections_and_nested_lists_stay() -> None:
    groups = "".join(
        f"<section><h3>{name}</h3>{items(goals)}</section>"
        for name, goals in (("Care", GOALS[:2]), ("Trade", GOALS[2:]))
    )
    nested = f"<ul><li>Later{items(['12 more wards', 'Half the waste'])}</li></ul>"
    text = f"<section>{paragraphs(LONG)}</section><section><h2>Goals</h2>{groups}</section>{nested}"
    expected = [*LONG, "Goals", "Care", *GOALS[:2], "Trade", *GOALS[2:], "Later", "12 more wards", "Half the waste"]
    assert lines_of(HEAD + FRAMES["main"].format(title="Equipment plan", text=text) + FOOT) == expected


def test_a_list_before_the_text_keeps_its_heading() -> None:
    text = f"<h2>Goals for 2029</h2>{items(GOALS)}{paragraphs(LONG)}"
    body = HEAD + FRAMES["article"].format(title="Equipment plan", text=text) + FOOT
    assert lines_of(body) == ["Goals for 2029", *GOALS, *LONG]


def completed(markup: str, kept: list[str]) -> list[str]:
    """The lines of a page that stay when the model wants those in `kept`."""
    page = outline(f"<body><article>{markup}</article></body>")
    keep = [run.text in kept for run in page.runs]
    complete(page, keep, thread=False)
    return [run.text for run, keeps in zip(page.runs, keep, strict=True) if keeps]


@pytest.mark.parametrize(
    ("heading", "stays"),
    [
        ("Goals", True),
        ("By 2029", True),
        ("By the end of 2029", True),
        ("To be done by 31 December 2029", True),
        ("By Ana Reed", False),
        ("4 May 2026", False),
        ("Monday, May 4, 2026", False),
    ],
)
def test_a_heading_under_the_title_stays_unless_it_says_who_wrote_and_when(heading: str, stays: bool) -> None:
    markup = f"<h1>Equipment plan</h1><h2>{heading}</h2>{paragraphs(LONG)}"
    assert completed(markup, LONG) == [heading] * stays + LONG


def test_names_and_values_between_lines_are_facts_about_the_page() -> None:
    facts = "<dl><dt>Author</dt><dd>Ana Reed</dd><dt>Picture</dt><dd>City archive</dd></dl>"
    assert completed(f"<h1>Plan</h1>{paragraphs(LONG[:1])}{facts}{paragraphs(LONG[1:])}", LONG) == LONG


def test_a_list_between_lines_of_the_text_needs_no_heading() -> None:
    markup = paragraphs(LONG[:2]) + items(["Cleaner wards", "Calmer nights"]) + paragraphs(LONG[2:])
    assert completed(markup, LONG) == [*LONG[:2], "Cleaner wards", "Calmer nights", *LONG[2:]]


@pytest.mark.parametrize(
    ("after", "stays"),
    [
        (items(["20 more wards", "Waste down 9%"]), True),
        (items(["Home", "Services"]), False),
        ("<h3>Press</h3><div><p>4 May 2026 10:15</p><p>Ana Reed</p></div>", False),
        ("<h3>Goals</h3><div><p>20 more wards</p><p>Waste down 9%</p></div>", True),
        ("<h3>Goals</h3><div><p>20 more wards</p><p><a href='/w'>Waste</a></p></div>", False),
        ('<div class="sidebar"><h3>Figures</h3>' + items(["20 offices", "900 staff"]) + "</div>", False),
        ("<h3>Related stories</h3>" + items(["20 more wards", "Waste down 9%"]), False),
        ("<h3>Goals</h3>" + items(["20 more wards", "Copy link"]), False),
        ("<h3>Steps</h3>" + items(["Mobile wards in 40 towns", "电话咨询量达5000次"]), True),
        ("<h3>Press</h3>" + items(["Phone", "555 0177"]), False),
        ("<h3>Press</h3>" + items(["press@agency.example", "Open 9 to 5"]), False),
        ('<div class="author-box"><h3>Ana Reed</h3><p>Writes since 2012</p><p>Has 2 cats</p></div>', False),
        ("<figure><figcaption>A ward in the hills</figcaption></figure>" + items(["20 wards", "9% less waste"]), True),
    ],
)
def test_what_closes_the_text_stays_when_it_says_something(after: str, stays: bool) -> None:
    assert (completed(paragraphs(LONG) + after, LONG) != LONG) is stays


RELATED = ["Minister opens a wing at Elm Hospital", "Budget 2026: what 40 hospitals get", "Ten clinics fail an audit"]
LINKED = [f'<a href="/n{number}">{line}</a>' for number, line in enumerate(RELATED)]


@pytest.mark.parametrize("before", [LONG, SHORT], ids=["long", "short"])
@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize(
    "other",
    [
        f"<h2>Related stories</h2>{items(LINKED)}",
        f"<h3>Most read</h3>{items(LINKED, 'ol')}",
        f"<div>Read more</div>{items(LINKED)}",
        f"<p>相关阅读</p>{items(LINKED)}",
        items(['<a href="#">Post on X</a>', "Copy link", '<a href="#">Email this page</a>']),
        '<p>Tags</p><ul><li><a href="/r">Robots in wards</a></li></ul>',
    ],
)
def test_lists_of_other_pages_go_from_beside_the_goals(before: list[str], inside: bool, other: str) -> None:
    text = f"{paragraphs(before)}<h2>Goals for 2029</h2>{items(GOALS)}"
    frame = FRAMES["article"].format(title="Equipment plan", text=text + other * inside)
    assert lines_of(HEAD + frame + other * (not inside) + FOOT) == [*before, "Goals for 2029", *GOALS]


def test_items_are_blocks_of_their_own() -> None:
    text = f"{paragraphs(LONG)}<h2>Goals for 2029</h2>{items(GOALS)}"
    body = f"<html><head><title>Equipment plan</title></head><body><article>{text}</article></body></html>"
    blocks = extract_bytes(body.encode(), url=URL).blocks
    assert [block.text for block in blocks if block.kind is BlockKind.LIST_ITEM] == GOALS
