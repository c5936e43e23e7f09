"""The site that is crawled: a process of its own, on a core of its own.

    python -m benchmarks.crawl.site PAGES KILOBYTES HOSTS

Prints the port it serves on 127.0.0.1 … 127.0.0.HOSTS. `/set?generation=N&etags=0` changes one paragraph of every page
and says whether ETags are sent.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys

from aiohttp import web

_SENTENCES = (
    "各地要结合实际完善配套措施，引导医疗机构合理配置设备，加强使用管理和质量控制。",
    "支持骨干企业联合科研院所开展关键零部件攻关，完善检验检测和临床验证平台。",
    "鼓励金融机构为设备更新提供中长期贷款，推动首台（套）装备示范应用。",
    "有关部门按职责分工抓好落实，定期调度进展，及时研究解决实施中的问题。",
)


class Site:
    """`pages` pages of about `kilobytes` KB each."""

    def __init__(self, pages: int, kilobytes: int) -> None:
        self.pages = pages
        self.kilobytes = kilobytes
        self.generation = 1
        self.etags = True
        self._made: dict[int, tuple[int, bytes, str]] = {}

    def page(self, number: int) -> tuple[bytes, str]:
        """Bytes and ETag of one page as it stands now; made once a generation."""
        made = self._made.get(number)
        if made is None or made[0] != self.generation:
            content = self._render(number)
            made = self._made[number] = (self.generation, content, f'"{hashlib.sha1(content).hexdigest()}"')
        return made[1], made[2]

    def _render(self, number: int) -> bytes:
        # Three parts of furniture to two of text, as on the government pages this is modelled on.
        links = "".join(
            f'<li class="item-{i % 7}"><a href="/col/col{i}/" title="栏目{i}" target="_blank">栏目导航{i}</a></li>\n'
            for i in range(self.kilobytes * 6)
        )
        body = []
        size = 0
        paragraph = 0
        while size < self.kilobytes * 400:
            text = "".join(_SENTENCES[(number + paragraph * 3 + k) % 4] for k in range(3))
            body.append(f"<p>（{paragraph + 1}）{text}第{number}号文件第{paragraph}条。</p>\n")
            size += len(body[-1].encode())
            paragraph += 1
        value = 100 + number % 50 + self.generation
        target = f"<p>到2027年，全市医疗装备产业规模达到{value}亿元，建成智能工厂40家以上。</p>\n"
        body.insert(len(body) // 2, target)
        title = f"关于推进医疗设备更新的第{number}号通知"
        html = (
            f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}_某市人民政府</title></head>'
            f'<body><div class="nav"><ul>{links}</ul></div><div class="main"><h1>{title}</h1>'
            f'<div class="TRS_Editor">{"".join(body)}</div></div>'
            f'<div class="footer">主办：某市人民政府办公室 备案号：某ICP备00000000号</div></body></html>'
        )
        return html.encode()

    async def answer(self, request: web.Request) -> web.Response:
        """One request."""
        path = request.path
        if path.startswith("/p/"):
            content, etag = self.page(int(path[3:-5]))
            headers = {"ETag": etag} if self.etags else {}
            if self.etags and request.headers.get("If-None-Match") == etag:
                return web.Response(status=304, headers=headers)
            return web.Response(body=content, content_type="text/html", headers=headers)
        if path == "/set":
            self.generation = int(request.query.get("generation", self.generation))
            self.etags = request.query.get("etags", "1") == "1"
            for number in range(self.pages):
                self.page(number)  # made now, not in the time of the crawl
            return web.Response(text="ok")
        return web.Response(status=404)


async def _main(pages: int, kilobytes: int, hosts: int) -> None:
    site = Site(pages, kilobytes)
    server = web.Server(site.answer, access_log=None)
    runner = web.ServerRunner(server)
    await runner.setup()
    port = 0
    for host in range(1, hosts + 1):
        listener = web.TCPSite(runner, f"127.0.0.{host}", port)
        await listener.start()
        port = port or runner.addresses[0][1]
    print(json.dumps({"port": port}), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_main(*(int(argument) for argument in sys.argv[1:4])))
