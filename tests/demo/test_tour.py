"""The demo flags what really changed, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.demo import DemoReport, tour

#: By day: the end of the address -> outcome.
OUTCOMES = {
    1: {
        "1001.html": "new",
        "2817.html": "new",
        "linjiang-plan.html": "new",
        "index.html": "new",
        "1998.html": "new",
        "2001.html": "new",
        "pzgh.html": "new",
    },
    2: {
        "1001.html": "changed",
        "2817.html": "unchanged",
        "linjiang-plan.html": "unchanged",
        "index.html": "changed",
        "1998.html": "unchanged",
        "2001.html": "unchanged",
        "2003.html": "new",
        "pzgh.html": "unchanged",
    },
    3: {
        "1001.html": "changed",
        "2817.html": "unchanged",
        "linjiang-plan.html": "unchanged",
        "index.html": "unchanged",
        "1998.html": "unchanged",
        "2001.html": "unchanged",
        "2003.html": "unchanged",
        "pzgh.html": "blocked",
    },
}


@pytest.fixture
async def report(tmp_path: Path) -> DemoReport:
    return await tour(tmp_path, on_day=lambda *_: None)


async def test_three_days_come_out_as_they_should(report: DemoReport) -> None:
    seen = {
        day: {
            checked.page.url.rpartition("/")[2].rpartition("_")[2].rpartition("thread-")[2]: checked.outcome
            for checked in checks
        }
        for day, checks in report.checks.items()
    }
    assert seen == OUTCOMES


async def test_the_mail_says_what_changed_and_nobody_hears_of_sidebars(report: DemoReport) -> None:
    subjects = {day: sorted(str(mail["Subject"]) for mail in mails) for day, mails in report.mails.items()}
    assert subjects[1] == []
    assert len(subjects[2]) == 2
    assert any(">60 → >70 bn CNY by 2028" in subject for subject in subjects[2]), subjects
    assert any("揭榜" in subject for subject in subjects[2]), subjects
    assert len(subjects[3]) == 2
    assert any("withdrawn" in subject.lower() or "removed" in subject.lower() for subject in subjects[3]), subjects
    assert any("blocked" in subject.lower() for subject in subjects[3]), subjects


async def test_sidebars_disclaimers_and_counters_are_not_kept(report: DemoReport) -> None:
    for checked in report.checks[1]:
        version = checked.result.version
        if version is None:
            continue
        text = version.document.text
        for furniture in ("最新话题", "活跃圈子", "在线", "浏览", "点击数", "备案", "字体", "打印", "扫一扫", "分享到",
                          "免责声明", "登录", "Supplier", "reliable suppliers", "provided for information purposes",
                          "Hot articles", "All rights reserved", "doesn't represent"):  # fmt: skip
            assert furniture not in text, (checked.page.url, furniture)
