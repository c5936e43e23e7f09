"""Bytes of a response to text.

    BOM ──> labels (header, then <meta> in the first bytes) ──> UTF-8 if valid ──> the most plausible of the usual
            each only if the bytes bear it out                                     legacy encodings

A label is a claim: servers send `charset=iso-8859-1` or `utf-8` for GBK pages by default, and templates are copied with
their <meta>. So a labelled decoding has to be free of errors (nearly: pages are cut and mixed) and has to look like
writing. The same text comes out of every encoding it was sent in: a server that changes its encoding changes nothing.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from monitor.text.controls import without_stray
from monitor.text.utf16 import utf16_of
from monitor.text.western import western

#: <meta> is looked for in this many bytes (the HTML standard stops at 1024; Chinese templates put scripts before it).
META_BYTES = 4096
#: Bytes that are read to judge how plausible a decoding is.
SAMPLE_BYTES = 65_536
#: A page may hold this share of undecodable bytes (a cut character, one foreign include) and keep its label.
TOLERATED_ERRORS = 0.002

_META = re.compile(
    rb"""<(?:meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*|\?xml\b[^>]{0,100}?\bencoding\s*=\s*["'])([\w.:-]{2,40})"""
)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
#: Supersets that decode all the narrower label promises, and what senders mean by it (WHATWG Encoding, labels).
_MEANT = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "hz": "gb18030",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "cp932": "cp932",
    "euc_kr": "cp949",
    "cp949": "cp949",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "cp1252": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
_SPELT = {"x-gbk": "gbk", "gb_2312-80": "gb2312", "utf8": "utf-8", "x-sjis": "cp932", "ks_c_5601-1987": "cp949"}
_SPELT |= {
    "windows-31j": "cp932",
    "windows-949": "cp949",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5",
    "unicode": "utf-8",
}
_EAST_ASIAN = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")

#: The most frequent Han characters of running text, both scripts and Japanese: real text is about half of these, bytes
#: read in the wrong multi-byte encoding hit them at random (measured in tests/text/test_decode_bytes.py).
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
    "民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日"
    "那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想"
    "已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指"
    "几九区强放决西被干做必战先回则任取据处府研究院技术医疗市场企业规划"
    "這為個國時來們於會發動過說產種後學經進著麼當點從業應開還與關間樣線內數變條無結解問係總長質氣設級圖統較將組見計論運農區強決戰則"
    "據處門頭術醫療場劃東車馬書話語請讓愛聽寫錢買賣電網頁聯繫萬億"
    "のにはをたがでてとしれさあいるもかなこらりうくんそどめけ日本人年大国会中東京者"
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_NON_ASCII_RUN = re.compile(r"[^\x00-\x7f]+")
#: Private use, unassigned corners and the half-width kana that wrong decodings are full of.
_ODD = re.compile(r"[\ue000-\uf8ff\uff61-\uff9f\u0080-\u009f\ufffd\u3105-\u312f\u2500-\u257f\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, and how it was read."""

    text: str
    #: Python's name of the encoding that was used.
    encoding: str
    #: `bom`, `header`, `meta`, `valid` (UTF-8 that needs no label), `detected`, or `forced` (nothing fits: UTF-8 with
    #: replacement characters).
    how: str


def decode(content: bytes, *, content_type: str | None) -> Decoded:
    """Read `content` as text. `content_type` is the header's value. Never raises; line ends stay as they are.

    Stray control characters are left out (`monitor.text.controls`): a NUL in a page means nothing.
    """
    by_bom = _by_bom(content)
    if by_bom is not None:
        return by_bom
    name = utf16_of(content)
    if name is not None:
        text = content.decode(name, "replace")
        return Decoded(text=without_stray(text.encode("utf-8", "replace")).decode(), encoding=name, how="detected")
    return decode_clean(without_stray(content), content_type=content_type)


def decode_clean(content: bytes, *, content_type: str | None) -> Decoded:
    """`decode` for content that has no stray control characters and is not UTF-16."""
    by_bom = _by_bom(content)
    if by_bom is not None:
        return by_bom
    labels = _labels(content, content_type)
    utf8 = _as_utf8(content)
    if utf8 is not None and (content.isascii() or not labels or labels[0][1] == "utf-8" or _surely_utf8(content)):
        declared = next((how for how, name in labels if name == "utf-8"), "valid")
        return Decoded(text=utf8, encoding="utf-8", how=declared)
    for how, name in labels:
        text = _as_broken_utf8(content) if name == "utf-8" else _as_labelled(content, name)
        if text is not None:
            return Decoded(text=text, encoding=name, how=how)
    if utf8 is not None:
        return Decoded(text=utf8, encoding="utf-8", how="valid")
    return _detect(content)


def _by_bom(content: bytes) -> Decoded | None:
    """UTF-8 and UTF-16 as their byte order mark says, whatever the labels say (WHATWG Encoding, BOM sniff)."""
    for bom, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(bom):
            text = content[len(bom) :].decode(name, "replace")
            return Decoded(text=without_stray(text.encode()).decode(), encoding=name, how="bom")
    return None


def _labels(content: bytes, content_type: str | None) -> list[tuple[str, str]]:
    """(how, Python codec) of the encodings that the response claims, header first; unknown names are left out."""
    found = []
    header = _HEADER.search(content_type or "")
    if header:
        found.append(("header", header.group(1)))
    meta = _META.search(content[:META_BYTES].lower())
    if meta:
        found.append(("meta", meta.group(1).decode("ascii", "replace")))
    labels = []
    for how, label in found:
        name = _codec(label)
        if name is not None:
            labels.append((how, name))
    return labels


def _codec(label: str) -> str | None:
    """The Python codec for a label as found in the wild, or None."""
    label = label.strip().lower()
    try:
        info = codecs.lookup(_SPELT.get(label, label))
    except LookupError:
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in ("utf-7", "idna", "punycode", "unicode_escape"):
        return None
    if info.name.startswith(("utf-16", "utf-32", "raw_unicode")):
        # A page whose <meta> could be read is no UTF-16: the standard reads such a label as UTF-8.
        return "utf-8"
    return _MEANT.get(info.name, info.name)


def _as_utf8(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _surely_utf8(content: bytes) -> bool:
    """Whether valid UTF-8 has too many multi-byte characters to be another encoding by chance.

    Two GBK characters are valid UTF-8 now and then (the word 联通 is the known case); four different ones never were.
    """
    text = content[:SAMPLE_BYTES].decode("utf-8", "ignore")
    runs = _NON_ASCII_RUN.findall(text)
    return len(set("".join(runs))) >= 4 and implausibility("".join(runs[:400])) < 0.5


def _as_broken_utf8(content: bytes) -> str | None:
    """UTF-8 with few errors, or None when the bytes must be something else."""
    text = content.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    good = sum(map(len, _NON_ASCII_RUN.findall(text))) - wrong
    return text if wrong <= TOLERATED_ERRORS * len(content) and wrong * 4 <= good else None


def _as_labelled(content: bytes, name: str) -> str | None:
    """The text by that label, or None when it has errors or does not look like writing."""
    text = content.decode(name, "replace")
    wrong = text.count("\ufffd")
    if wrong > max(3, TOLERATED_ERRORS * len(content)):
        return None
    sample = text if len(text) <= SAMPLE_BYTES else text[:SAMPLE_BYTES]
    return text if implausibility(sample) < 0.5 else None


def implausibility(text: str) -> float:
    """How little the non-ASCII part of a text looks like writing: 0 (does) to 1 (does not).

    Western letters stand alone or in pairs among ASCII ones, mis-read multi-byte text is one long run of them; Chinese
    and Japanese are half frequent characters, mis-read text is rare ones, private use and half-width kana.
    """
    foreign = "".join(_NON_ASCII_RUN.findall(text))
    if not foreign:
        return 0.0
    odd = len(_ODD.findall(foreign)) / len(foreign)
    han = _HAN.findall(foreign)
    kana = len(_KANA.findall(foreign))
    hangul = len(_HANGUL.findall(foreign))
    if len(han) + kana + hangul > 0.3 * len(foreign):
        if hangul > len(han) + kana:
            return min(1.0, 2 * odd + len(han) / (2 * hangul))
        if len(han) + kana < 8:
            return min(1.0, 2 * odd)
        frequent = (sum(char in _FREQUENT for char in han) + kana) / (len(han) + kana)
        return min(1.0, max(0.0, 1.0 - frequent / 0.45) * 0.9 + 2 * odd)
    western = sum("\u00a0" <= char <= "\u024f" for char in foreign)
    if western > 0.5 * len(foreign):
        symbols = len(re.findall(r"[\u00a1-\u00bf\u00d7\u00f7]", foreign))
        runs = [run for run in _NON_ASCII_RUN.findall(text.replace("\u00a0", " ")) if not run.isspace()]
        letters = sum(map(len, runs)) or 1
        long_runs = sum(len(run) for run in runs if len(run) > 3)
        return min(1.0, long_runs / letters + symbols / (2 * len(foreign)) + odd)
    return min(1.0, odd)


#: Of what a Japanese text is written with, more than this share is kana (newspapers: about half).
_KANA_SHARE = 0.2

#: Encodings of mainframes and of mail, in which the bytes of ASCII say other things; no page is written in one.
_NO_WEB_PAGE = ["cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140", "utf_7"]


def _detect(content: bytes) -> Decoded:
    """The most plausible reading of bytes that no label explains."""
    sample = content[:SAMPLE_BYTES]
    latin = western(sample)
    if latin is not None:
        return Decoded(text=content.decode(latin, "replace"), encoding=latin, how="detected")
    best: tuple[float, str] = (1.0, "")
    for name in _EAST_ASIAN:
        text = sample.decode(name, "replace")
        score = implausibility(text) + 20 * text.count("\ufffd") / max(1, len(text))
        if score < best[0]:
            best = (score, name)
    if best[1] == "gb18030" and _is_japanese(sample):
        best = (best[0], "euc_jp")
    if best[0] < 0.4:
        return Decoded(text=content.decode(best[1], "replace"), encoding=best[1], how="detected")
    match = from_bytes(sample, cp_exclusion=_NO_WEB_PAGE).best()
    found = _codec(match.encoding) if match is not None else None
    if found is not None and found != "utf-8":
        return Decoded(text=content.decode(found, "replace"), encoding=found, how="detected")
    if best[0] < 0.6:
        return Decoded(text=content.decode(best[1], "replace"), encoding=best[1], how="detected")
    return Decoded(text=content.decode("utf-8", "replace"), encoding="utf-8", how="forced")


def _is_japanese(sample: bytes) -> bool:
    """Whether bytes that may be Chinese are Japanese: EUC-JP and GB 2312 have kana, which no Chinese text is full of,
    in the same places, and other ideographs in all others.
    """
    text = sample.decode("euc_jp", "replace")
    letters = len(_HAN.findall(text)) + len(_KANA.findall(text))
    return text.count("\ufffd") <= TOLERATED_ERRORS * len(text) and len(_KANA.findall(text)) > _KANA_SHARE * letters
