"""Words that tell what an edit is about: a rule, a counter, the page's own clock, a link to another document.

Each cue is Chinese words (simplified and traditional) and English patterns, gathered from the pages in
tests/cases/changes.
"""

from __future__ import annotations

from monitor.text import late as re


def _cue(chinese: str, english: str) -> re.Pattern[str]:
    """Chinese words anywhere, English patterns as whole words; both separated by spaces (`_` is a space inside)."""
    patterns = [*chinese.split(), *(rf"\b{word}\b" for word in english.split())]
    joined = "|".join(patterns).replace("_", r"\s+")
    # "may" binds; "May" beside a figure is a month.
    joined = joined.replace(r"\bmay\b", r"(?<!\d )\bmay\b(?! ?\d)")
    return re.compile(joined, re.IGNORECASE)


#: Words that make, end or change a rule.
LEGAL = _cue(
    """废止 廢止 修订 修訂 修正 试行 試行 暂行 暫行 失效 停止执行 停止執行 撤销 撤銷 撤回 作废 作廢 终止 終止 暂停 暫停
    延期 生效 施行 征求意见 徵求意見 正式发布 正式發布 更正""",
    """repeal(?:ed|s|ing)? amend(?:ed|s|ing|ments?)? supersed(?:ed?|es|ing) rescind(?:ed|s)? revoke[ds]? withdrawn?
    withdrew suspend(?:ed|s)? terminat(?:ed|es|ion) expire[ds]? enters?_into_force entry_into_force effective_date
    postponed draft final_rule interim trial_implementation corrigendum correction""",
)
#: Words that turn a rule round.
NEGATION = _cue(
    "不 未 无 無 禁止 严禁 嚴禁 免除 除外",
    "not no never without except unless prohibit(?:ed)? exempt(?:ed)?",
)
#: Words that bind, or bind less.
OBLIGATION = _cue(
    "应当 應當 必须 必須 可以 鼓励 鼓勵 原则上 原則上 力争 力爭 确保 確保 强制 強制 自愿 自願",
    "shall must may should required? mandatory voluntary strive ensure",
)
#: Words beside a number that nobody set as a goal: somebody counts.
COUNTER = _cue(
    """浏览 瀏覽 阅读 閱讀 點閱 点击 點擊 访问 訪問 人气 人氣 热度[：:] 熱度[：:] 下载次 下載次 下载量 评论 評論 回复
    回覆 收藏 点赞 點讚 分享 转发 轉發 在看 粉丝 粉絲 在线 在線 查看[：:次] 主题[：:] 帖子 会员 會員""",
    """views? viewed reads? hits? clicks? downloads? downloaded comments? likes? shares? followers? visits? visitors?
    replies online watching viewers helpful reading_time min(?:ute)?s?_read""",
)
#: A counter word beside its figure: `Views: 1,024`, `viewed 20,114 times`, 阅读 5千.
COUNTED = re.compile(rf"(?:{COUNTER.pattern})\D{{0,8}}\d|\d\D{{0,6}}(?:{COUNTER.pattern})", re.IGNORECASE)
#: Words beside a date that says when the page, not the rule, was touched.
UPDATED = _cue(
    """更新(?:时间|時間|日期|于|於)? 最后修改 最後修改 最近更新 异动日期 異動日期 维护 維護 打印时间 列印
    今天是 今日 当前时间 目前時間 发布时间 發布時間 来源[：:] 來源[：:] 生成时间
    最后由 最後由 编辑 編輯 服务器 伺服器 时间[：:] 時間[：:] 发表于 發表於 发布于 發布於 發佈於 回复于 刊登于""",
    """updated last_(?:modified|reviewed|updated?|checked|changed|edited) page_(?:generated|printed) printed accessed
    retrieved as_of_today today_is it_is_now current_as_of posted generated date_modified
    (?:modified|reviewed|edited)_on (?:content|page)_reviewed next_review(?:_(?:due|date))? review_date local_time""",
)
#: Words beside a date by which something must happen.
DUE = _cue(
    """截止 截至 自.{4,16}起
    施行 实施 實施 执行 執行 生效 期限 之前 以前 前完成 到期 有效期 报名 報名 提交 日前 年前 年底 年末""",
    """by deadline until before effective due no_later_than closes? submit expires? from starting
    takes?_effect took_effect
    (?:enters?|entered|comes?|came)_into_(?:force|effect) in_force appl(?:y|ies) commenc(?:es?|ement|ing) valid
    as_of with_effect""",
)
#: Headings over links to other documents, and lines that begin so.
RELATED = re.compile(
    r"^[\W_]*(?:"
    r"相关(?:阅读|新闻|链接|文章|推荐|资讯|文档|信息|稿件|报道)|相關(?:閱讀|新聞|連結|文章|推薦|資訊|報導)"
    r"|热门|熱門|热点|熱點|.{0,4}推荐|.{0,4}推薦|猜你喜欢|延伸阅读|延伸閱讀|最新(?:文章|资讯|新闻|消息|动态)"
    r"|排行|友情链接|更多|大家都在看|近期文章"
    r"|related\b|read (?:more|next|also)|more (?:from|news|stories|on)|most (?:read|popular|viewed)"
    r"|trending|recommended|you may also|latest (?:news|stories|posts)|popular|see also)",
    re.IGNORECASE,
)
#: Heads of lines in which a site shows another topic, post or advertisement every time.
ROTATING = re.compile(
    r"[\W_]*(?:(?:本版|本站|本栏目?)?(?:最新|最近|热门|熱門|今日)(?:话题|話題|帖子?|主题|主題|回复|回覆|讨论|討論)|广告|廣告|推广|推廣"
    r"|(?:latest|recent|hot|trending)\s(?:topics?|posts?|threads?|discussions?)|advertisements?|advert|sponsored)"
    r"\s*[：:|]\s*\w",
    re.IGNORECASE,
)
#: Links to the document before and after.
STEPS = re.compile(r"[\W_]*(?:[上下]一[篇条條则則]|(?:previous|next)(?: article| post| story)?)\s*[：:]", re.IGNORECASE)
#: The name of a month.
MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY_WORD = (
    r"(?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
    r"|twentieth|thirtieth"
)
_CLOCK = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:GMT|UTC|BST|[CEMP]E?[SD]?T)\b)?"
_AGE = (
    r"(?:(?<!\d)\d{1,4}|几|幾|半)\s?(?:秒|分钟|分鐘|个?小时|個?小時|天|周|个?月|個?月)前|刚刚|剛剛"
    r"|\b(?:\d{1,4}|an?|one)\s?(?:sec(?:ond)?|min(?:ute)?|hour|day|week|month)s?\s+ago\b|\bjust now\b"
)
#: A date, a time or an age, with the marks inside it.
DATE = re.compile(
    r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?|\d{4}年\d{1,2}月|\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?|农历.月[初十廿卅三].|農曆.月[初十廿卅三]."
    rf"|(?:上午|下午|凌晨|晚上|中午)?{_CLOCK}|\b(?:the\s+)?(?:{_DAY_WORD})\s+of\s+{_MONTH}(?:,?\s+\d{{4}})?\b"
    r"|\d{1,2}\.\d{2}\s?(?:[ap]m|GMT|UTC|BST|[CEMP][SD]T)\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"
    rf"|\b{_DAY}\s+{_MONTH}\.?,?(?:\s+\d{{4}})?\b|\b{_MONTH}\.?\s+{_DAY}(?:,?\s+\d{{4}})?\b|\b{_MONTH}\.?\s+\d{{4}}\b"
    r"|(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\b,?\s+(?=\d)"
    rf"|{_AGE}",
    re.IGNORECASE,
)
#: Lines that stand on every page of a site.
COPYRIGHT = re.compile(r"©|版权所有|版權所有|\bcopyright\b|ICP备|ICP備|公网安备|all rights reserved", re.IGNORECASE)
#: A change in per cent, or a share index to two decimals.
TICKER = re.compile(
    r"(?<!\w)[+\-−▲▼]\s?\d+(?:\.\d+)?\s?%"
    r"|(?:指数|指數|成指|恒生|\b(?:FTSE|Dow|Nasdaq|S&P|DAX|CAC|Nikkei|Hang Seng|index)\b)"
    r"[^。.]{0,12}\s\d[\d,]*\.\d\d\b",
    re.IGNORECASE,
)
WEATHER = re.compile(
    r"[晴阴陰]|多云|多雲|小雨|中雨|大雨|阵雨|陣雨|雷雨|[小中大]雪|\d\s?(?:℃|°C|°F)|[微东南西北]风[\d级]"
    r"|空气质量|空氣品質|\bAQI\b|PM2\.5|[轻中重]度污染|湿度|濕度"
    r"|\b(?:sunny|sunshine|cloudy|overcast|showers?|drizzle|rain|sleet|thunderstorms?|humidity|wind\s\d+|mph)\b",
    re.IGNORECASE,
)
#: Where a reader stands in a list: page 3 of 12, 10 of 482 results.
PAGER = re.compile(
    r"^\W*(?:showing|displaying|viewing)\b.{0,40}\bof\b|^\W*page\s\d+\s?(?:of|/)\s?\d+|\b\d[\d,]* results?(?: found)?$"
    r"|第\s?\d+\s?[页頁]|[共每]\s?\d+\s?[页頁]|[上下]一[页頁]|首[页頁].*尾[页頁]|共\s?\d+\s?条(?:记录|信息|结果)",
    re.IGNORECASE,
)
#: Buttons and offers of the site around a document: to share, to print, to subscribe. They stand at its beginning.
BUTTONS = re.compile(
    r"^[\W_]*(?:分享(?:到|至)|转发到|轉發到|扫一扫|掃一掃|关注我们|關注我們|字号|字體|字体|打印|列印|收藏本|返回顶部|回到頂部"
    r"|(?:share|print|email|follow|tweet|bookmark)(?: (?:this|us|on|via|page|article|story)\b.{0,30})?"
    r"(?:$|[:：|]|\s+(?:facebook|x|twitter|print|email|linkedin)\b)"
    r"|(?:sign up|subscribe)\b.{0,40}(?:newsletter|email|updates|alerts)"
    r"|(?:accept|reject|allow|manage)\b.{0,12}(?:cookies|preferences))",
    re.IGNORECASE,
)
#: What a site asks of its readers before they may read.
CONSENT = re.compile(
    r"cookies?(?=.{0,160}?(?:\b(?:accept|agree|consent|settings?|preferences?|experience|happy|continu|remember)"
    r"|carry on|体验|體驗|偏好|接受|同意|继续|繼續))|(?:accept|agree|consent|同意|接受).{0,60}cookies?",
    re.IGNORECASE | re.DOTALL,
)
#: Characters that turn a sense round by themselves: no typing error.
PIVOT = re.compile(
    "[年月日周季旬天时分秒一二三四五六七八九十百千万亿甲乙丙丁增减升降高低上下内外前后大小多少加免收全半不未无非禁可必应须得應该該宜省市县区国级类双单]"
)
#: Characters that one of these in their place turns round: 进口 and 出口, 公立 and 私立. Alone they may be slips.
OPPOSED = re.compile(
    "[进進出入公私东東西南北植介买買卖賣男女老幼新旧舊长長短远遠近早晚快慢强強弱正副主次优優良劣供需收支部厅廳局]"
)
#: Heads of English words that make other words of them: licensed and unlicensed, hyper- and hypotension.
HEAD = re.compile(
    "ab|ad|anti|auto|bi|contra|counter|de|dis|down|endo|exo?|extra|homo|hetero|hyper|hypo|il|im|in|inter|intra|ir|macro"
    "|micro|mid|mis|mono|multi|non|off|on|out|over|poly|post|pre|pro|re|self|semi|sub|super|trans|tri|un|under|uni|up"
)
#: How long ago something was posted: true at each check, and another text at each check.
AGE = re.compile(_AGE, re.IGNORECASE)
#: A hash, a token, a session or request id: no word and no figure.
IDENTIFIER = re.compile(
    r"(?<![A-Za-z0-9_\-])(?=[A-Za-z_\-]*\d)(?=[\d_\-]*[A-Za-z])[A-Za-z0-9_\-]{12,}|\b(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{8,}\b|\b\d{13,}\b"
)
