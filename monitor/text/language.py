"""The language of a text, told by its script and its smallest words: no model, a few microseconds."""

from __future__ import annotations

from collections import Counter

from monitor.text import late as re

#: Only this much is read.
SAMPLE_CHARS = 4000
#: Fewer letters than this say nothing.
MIN_LETTERS = 8

#: Frequent characters that exist in one script only; the two strings are pairs.
_SIMPLIFIED = re.compile(
    "[国发为这个们来说时会对过还进业产电动学门问间关开无气长东车马书话语请让爱听写钱买卖网页联系统计划规医疗设备项目标准"
    "经济务员战资质级组织实验现达创术机构点该从见与万亿单双处备复报据术条应当广张阳阴际陆险随难题额风飞验龙齐众优传伤体]"
)
_TRADITIONAL = re.compile(
    "[國發為這個們來說時會對過還進業產電動學門問間關開無氣長東車馬書話語請讓愛聽寫錢買賣網頁聯繫統計劃規醫療設備項標準"
    "經濟務員戰資質級組織實驗現達創術機構點該從見與萬億單雙處複報據條應當廣張陽陰際陸險隨難題額風飛龍齊眾優傳傷體臺裏後]"
)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_KANA = re.compile(r"[\u3040-\u309f\u30a0-\u30fa\u30fd-\u30ff]+")
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_WORD = re.compile(r"[a-z]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
#: Scripts that stand for one language well enough here.
_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]+")),
    ("ru", re.compile(r"[\u0400-\u04ff]+")),
    ("el", re.compile(r"[\u0370-\u03ff]+")),
    ("ar", re.compile(r"[\u0600-\u06ff]+")),
    ("he", re.compile(r"[\u0590-\u05ff]+")),
    ("th", re.compile(r"[\u0e00-\u0e7f]+")),
    ("hi", re.compile(r"[\u0900-\u097f]+")),
)
_ACCENTED = re.compile(r"[\u00c0-\u024f]+")
#: Letters of any of these but Han: most Chinese texts have none, and need not be looked through for each.
_NEITHER = re.compile(r"[\u00c0-\u06ff\u0900-\u097f\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\uac00-\ud7a3]")
_SMALL_WORDS = {
    "en": "the of and to in is that for it with as was on are be this by from have at which will not or an has",
    "de": "der die und das ist nicht den von zu mit sich des auf für im dem ein eine auch als werden wird oder bei",
    "fr": "le la les des et est une dans du pour que qui pas sur par au avec il plus ce sont vous nous cette",
    "es": "el los las del que una para con por no es se su al como más pero sus este está son entre",
    "it": "il di che la per una non del della sono gli con più anche dei alla nel questo come ha",
    "pt": "os da do em uma para com não que mais dos das ao pelo pela são como foi você",
    "nl": "het een van en dat niet zijn met voor op aan ook naar maar deze bij wordt worden",
    "pl": "nie się na że jest do oraz przez jak dla od po który są",
    "sv": "och att det som en på är för med av inte har till den ett",
    "tr": "ve bir bu için ile da de olarak çok daha olan",
    "cs": "a je se na že v to jako pro jsou ale který",
    "id": "yang dan di untuk dengan dari ini pada tidak adalah",
    "vi": "của và là có được cho các không trong một những",
}
_VOICES: dict[str, list[str]] = {}
for _tag, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _VOICES.setdefault(_word, []).append(_tag)


def language_of(text: str) -> str | None:
    """The BCP 47 tag of the language most of a text is in: `zh-Hans`, `zh-Hant`, `ja`, `ko`, `en`, `de` …

    None when there are too few letters to say. Pinyin in brackets ("cloaking") does not turn Chinese into English:
    Han characters are counted as whole words.
    """
    sample = text[:SAMPLE_CHARS]
    foreign = "".join(_FOREIGN.findall(sample))
    han, kana, accented, (most, tag) = _counts(foreign)
    latin = len(sample.encode("ascii", "ignore").translate(None, _NO_LETTERS)) + accented
    if han + kana + latin + most < MIN_LETTERS:
        return None
    # A Han character is about a word, six letters of an alphabet are.
    if han + kana >= max(latin, most) / 6 and (han or kana):
        if kana > 0.12 * han:
            return "ja"
        if most * 2 > han:
            return tag
        return _chinese(foreign)
    if most > latin:
        return tag
    return _latin(sample, _WORD if any(map(str.isalnum, foreign)) else _ASCII_WORD)


def _counts(foreign: str) -> tuple[int, int, int, tuple[int, str]]:
    """How many characters are Han, kana, accented, and of the most frequent other script, with its language."""

    def count(pattern: re.Pattern[str]) -> int:
        return len(foreign) - len(pattern.sub("", foreign))

    if _NEITHER.search(foreign) is None:
        return count(_HAN), 0, 0, (0, "")
    return count(_HAN), count(_KANA), count(_ACCENTED), max((count(pattern), tag) for tag, pattern in _SCRIPTS)


def _chinese(foreign: str) -> str:
    simplified = len(_SIMPLIFIED.findall(foreign)) - len(_TRADITIONAL.findall(foreign))
    return "zh-Hans" if simplified >= 0 else "zh-Hant"


def _latin(sample: str, pattern: re.Pattern[str]) -> str | None:
    scores = dict.fromkeys(_SMALL_WORDS, 0)
    words = pattern.findall(sample.lower())
    for word, count in Counter(filter(_VOICES.__contains__, words)).items():
        for tag in _VOICES[word]:
            scores[tag] += count
    best = max(scores, key=lambda tag: scores[tag])
    if scores[best] == 0 or scores[best] < 0.04 * len(words):
        return None
    return best
