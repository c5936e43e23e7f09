"""A government page of 63 KB that changes one paragraph at a time, with the results of its checks."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from monitor.types import (
    Block,
    CheckResult,
    Comparator,
    Document,
    Edit,
    EditKind,
    EquipmentMention,
    Page,
    Removed,
    Snapshot,
    Statement,
    StatementKind,
)
from tests.storage.results import HOUR, START, a_change, a_changed_result, a_snapshot, a_version, an_alert

TITLE = "关于促进医疗装备产业高质量发展的若干措施"
PARAGRAPHS = 140
_CHARACTERS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法"
    "所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政"
    "四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最"
)


class ChangingPage:
    """One page, check by check.

    `whole` replaces a paragraph by another; otherwise one figure in it changes.
    """

    def __init__(self, seed: int, *, whole: bool) -> None:
        self._chance = random.Random(seed)
        self._whole = whole
        self._paragraphs = [self._paragraph() for _ in range(PARAGRAPHS)]
        self._navigation = "".join(f'<li><a href="/zc/{number}.html">{self._words(8)}</a></li>' for number in range(90))
        self._checks = 0

    def check(self, page: Page) -> CheckResult:
        """The next check of `page`: a new Version, from the second on with its Change and Alert."""
        before = after = ""
        if self._checks:
            at = self._chance.randrange(PARAGRAPHS)
            before = self._paragraphs[at]
            after = self._paragraph() if self._whole else before[:30] + self._figure() + before[34:]
            self._paragraphs[at] = after
        snapshot = self._snapshot(page)
        text = "\n".join(self._paragraphs)
        document = Document(
            url=page.url,
            title=TITLE,
            published="2026-03-02",
            issuer="某市经济和信息化局",
            language="zh-Hans",
            blocks=tuple(Block(text=paragraph) for paragraph in self._paragraphs),
            removed=(Removed(text=self._navigation[:2000], reason="navigation"),),
        )
        version = replace(
            a_version(text, snapshot),
            document=document,
            statements=tuple(self._statements()),
            equipment=tuple(self._equipment()),
        )
        self._checks += 1
        if not before:
            return a_changed_result(page, version, snapshot, title=TITLE)
        edit = Edit(kind=EditKind.REPLACED, before=before, after=after, words=(("-", before), ("+", after)))
        change = a_change(summary=f"1 paragraph changed: {TITLE}", why=("1 of 140 paragraphs",), edits=(edit,))
        alert = an_alert(due_at=version.fetched_at)
        return a_changed_result(page, version, snapshot, title=TITLE, changes=(change,), alerts=(alert,))

    def _words(self, count: int) -> str:
        return "".join(self._chance.choices(_CHARACTERS, k=count))

    def _figure(self) -> str:
        return str(self._chance.randrange(1000, 9999))

    def _paragraph(self) -> str:
        return f"{self._words(30)}{self._figure()}{self._words(self._chance.randrange(30, 120))}。"

    def _snapshot(self, page: Page) -> Snapshot:
        body = "\n".join(
            f'<p style="text-indent: 2em; line-height: 1.8; font-family: 仿宋_GB2312">{paragraph}</p>'
            for paragraph in self._paragraphs
        )
        content = (
            f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{TITLE}</title></head><body>'
            f'<ul class="nav">{self._navigation}</ul><div class="TRS_Editor">{body}</div>'
            f"<!-- 生成时间 {self._checks} --></body></html>"
        ).encode()
        tick = f"{self._checks % 24:02}:{self._checks % 60:02}"
        headers = (
            ("date", f"Mon, 02 Mar 2026 {tick}:17 GMT"),
            ("content-type", "text/html; charset=utf-8"),
            ("server", "nginx"),
            ("last-modified", f"Mon, 02 Mar 2026 {tick}:00 GMT"),
            ("etag", f'W/"{self._chance.getrandbits(48):x}"'),
            ("set-cookie", f"SESSION={self._chance.getrandbits(96):x}; Path=/; HttpOnly"),
            ("cache-control", "max-age=600"),
            ("vary", "Accept-Encoding"),
        )
        at = START + self._checks * HOUR
        return a_snapshot(content, url=page.url, final_url=page.url, fetched_at=at, headers=headers)

    def _statements(self) -> list[Statement]:
        """A target in every tenth paragraph."""
        found = []
        for number, start in self._starts(every=10):
            quote = self._paragraphs[number][:34]
            statement = Statement(
                kind=StatementKind.TARGET,
                metric=quote[:8],
                value=Decimal(quote[30:]),
                unit="CNY",
                comparator=Comparator.GE,
                deadline="2027",
                plan=TITLE,
                quote=quote,
                start=start,
                end=start + len(quote),
                rule="money",
            )
            found.append(statement)
        return found

    def _equipment(self) -> list[EquipmentMention]:
        """A device in every fourth paragraph."""
        return [
            EquipmentMention(
                term=self._paragraphs[number][:4],
                surface=self._paragraphs[number][:4],
                start=start,
                end=start + 4,
                nmpa_class="06",
                stance="promote",
            )
            for number, start in self._starts(every=4)
        ]

    def _starts(self, every: int) -> list[tuple[int, int]]:
        starts = []
        start = 0
        for number, paragraph in enumerate(self._paragraphs):
            if number % every == 0:
                starts.append((number, start))
            start += len(paragraph) + 1
        return starts
