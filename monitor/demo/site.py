"""The bundled site, served on loopback: five corners of an invented province's web, on three days.

Whatever a real site changes at every load (view counters, latest topics, people online) changes here at every load.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from itertools import count
from string import Template

from aiohttp import web

_TOPICS = (
    "进口探头维修报价求推荐", "二手DR转让,九成新", "注册检验排期要多久", "招标参数这样写合不合规", "展会门票有没有多的",
    "耗材配送新规讨论", "呼吸机流量传感器哪里买", "医用内窥镜清洗流程分享", "新手入行求带", "质控周期大家怎么排",
)  # fmt: skip
_GROUPS = ("影像圈", "超声圈", "耗材圈", "维修圈", "注册圈", "体外诊断圈")

#: Path -> day -> file; a file holds from its day on.
_PAGES: dict[str, dict[int, str]] = {
    "/zcwj/t20260105_1001.html": {1: "plan.html"},
    "/club/thread-2817.html": {1: "thread.html"},
    "/medical-world/linjiang-plan.html": {1: "portal.html"},
    "/tzgg/index.html": {1: "listing.html"},
    "/tzgg/t20251229_1998.html": {1: "notice.1998.html"},
    "/tzgg/t20260104_2001.html": {1: "notice.2001.html"},
    "/tzgg/t20260106_2003.html": {2: "notice.2003.html"},
    "/wjw/pzgh.html": {1: "bulletin.html", 3: "wall.html"},
}
#: What the plan's first target says on each day.
_GOALS = {
    1: "到2028年，全省高端医疗装备产业规模力争突破600亿元。",
    2: "到2028年，全省高端医疗装备产业规模力争突破700亿元。",
    3: "到2028年，全省高端医疗装备产业规模迈上新台阶。",
}
#: What stands at the top of the listing from the second day on.
_NEWEST = (
    '<li><a href="/tzgg/t20260106_2003.html">关于组织申报人工智能医疗器械揭榜项目的通知</a>'
    "<span>2026-01-06</span></li>\n"
)


class DemoSite:
    """The site as it stands on `day` (1 to 3)."""

    def __init__(self) -> None:
        self.day = 1
        #: Requests answered so far; what makes each load differ.
        self._loads = count(1)

    def application(self) -> web.Application:
        """The site as an aiohttp application."""
        application = web.Application()
        application.router.add_get("/{path:.*}", self._answer)
        return application

    async def _answer(self, request: web.Request) -> web.Response:
        files_by_day = _PAGES.get(request.path, {})
        days = [day for day in files_by_day if day <= self.day]
        if not days:
            return web.Response(status=404, text="<h1>404</h1>", content_type="text/html")
        name = files_by_day[max(days)]
        text = (files("monitor.demo") / "site" / name).read_text(encoding="utf-8")
        page = Template(text).safe_substitute(self._filled())
        status = 403 if name == "wall.html" else 200
        # The forum is as old as its table layout: GBK, declared as gb2312.
        content = page.encode("gb18030" if name == "thread.html" else "utf-8")
        etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(status=status, body=content, content_type="text/html", headers={"ETag": etag})

    def _filled(self) -> dict[str, str]:
        load = next(self._loads)
        topics = [_TOPICS[(load * 3 + place) % len(_TOPICS)] for place in range(5)]
        groups = [_GROUPS[(load + place) % len(_GROUPS)] for place in range(3)]
        return {
            "goal": _GOALS[self.day],
            "newest": _NEWEST if self.day > 1 else "",
            "views": str(1200 + load * 17),
            "online": str(40 + load * 7 % 60),
            "posts": str(310 + load),
            "topics": "".join(f'<li><a href="/club/t{load}{place}">{one}</a></li>' for place, one in enumerate(topics)),
            "groups": "".join(
                f'<li><a href="/club/g{place}">{one}</a> 帖子:{load * 5 + place}</li>'
                for place, one in enumerate(groups)
            ),
        }
