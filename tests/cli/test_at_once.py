"""Pages of one plan that two sites publish at the same time: the second to be read knows of the first."""

from __future__ import annotations

from tests.cli.conftest import Installation, listing
from tests.cli.test_stories import PLAN, page

REPORT = page(
    "宜昌发力康复医疗器械",
    "宜昌市日前印发《宜昌市康复医疗器械产业发展行动计划（2026—2030年）》，提出到2030年，全市康复医疗器械产业产值达到260亿元，"
    "培育规模以上企业75家，建成省级以上创新平台28个。",
)
SOURCE = "\n  - {{id: news, name: News, kind: listing, url: {url}/news.html, links: {{pattern: '/t\\d+[.]html'}}}}\n"


def test_what_is_read_at_once_is_read_one_after_another(here: Installation) -> None:
    sources = here.directory / "sources.yaml"
    elsewhere = here.site.address.replace("127.0.0.1", "localhost")
    sources.write_text(sources.read_text(encoding="utf-8") + SOURCE.format(url=elsewhere), encoding="utf-8")
    here.site.put("/news.html", listing(2))
    here.type("crawl", "notices", "news")
    for number in range(4):
        plan, report = 10 + number, 30 + number
        here.site.put(f"/t{plan}.html", PLAN.replace("宜昌", place := "宜春宜宾宜都宜兴"[2 * number : 2 * number + 2]))
        here.site.put(f"/t{report}.html", REPORT.replace("宜昌", place))
        here.site.put("/list.html", listing(1, 2, *range(10, plan + 1)))
        here.site.put("/news.html", listing(2, *range(30, report + 1)))
        here.type("crawl", "notices", "news")
        told = [row["change"] for row in here.type("changes", "--kind", "target_new", "--limit", "7", "--json").rows]
        assert len([one for one in told if one["also"]]) == 2, place
        disputes = here.type("changes", "--kind", "sources_disagree", "--json").rows
        assert len(disputes) == number + 1, place
