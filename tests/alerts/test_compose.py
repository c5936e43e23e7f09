"""Messages: what a person reads, in two languages; what a page cannot do to them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from monitor.alerts import compose
from monitor.types import (
    Alert,
    AlertState,
    Attachment,
    Change,
    ChangeKind,
    Edit,
    EditKind,
    EmailChannel,
    Message,
    Statement,
)
from tests.alerts.making import AFTER, BEFORE, ENGLISH, alerts_for, alerts_of, raised
from tests.changes.cases import a_version
from tests.making import NOON

DESK = EmailChannel(name="desk", to=("a@city.example",))
SCHEMA = Path(__file__).parents[2] / "docs" / "webhook.schema.json"
HOSTILE = (
    "<script>alert(1)</script>&lt;img src=x onerror=alert(2)&gt; {{ 7*7 }} {% raw %} \x1b[31m\u202egnp.exe\r\nBcc: x"
)


def composed(alerts: list[Alert], **options: Any) -> Message:
    return compose(alerts, **{"channel": DESK, "now": NOON, **options})


class Tags(HTMLParser):
    """Elements and addresses of an HTML text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not any(name.startswith("on") for name, _ in attrs)


def test_the_subject_says_it_all_in_english() -> None:
    before = "# Shanghai plan\nBy 2025, the output of the high-end equipment industry will exceed 700 billion yuan."
    message = composed(alerts_of(a_version(before), a_version(before.replace("700", "750"))))
    assert message.subject.startswith("Target raised: ")
    assert message.subject.endswith(">700 → >750 bn CNY by 2025 — Shanghai plan")


def test_the_subject_says_it_all_in_chinese() -> None:
    message = composed(raised(language="zh"))
    assert message.subject.startswith("目标上调：")
    assert "500 → " in message.subject
    assert message.subject.endswith("650亿元（2027年） — 江州市医疗装备产业发展规划")


