"""What sums without a currency are counted in on a Chinese page: whose page it is, by its words and its letters.

any page        an office or a currency of Taiwan, Hong Kong, Macao or Singapore is named
traditional     no such name: the words that only one of them uses, weighed against each other and those of the mainland
"""

from __future__ import annotations

from monitor.targets.whole import Whole
from monitor.text import late as re

#: Offices of Taiwan, and its currency.
TAIWAN = re.compile(
    r"新?台币|行政院|立法院|卫福部|卫生福利部|国科会|国发会|产发署|健保署|食药署|国健署|长照|医材|(?<!卫)生技|生医产业|上柜|兴柜|赖清德|蔡英文|台北|台中市|高雄|桃园市|中央社|健康台湾|民国1[0-4]\d年|我国1[01]\d年"
    # years of two Republics have no months
    r"|(?<![\d.])1[01]\d年\d{1,2}月"
)
#: "(港元,下同)", or offices that count in it.
_NAMED = (
    (TAIWAN, "TWD"),
    (re.compile(r"新加坡(?:卫生部|政府|国会)|综合诊疗所"), "SGD"),
    (re.compile(r"澳门元|葡币|澳门币|澳门特区|澳门特别行政区政府"), "MOP"),
    (
        re.compile(
            r"(?:港元|港币)[,、)]?\s?下同|医管局|医院管理局|特区政府|财政司|施政报告|全港(?!口)|本港|公营(?:医院|医疗)|私家(?:医院|诊所|医生|市场)|医务卫生局|创科(?:局|中心|署)|财务委员会"
        ),
        "HKD",
    ),
)
#: Letters of either script that stand in nearly every sentence, and the pinyin in a page that is cloaked.
_TRADITIONAL = re.compile("[個們國萬億醫療學區員發總與為會產業機]")
_SIMPLIFIED = re.compile("[个们国万亿医疗学区员发总与为会产业机]")
_CLOAK = re.compile(r"[\u3400-\u9fff][(（][a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_HEAD = 3000
#: Words that one side of the strait alone uses, and its years.
_OF_TAIWAN = re.compile(
    r"报导|计画|县府|市府|[县市]议会|县市|乡镇市|健保|经济部|教育部|内政部|电脑断层|磁振造影|正子|超音波|心导管|洗肾|病安|营收|季增|月增|年增(?!长|值)|每股(?:盈余|纯益)|EPS|法人(?:指|估|表|预)"
    r"|公尺|公分|公克|学年度|科学园区|生医|编列|决标|得标|标案|卫材|药师|医师|医美|工研院|国卫院|财团法人|(?<!\d)1[01]\d(?:年(?!前|来|内|间|后|度?的?历史)|/\d)|署立|部立|台厂|陆厂|资安|资讯|品质|立委|口罩|台商|医学中心|照护|长者|居服|偏乡|台湾"
)
_OF_HONG_KONG = re.compile(
    r"医卫局|卫生署|立法会|港府|港股|港交所|财政年度|按[年季]|机械人|磁力共振|电脑扫描|联网|公帑|急症室|轮候|覆诊|普通科|专科门诊|每宗|平方[呎尺]|消防处|社署|安老|署方|[嘅咁啲嗰嚟冇]|点解|20\d\d[-/]\d\d(?:年度|财)|署任|政务司|贸发|楼面|周[一二三四五六日]公布|金管局|港人|香港"
)
_OF_MAINLAND = re.compile(
    r"人民币|药监局|卫健|工信|发改|国务院|中共|全省|[本我]省|十[三四五六]五|集采|三甲|人民政府|产业集群|市委|内地某|中通社|示范区|广东|上海|北京|深圳|江苏|浙江"
)
#: An explicit currency is worth so many words.
_SIGN_TAIWAN, _SIGN_HONG_KONG = re.compile(r"新?台币|NT\$"), re.compile(r"港[元币]|HK\$")
_SIGN_WORTH = 3


def currency_of(whole: Whole) -> str:
    """The code of the currency of sums that name none in a Chinese text."""
    text = whole.text
    if not _is_traditional(whole.view.source[:_HEAD]):
        return next((code for words, code in _NAMED if _names(words, text)), "CNY")
    other = next((code for words, code in _NAMED if code in ("SGD", "MOP") and words.search(text)), None)
    if other is not None:
        return other
    head = text[:_HEAD]
    taiwan = _words(_OF_TAIWAN, head) + _words(TAIWAN, head) + _SIGN_WORTH * bool(_SIGN_TAIWAN.search(text))
    hong_kong = _words(_OF_HONG_KONG, head) + _words(_NAMED[-1][0], head)
    hong_kong += _SIGN_WORTH * bool(_SIGN_HONG_KONG.search(text))
    most = max(taiwan, hong_kong)
    if not most or most <= _words(_OF_MAINLAND, head):
        return "CNY"
    return "TWD" if taiwan >= hong_kong else "HKD"


def _names(words: re.Pattern[str], text: str) -> bool:
    """Whether a text names one of the words; that a sum is in Taiwan's dollars does not say it of the others."""
    return any(not match[0].endswith("台币") for match in words.finditer(text))


def _is_traditional(source: str) -> bool:
    """Whether a text is written in traditional letters, and not a copy of the mainland's with pinyin in between."""
    if _TRADITIONAL.search(source) is None or _CLOAK.search(source) is not None:
        return False
    return sum(1 for _ in _TRADITIONAL.finditer(source)) > sum(1 for _ in _SIMPLIFIED.finditer(source))


def _words(words: re.Pattern[str], text: str) -> int:
    """How many different words of a side stand in a text."""
    return len({match[0] for match in words.finditer(text)})
