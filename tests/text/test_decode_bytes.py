"""Bytes of every encoding that Chinese and European pages come in, with true, missing and wrong labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.controls import without_stray
from monitor.text.decode import decode

TEXTS = {
    "gb18030": "南林市工业和信息化局关于印发听力设备产业计划的通知，到2027年全市产值突破400亿元，建成检测中心12个。",
    "big5hkscs": "南林市工業和信息化局關於印發聽力設備產業計劃的通知，到2027年全市產值突破400億元，建成檢測中心12個。",
    "cp932": "日本の医療機器産業の発展計画について、二〇二七年までに検査センターを十二か所に設けることとした。",
    "cp949": "난림시 산업국은 청력 기기 산업 계획을 발표하고 2027년까지 검사 센터 열두 곳을 세우기로 했다.",
    "cp1251": "План развития медицинской промышленности до 2027 года предусматривает двенадцать испытательных центров.",
    "cp1252": "Das Gerät für die Prüfung größerer Hörhilfen wird im café vorgeführt; naïve Fragen sind erwünscht.",
}
PAGE = '<!doctype html><meta http-equiv="Content-Type" content="text/html; charset={label}"><body>{text}'


@pytest.mark.parametrize("encoding", TEXTS)
def test_without_a_label(encoding: str) -> None:
    assert decode(TEXTS[encoding].encode(encoding), content_type=None).text == TEXTS[encoding]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "The government’s plan — “devices first” — was published. It wouldn’t comment on the £40m scheme."),
        ("cp1252", "Regeringen föreslår en ny strategi. Sjukhusen får nya apparater, säger ministern på måndagen."),
        ("cp1252", "O governo aprovou um plano de equipamentos médicos. Não há previsão, disse a ministra da saúde."),
        ("cp1252", "Le gouvernement a présenté un plan d’équipement médical. Les hôpitaux seront équipés dès l’été."),
        ("cp1250", "Vláda schválila nákup zdravotnických přístrojů. Žádosti mohou nemocnice podávat příští týden."),
        ("cp1250", "Rząd przyjął program zakupu sprzętu. Szpitale otrzymają środki na wymianę zużytych tomografów."),
        ("cp1250", "A kórházak jövőre új készülékeket kapnak, közölte a miniszter. Az őszi fejlesztés folytatódik."),
        (
            "cp1250",
            "Guvernul a aprobat planul. Spitalele vor primi aparate noi în anul următor, a spus ministrul sănătăţii.",
        ),
        ("cp1254", "Hükümet tıbbi cihaz planını açıkladı. Hastaneler gelecek yıl yeni cihazlar alacak, dedi bakan."),
    ],
)
def test_european_languages_without_a_label(encoding: str, text: str) -> None:
    for page in (text, f"<html><body><p>{text}</p></body></html>"):
        assert decode(page.encode(encoding), content_type=None).text == page


@pytest.mark.parametrize(
    "text",
    [
        TEXTS["cp932"],
        "厚生労働省は来年度、病院の検査機器を三割増やす方針を決めた。地方の病院では機器が足りない。",
        "リハビリ機器メーカー各社は、2028年までに国内工場を四つ増やすと発表した。",
        "県立病院に手術支援ロボットを導入する予算案が可決された。",
    ],
)
@pytest.mark.parametrize("encoding", ["euc_jp", "cp932"])
def test_japanese_without_a_label(encoding: str, text: str) -> None:
    for page in (text, f"<html><body><p>{text}</p></body></html>"):
        assert decode(page.encode(encoding), content_type=None).text == page


@pytest.mark.parametrize(
    "text", ["这个の字招牌在东京的一家医院门口，行人都看得见。", "产品名为アイ，由省内企业研制，明年投产。"]
)
def test_chinese_with_some_kana_stays_chinese(text: str) -> None:
    assert decode(text.encode("gb18030"), content_type=None).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    page = PAGE.format(label="utf-16", text=TEXTS["gb18030"] * 20)
    decoded = decode(page.encode(encoding), content_type="text/html")
    assert (decoded.text, decoded.encoding, decoded.how) == (page, encoding, "detected")


@pytest.mark.parametrize("encoding", TEXTS)
def test_with_its_own_label_in_the_header(encoding: str) -> None:
    decoded = decode(TEXTS[encoding].encode(encoding), content_type=f"text/html; charset={encoding}")
    assert (decoded.text, decoded.how) == (TEXTS[encoding], "header")


@pytest.mark.parametrize("label", ["gb2312", "gbk", "GB_2312-80", "x-gbk"])
def test_gb_labels_mean_gb18030(label: str) -> None:
    text = TEXTS["gb18030"] + "镕㐂€"
    decoded = decode(PAGE.format(label=label, text=text).encode("gb18030"), content_type="text/html")
    assert decoded.encoding == "gb18030"
    assert text in decoded.text


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "cp932", "cp949"])
@pytest.mark.parametrize("wrong", ["utf-8", "gb2312", "big5", "iso-8859-1"])
def test_a_wrong_label_is_caught(encoding: str, wrong: str) -> None:
    if (encoding, wrong) in {("gb18030", "gb2312"), ("big5hkscs", "big5")}:
        pytest.skip("that label is right")
    page = PAGE.format(label=wrong, text=TEXTS[encoding] * 3).encode(encoding)
    assert TEXTS[encoding] in decode(page, content_type=f"text/html; charset={wrong}").text


@pytest.mark.parametrize("wrong", ["gb2312", "iso-8859-1", "big5", "windows-1252"])
def test_utf8_with_a_wrong_label(wrong: str) -> None:
    page = PAGE.format(label=wrong, text=TEXTS["gb18030"]).encode()
    assert decode(page, content_type=f"text/html; charset={wrong}").encoding == "utf-8"


def test_a_byte_order_mark_wins() -> None:
    text = TEXTS["gb18030"]
    for encoding in ("utf-8-sig", "utf-16"):
        decoded = decode(text.encode(encoding), content_type="text/html; charset=gb2312")
        assert (decoded.text, decoded.how) == (text, "bom")


def test_meta_in_the_first_bytes() -> None:
    page = PAGE.format(label="windows-1251", text=TEXTS["cp1251"]).encode("cp1251")
    decoded = decode(page, content_type="text/html")
    assert (decoded.encoding, decoded.how) == ("cp1251", "meta")


def test_a_cut_character_does_not_lose_the_label() -> None:
    text = TEXTS["gb18030"] * 20
    decoded = decode(text.encode()[:-1], content_type="text/html; charset=utf-8")
    assert decoded.encoding == "utf-8"
    assert decoded.text[:-1] == text[:-1]


def test_an_encoding_that_flips_between_fetches_changes_nothing() -> None:
    text = TEXTS["gb18030"]
    first = decode(text.encode("gb18030"), content_type="text/html; charset=gb2312")
    second = decode(text.encode(), content_type="text/html; charset=utf-8")
    third = decode(text.encode(), content_type="text/html; charset=gb2312")
    assert first.text == second.text == third.text


@pytest.mark.parametrize("label", ["base64", "rot13", "idna", "nonsense", "utf-7", "hex"])
def test_labels_that_are_no_character_encodings(label: str) -> None:
    assert decode(b"plain", content_type=f"text/html; charset={label}").text == "plain"


@given(st.binary(max_size=400), st.none() | st.text(max_size=40))
def test_never_raises(content: bytes, content_type: str | None) -> None:
    assert isinstance(decode(content, content_type=content_type).text, str)


@given(st.text(max_size=300))
def test_utf8_is_read_back(text: str) -> None:
    encoded = text.encode("utf-8", "ignore")
    decoded = decode(encoded, content_type="text/html; charset=utf-8").text
    assert decoded == without_stray(encoded).decode().removeprefix("\ufeff")