LONG_TITLE = (
    "江州市人民政府办公厅关于印发江州市推进高端医疗装备产业创新发展三年行动方案（二〇二五—二〇二七年）、支持医疗机构设备更新"
    "改造若干政策措施及相关配套文件的通知，请各区各部门各单位认真贯彻执行并按时报送落实情况"
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_long_title_gives_way_to_the_figures(language: str) -> None:
    before, after = (text.replace("江州市医疗装备产业发展规划", LONG_TITLE) for text in (BEFORE, AFTER))
    subject = composed(alerts_of(a_version(before), a_version(after), language=language)).subject
    assert len(subject) <= 110
    assert re.search(r"500 → .*650亿元" if language == "zh" else r"50 → .*65 bn CNY by 2027", subject)
    assert subject.endswith("…")
    assert not re.search("[（、，“]…", subject)
    new = composed(alerts_of(None, a_version(after), language=language)).subject
    assert len(new) <= 110
    assert new.endswith("（2 项目标）" if language == "zh" else " (2 targets)")


def test_a_change_of_words_alone_names_the_weightiest_passage() -> None:
    before = "# Notice\nThe office answers letters within a month.\nA fee of £300 is due for each device."
    after = before.replace("letters", "questions").replace("£300", "£450")
    subject = composed(alerts_of(a_version(before), a_version(after))).subject
    assert subject == "Text changed: “£300” → “£450” (+1 more passage) — Notice"


@pytest.mark.parametrize(("language", "name"), [("en", "radiotherapy equipment"), ("zh", "放射治疗设备")])
def test_equipment_is_named_in_the_language_of_the_mail(language: str, name: str) -> None:
    before = "# 通知\n各单位加强管理，落实责任。"
    after = before + "\n支持研发放疗装备和手术机器人。"
    text = composed(alerts_of(a_version(before), a_version(after), language=language)).text
    line = next(line for line in text.splitlines() if line.startswith(("* Equipment named", "* 新提及设备")))
    assert name in line
    assert bool(re.search("[\u4e00-\u9fff]", line)) is (language == "zh")


def test_the_text_shows_before_and_after_with_the_figure_marked() -> None:
    text = composed(raised()).text
    assert re.search(r"Before: .*\[500亿元\]", text)
    assert re.search(r"After: .*\[650亿元\]", text)
    assert "https://city.example/notice.html" in text
    assert "0123456789abcdef" * 4 in text
    assert "Published: 2025-03-02" in text


def test_the_html_marks_the_figure() -> None:
    page = composed(raised()).html
    assert re.search(r"<del[^>]*>500亿元</del>", page)
    assert re.search(r"<ins[^>]*>650亿元</ins>", page)


def test_what_the_target_tells_is_not_told_again() -> None:
    text = composed(raised()).text
    assert text.count("650亿元") == 1
    assert "废止" in text


def test_a_new_page_with_targets_is_one_message_with_all_of_them() -> None:
    message = composed(alerts_of(None, a_version(AFTER)))
    assert message.subject == "New page: 江州市医疗装备产业发展规划 (2 targets)"
    assert message.text.count("New target:") == 2
    assert message.thread == "page-7"


def test_targets_of_one_sentence_stand_over_it_together() -> None:
    page = a_version("# 规划\n到2027年，全市医疗装备产业规模达到500亿元，培育国家级创新中心3家。")
    text = composed(alerts_of(None, page)).text
    assert text.count("New target:") == 2
    assert text.count("到2027年，全市医疗装备产业规模达到500亿元，培育国家级创新中心3家。") == 1


def test_a_new_page_without_targets_shows_how_it_begins() -> None:
    text = composed(
        alerts_of(None, a_version("# 关于召开座谈会的通知\n定于三月召开医疗装备座谈会，请各单位准时参加。"))
    ).text
    assert "It says: 定于三月召开医疗装备座谈会" in text


def test_a_target_raised_and_brought_forward_is_one_thing_to_read() -> None:
    later = ENGLISH.replace("2030", "2028").replace("12 billion", "15 billion")
    message = composed(alerts_of(a_version(ENGLISH), a_version(later)))
    assert message.subject.startswith("Target raised, brought forward: ")
    assert message.text.count("Before:") == 1
    assert "[2030]" in message.text
    assert "[15 billion]" in message.text


def test_a_digest_has_a_table_of_contents_and_one_id() -> None:
    alerts = [*raised(), *alerts_of(None, a_version(ENGLISH), page_id=8, page_url="https://north.example/plan")]
    message = composed(alerts)
    assert re.match(r"\d+ changes on 2 pages: ", message.subject)
    assert message.thread is None
    contents = message.text.split("=" * 72)[0]
    assert "1. " in contents
    assert "2. " in contents
    assert 'href="#page-2"' in message.html


def test_an_endless_digest_tells_the_weightiest_pages_and_lists_the_others() -> None:
    alerts = [
        alert for page in range(60) for alert in raised(page_id=page + 1, page_url=f"https://city.example/{page}")
    ]
    message = composed(alerts)
    assert message.html.count('id="page-') == 40
    assert message.text.count("Before:") == 80
    assert "20 further pages are listed above only." in message.text
    assert all(f"https://city.example/{page}" in message.text for page in range(60))
    assert len(message.payload["data"]["pages"]) == 60  # type: ignore[index]


def test_the_order_of_alerts_does_not_matter() -> None:
    alerts = [*raised(), *alerts_of(None, a_version(ENGLISH), page_id=8)]
    assert composed(alerts) == composed(alerts[::-1])


def test_the_id_is_that_of_the_alerts_whenever_it_is_sent() -> None:
    first = composed(raised())
    again = composed([replace(alert, attempts=3, trouble="x") for alert in raised()], now=NOON + timedelta(days=1))
    other = composed(raised(page_id=9))
    assert first.id == again.id != other.id
    assert composed(raised(), sample=True).id != first.id


def test_a_sample_says_that_it_is_one() -> None:
    message = composed(raised(), sample=True)
    assert message.subject.startswith("[TEST] ")
    assert "nothing has changed" in message.text
    assert "nothing has changed" in message.html
    assert message.payload["type"] == "policy.sample"
    assert composed(raised(language="zh"), sample=True).subject.startswith("[测试] ")


def test_dead_letters_are_reported() -> None:
    dead = [replace(alert, channel="hook", state=AlertState.DEAD, trouble="410 Gone") for alert in raised()]
    message = composed(raised(), undelivered=dead)
    assert f"hook: {len(dead)} alerts: 410 Gone" in message.text


def test_a_message_without_an_alert_is_a_bug() -> None:
    with pytest.raises(ValueError, match="alert"):
        composed([])


def hostile() -> list[Alert]:
    statement = Statement(**{**_facts(a_version(BEFORE).statements[0]), "quote": HOSTILE, "metric": HOSTILE})
    changes = (
        Change(kind=ChangeKind.TARGET_NEW, key="t", significance=0.9, summary=HOSTILE, after=statement),
        Change(
            kind=ChangeKind.TEXT_CHANGED,
            key="x",
            significance=0.8,
            why=(HOSTILE,),
            summary=HOSTILE,
            edits=(Edit(kind=EditKind.ADDED, after=HOSTILE, section=HOSTILE),),
            also=("javascript:alert(1)", HOSTILE),
        ),
    )
    return alerts_for(
        changes, page_title=HOSTILE, page_url="javascript:alert(1)//\r\nx", source_name=HOSTILE, published=HOSTILE
    )


def _facts(statement: Statement) -> dict[str, Any]:
    return {name: getattr(statement, name) for name in statement.__dataclass_fields__}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_is_data_whatever_it_says(language: str) -> None:
    message = composed([replace(alert, language=language) for alert in hostile()])
    tags = Tags(message.html)
    assert "script" not in tags.names
    assert "img" not in tags.names
    assert all(link.startswith(("https://", "#")) for link in tags.links)
    assert "49" not in message.subject
    for text in (message.subject, message.text.replace("\n", ""), message.html.replace("\n", "")):
        assert not re.search("[\x00-\x1f\x7f\u202e]", text)
    assert "\n" not in message.subject
    assert "<script>alert(1)</script>" in message.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img" in message.html


def test_long_texts_are_shortened_around_what_changed() -> None:
    before = f"{'甲' * 3000}产值7000亿元。{'乙' * 3000}"
    pair = a_version(before), a_version(before.replace("7000亿元", "7500亿元"))
    message = composed(alerts_of(*pair))
    assert len(message.text) < 2_000
    assert "[7500亿元]" in message.text
    assert len(message.subject) <= 110


@pytest.mark.parametrize("template", [None, "{{ subject }}"])
def test_endless_words_wrap(template: str | None) -> None:
    page = composed(raised(page_url="https://city.example/" + "x" * 400), channel=replace(DESK, template=template)).html
    assert "overflow-wrap:anywhere" in page


TEMPLATE = """{{ subject }}
{% for page in pages %}
{% for item in page.items %}
- {{ item.headlines[0] }}
{% endfor %}
{% endfor %}
"""


def test_a_template_of_ones_own_makes_the_text() -> None:
    channel = replace(DESK, template=TEMPLATE)
    message = composed(raised(), channel=channel)
    assert message.text.startswith(f"{message.subject}\n- Target raised: ")
    assert "<pre" in message.html
    assert "&lt;script&gt;" in composed(hostile(), channel=channel).html


@pytest.mark.parametrize("printed", ["{{ item.passages }}", "{{ item }}", "{{ page['items'] }}", "{{ pages }}"])
def test_a_template_that_prints_things_whole_gives_text_for_people(printed: str) -> None:
    template = f"{{% for page in pages %}}{{% for item in page['items'] %}}{printed}{{% endfor %}}{{% endfor %}}"
    text = composed(raised(), channel=replace(DESK, template=template)).text
    assert "[650亿元]" in text
    assert not any(word in text for word in ("Mark(", "Quote(", "Passage(", "ItemView(", "('"))


@pytest.mark.parametrize(
    "template",
    [
        "{{ pages[0].__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ pages.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ missing }}",
        "{% for",
        "{{ 1 / 0 }}",
        "{{ range(10000000) | list }}",
    ],
)
def test_a_template_that_fails_or_reaches_out_loses_no_alert(template: str) -> None:
    message = composed(raised(), channel=replace(DESK, template=template))
    assert "650亿元" in message.text
    assert "The template of this channel failed: " in message.text


def test_a_page_that_is_blocked_says_why() -> None:
    change = Change(
        kind=ChangeKind.PAGE_BLOCKED, key="b", significance=0.5, why=("a captcha",), summary="Page blocked: Notice"
    )
    assert "a captcha" in composed(alerts_for((change,))).text


@pytest.mark.parametrize(
    "alerts", [raised(), alerts_of(None, a_version(ENGLISH)), hostile()], ids=["zh", "en", "hostile"]
)
@pytest.mark.parametrize("sample", [False, True])
def test_the_payload_is_what_the_schema_says(alerts: list[Alert], sample: bool) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    payload = json.loads(json.dumps(composed(alerts, sample=sample).payload))
    jsonschema.validate(payload, schema)


def test_the_schema_is_strict_enough_to_hold_a_receiver() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    payload = json.loads(json.dumps(composed(raised()).payload))
    payload["data"]["pages"][0]["changes"][0]["kind"] = "surprise"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(payload, schema)
    assert set(schema["$defs"]["kind"]["enum"]) == {kind.value for kind in ChangeKind}


def test_a_page_that_changed_twice_is_one_page_of_a_digest() -> None:
    again = alerts_of(a_version(AFTER), a_version(BEFORE), changed_at=NOON + timedelta(hours=1))
    later = [replace(alert, id=alert.id + 50, idempotency_key=f"later-{alert.id}") for alert in again]
    assert re.match(r"\d+ changes on 1 page: ", composed([*raised(), *later]).subject)


def test_the_reasons_of_a_mail_are_in_its_language() -> None:
    reason = "not found (404); version 1 stands as it was, and checks go on"
    change = Change(kind=ChangeKind.PAGE_GONE, key="g", significance=0.9, why=(reason,), summary="Page gone: Notice")
    chinese = composed(alerts_for((change,), language="zh"))
    for body in (chinese.text, chinese.html):
        assert "页面不存在（404）；第 1 版保持不变，检查照常继续" in body
        assert "checks" not in body
    assert reason in composed(alerts_for((change,))).text


@pytest.mark.parametrize(("language", "name"), [("en", "Address of the file"), ("zh", "附件地址")])
@pytest.mark.parametrize("kind", ["attachment_added", "attachment_replaced", "attachment_removed"])
def test_an_attachment_has_its_address(kind: str, language: str, name: str) -> None:
    url = "https://city.example/files/1.pdf?id=3&region=east"
    change = Change(
        kind=ChangeKind(kind),
        key=f"{kind}:{url}",
        significance=0.6,
        summary="Attachment: 1.申报说明",
        attachment=Attachment(url=url, title="1.申报说明"),
    )
    message = composed(alerts_for((change,), language=language))
    assert re.search(f"{name}(: |：){re.escape(url)}\n", message.text)
    assert url in Tags(message.html).links
    unsafe = replace(change, attachment=Attachment(url="javascript:alert(1)", title="1"))
    message = composed(alerts_for((unsafe,), language=language))
    assert "javascript:alert(1)" in message.text
    assert not any("javascript" in link for link in Tags(message.html).links)


@pytest.mark.parametrize("kind", [ChangeKind.SOURCES_DISAGREE, ChangeKind.TARGET_LOWERED])
def test_other_pages_and_drafts_are_links(kind: ChangeKind) -> None:
    also, draft = "https://daily.example/story?a=1&b=<2>", "https://city.example/draft.html"
    change = Change(kind=kind, key="k", significance=0.9, summary="Lower", also=(also,), draft=draft)
    message = composed(alerts_for((change,)))
    assert {also, draft} <= set(Tags(message.html).links)
    assert also in message.text
    assert f"Changed from the draft: {draft}\n" in message.text


def test_a_new_page_says_how_many_targets_it_has_though_a_rule_takes_fewer() -> None:
    alerts = alerts_of(None, a_version(BEFORE))
    kept = [alert for alert in alerts if alert.change and alert.change.kind is ChangeKind.PAGE_NEW]
    kept += [alert for alert in alerts if alert.change and alert.change.kind is ChangeKind.TARGET_NEW][:1]
    message = composed(kept)
    assert "(2 targets, 1 of them here)" in message.subject
    assert "* New page (2 targets, 1 of them here)\n" in message.text
    chinese = composed([replace(alert, language="zh") for alert in kept])
    assert "（2 项目标，此处列出 1 项）" in chinese.subject
    assert "(2 targets)" in composed(alerts).subject


@pytest.mark.parametrize("name", ["/etc/passwd", "message.txt"])
def test_a_template_may_include_nothing(name: str) -> None:
    template = f"{{% include '{name}' %}}"
    message = composed(raised(), channel=replace(DESK, template=template))
    told = f"The template of this channel failed: it includes “{name}”; a template may include nothing\n"
    assert message.text.endswith(told)
    chinese = composed(raised(language="zh"), channel=replace(DESK, template=template))
    assert chinese.text.endswith(f"该渠道的模板出错：引用了“{name}”；模板不得引用任何文件\n")
