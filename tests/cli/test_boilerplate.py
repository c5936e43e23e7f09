"""Learned boilerplate, end to end: a site of ten pages that share unmarked lines inside the article."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Installation

SOURCES = """
defaults: {{allow_private: true, every: 1d, delay: 0s}}
channels:
  desk: {{email: [desk@analysts.example]}}
alerts:
  - {{name: all, to: [desk]}}
sources:
  - {{id: notices, name: City notices, kind: listing, url: {site}/list.html, links: {{pattern: '/t\\d+[.]html'}}}}
  - {{id: elsewhere, name: Elsewhere, url: 'https://elsewhere.example/', enabled: false}}
"""
#: No wording, class or place marks it as what it is.
SHARED = "本网编发此文意在让更多读者了解行业动态，文中观点由撰稿人自行负责，读者采用前应当向原发布单位核实。"
PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/zc/">政策</a></div>
<div class="content"><h1>{title}</h1>
<p>{place}医院日前举行了新院区的启用仪式，院方介绍了门诊楼的布局与就诊流程，并邀请居民代表参观了检查室。</p>
<p>{target}</p>
<p>{place}的居民表示，过去看病要走很远的路，现在家门口就能得到诊治，十分方便，也省下了不少开支。</p>
<p>{shared}</p>{more}</div>
<div class="footer">主办单位：某市人民政府 备案号：某ICP备00000000号</div></body></html>"""
PLACES = ("临江", "南山", "北原", "东湖", "西岭", "海宁", "平川", "安远", "长丰", "永泰", "清河", "云溪")


def page(number: int, *, target: str = "", shared: str = SHARED, more: str = "") -> bytes:
    place = PLACES[number]
    return PAGE.format(
        title=f"{place}医院启用新院区",
        place=place,
        target=target or f"{place}的院长在会上说，下一步要把人才培养放在首位，让更多年轻医生到基层来。",
        shared=shared,
        more=more,
    ).encode()


def put_listing(here: Installation, count: int) -> None:
    rows = "".join(
        f'<li><a href="/t{number}.html">{PLACES[number]}医院启用新院区的消息</a><span>2026-03-1{number % 9}</span></li>'
        for number in range(count)
    )
    here.site.put(
        "/list.html",
        f'<html><head><meta charset="utf-8"><title>消息</title></head><body><ul>{rows}</ul></body></html>',
    )


@pytest.fixture
def site(here: Installation) -> Installation:
    """Ten pages, crawled once."""
    Path(here.environ["MONITOR_SOURCES"]).write_text(SOURCES.format(site=here.site.address), encoding="utf-8")
    for number in range(10):
        here.site.put(f"/t{number}.html", page(number))
    put_listing(here, 10)
    done = here.type("crawl", "notices")
    assert done.code == 0, done.err
    return here


def the_host(here: Installation) -> dict[str, object]:
    row: dict[str, object] = here.type("sources", "boilerplate", "notices", "--json").rows[0]
    return row


def text_of(here: Installation, number: int) -> str:
    shown = here.type("show", f"{here.site.address}/t{number}.html")
    assert shown.code == 0, shown.err
    return shown.out


def test_what_ten_pages_share_is_learned_and_shown(site: Installation) -> None:
    known = the_host(site)
    assert known["host"] == "127.0.0.1"
    assert known["pages"] == 10
    assert [(line["text"], line["why"], line["state"]) for line in known["lines"]] == [  # type: ignore[attr-defined]
        (SHARED, "recurs", "learned")
    ]
    told = site.type("sources", "boilerplate", "notices").out
    assert "seen on 10 of 10 pages" in told
    assert SHARED[:20] in told


def test_learning_alerts_nobody_and_a_real_change_does(site: Installation) -> None:
    assert site.type("reextract").code == 0
    for number in range(10):
        assert SHARED not in text_of(site, number)
        site.site.put(f"/t{number}.html", page(number) + b"<!-- another build -->")
    assert site.type("crawl", "notices").code == 0
    assert [row for row in site.type("changes", "--json").rows if not row["change"]["initial"]] == []
    site.site.put("/t3.html", page(3, target="到2027年，东湖建成示范医院30家。"))
    assert site.type("crawl", f"{site.site.address}/t3.html").code == 0
    changed = [row for row in site.type("changes", "--json").rows if not row["change"]["initial"]]
    assert [row["page_url"] for row in changed] == [f"{site.site.address}/t3.html"] * len(changed)
    assert changed
    assert not any(SHARED in edit["before"] + edit["after"] for row in changed for edit in row["change"]["edits"])


def test_pages_found_later_come_without_the_line(site: Installation) -> None:
    site.site.put("/t10.html", page(10))
    put_listing(site, 11)
    assert site.type("crawl", "notices").code == 0
    assert SHARED not in text_of(site, 10)
    assert "清河的居民" in text_of(site, 10)


def test_a_line_that_one_page_changes_is_shown_as_its_change(site: Installation) -> None:
    site.site.put("/t4.html", page(4, shared=SHARED.replace("核实", "索取文件")))
    assert site.type("crawl", f"{site.site.address}/t4.html").code == 0
    assert "索取文件" in text_of(site, 4)


def test_forget_and_pin_are_the_last_word(site: Installation) -> None:
    line = the_host(site)["lines"][0]  # type: ignore[index]
    told = site.type("sources", "boilerplate", "notices", "--forget", line["key"][:8])
    assert told.code == 0
    assert "forgotten by hand" in told.out
    assert site.type("reextract").code == 0
    assert SHARED in text_of(site, 0)
    for number in range(10):
        site.site.put(f"/t{number}.html", page(number, more=f"<p>{PLACES[number]}补充一段说明。</p>"))
    assert site.type("crawl", "notices").code == 0
    assert [one["state"] for one in the_host(site)["lines"]] == ["forgotten"]  # type: ignore[index]
    assert SHARED in text_of(site, 0)
    assert site.type("sources", "boilerplate", "notices", "--pin", SHARED).code == 0
    assert site.type("reextract").code == 0
    assert SHARED not in text_of(site, 0)


def test_what_a_person_pins_goes_before_anything_is_learned(site: Installation) -> None:
    words = "临江的院长在会上说，下一步要把人才培养放在首位，让更多年轻医生到基层来。"
    assert site.type("sources", "boilerplate", "notices", "--pin", words).code == 0
    assert site.type("reextract").code == 0
    assert words not in text_of(site, 0)


def test_a_counter_is_quiet_after_three_checks(site: Installation) -> None:
    address = f"{site.site.address}/t5.html"
    for views in ("12", "35", "61", "1,204"):
        site.site.put("/t5.html", page(5, more=f"<p>本文热度 {views}</p>"))
        assert site.type("crawl", address).code == 0
    lines = the_host(site)["lines"]
    assert "restless" in [line["why"] for line in lines]  # type: ignore[attr-defined]
    versions = len(site.type("history", address, "--json").rows)
    site.site.put("/t5.html", page(5, more="<p>本文热度 1,390</p>"))
    done = site.type("crawl", address, "--json")
    assert done.rows[0]["outcome"] == "unchanged"
    assert len(site.type("history", address, "--json").rows) == versions


def test_extract_says_what_was_learned(site: Installation) -> None:
    found = site.type("extract", f"{site.site.address}/t1.html", "--allow-private", "--json").rows[0]
    assert SHARED not in found["text"]
    assert {"text": SHARED, "reason": "learned: seen on 10 of 10 pages"} in found["removed"]


def test_a_source_of_which_nothing_is_known(here: Installation) -> None:
    Path(here.environ["MONITOR_SOURCES"]).write_text(SOURCES.format(site=here.site.address), encoding="utf-8")
    told = here.type("sources", "boilerplate", "elsewhere")
    assert told.code == 0
    assert "elsewhere.example: 0 pages seen, not compared yet" in told.out
    assert "nothing is learned" in told.out


@pytest.mark.parametrize(
    ("arguments", "meaning"),
    [
        (("nowhere",), "no source 'nowhere'"),
        (("notices", "--pin", "0123456789abcdef"), "no learned line has the id"),
        (("notices", "--forget", " "), "give the text of the line"),
    ],
)
def test_what_cannot_be_meant_is_said(here: Installation, arguments: tuple[str, ...], meaning: str) -> None:
    Path(here.environ["MONITOR_SOURCES"]).write_text(SOURCES.format(site=here.site.address), encoding="utf-8")
    told = here.type("sources", "boilerplate", *arguments)
    assert told.code == 2
    assert meaning in told.err


def test_a_list_that_is_another_at_every_check_grows_quiet(site: Installation) -> None:
    address = f"{site.site.address}/t6.html"
    for day in range(7):
        names = "、".join(PLACES[(day * 5 + step) % 12] for step in range(3))
        site.site.put("/t6.html", page(6, more=f"<p>读者正在谈论的是{names}几地的消息。</p>"))
        assert site.type("crawl", address).code == 0
    rows = [row["change"] for row in site.type("changes", "--json").rows if row["page_url"] == address]
    latest, *_, first = [row["significance"] for row in rows if not row["initial"]]
    assert first >= 0.3
    assert latest < 0.3


def test_a_target_that_changes_at_every_check_is_told_every_time(site: Installation) -> None:
    address = f"{site.site.address}/t7.html"
    for figure in range(30, 36):
        site.site.put("/t7.html", page(7, target=f"到2027年，安远建成示范医院{figure}家。"))
        assert site.type("crawl", address).code == 0
    rows = [row["change"] for row in site.type("changes", "--json").rows if row["page_url"] == address]
    told = [row for row in rows if row["kind"] == "target_raised"]
    assert len(told) == 5
    assert all(row["significance"] >= 0.3 for row in told)
    assert [line["why"] for line in the_host(site)["lines"]] == ["recurs"]  # type: ignore[attr-defined]
