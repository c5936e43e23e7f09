"""Lines of a scraped text that are not the document: a Statement is never taken from one.

Extraction removes them from pages; this is the second sieve, for texts that come as they were scraped.
"""

from __future__ import annotations

from functools import lru_cache

from monitor.text import late as re

#: Words that only page furniture uses, at the head of a line.
_HEAD = re.compile(
    r"\s*(?:首页|当前位置|您(?:现在|当前)?的?位置|当前栏目|来源:|来源：|责任?编辑|编辑:|作者:|审核:|声明:|免责声明|版权|copyright|©|"
    r"相关(?:阅读|新闻|链接|推荐|文章)|猜你喜欢|热门(?:推荐|文章|:)?|推荐(?:阅读|下载)|延伸阅读|上一篇|下一篇|上一页|下一页|友情链接|广告|扫码|微信扫|点击(?:下载|查看)|"
    r"分享(?:到|至)|打印|关闭|字号|标签:|关键词:|网友|评论|最新评论|发布者|发布时间|浏览|阅读|点赞|点个|关注我们|联系(?:我们|电话|地址|方式)|地址:|电话:|邮编|"
    r"服务热线|热线|咨询电话|值班电话|备案|ICP|主办单位|承办|技术支持|无障碍|顶一下|尊敬的用户|※|【?纠错|\[图|\(?图片|"
    r"home\s*(?:>|\||»)|share this|most read|read more|related|subscribe|follow us|advertise|contact(?: us)?\b|"
    r"cookie|sign up|"
    r"get the|was this page|to stop receiving|all rights reserved|privacy|terms of|back to top|skip to|"
    r"you may also like|tags?:|"
    r"last update|source:|author:|photo:|\[photo|by [A-Z][a-z]+ [A-Z][a-z]+$|published\b.{0,40}$|updated\b.{0,40}$|"
    r"posted\b.{0,30}$|date:|"
    r"disclaimer|this (?:article|page|content|text) (?:is|was) (?:an? )?(?:english|machine|translated|"
    r"automatically)|search more information|for more information|"
    r"if you have any|this website|please send|a staff member|our staff|related products|the content was generated|"
    r"media contact|press contact)",
    re.IGNORECASE,
)
#: Figures and nothing that they are figures of: what is left of a chart, a table without its words.
_NUMBERS = re.compile(r"[\d\s.,:;/()+-]{40,}")
#: Sentences by which sites shed responsibility, anywhere in a paragraph.
_DISCLAIMER = (
    "information purposes only",
    "representation or warranty",
    "doesn't represent",
    "does not represent",
    "do not represent",
    "plagiarism",
    "nfringing content",
    "如有侵权",
    "据此操作",
    "仅供参考",
    "侵权请联系",
    "与本站立场无关",
    "不代表本网",
    "不代表本站",
)
#: Counters of views, posts and the like, anywhere in a short line.
_COUNTER = re.compile(
    r"(?:阅读|点击|浏览|查看|评论|帖子|回复|人气|粉丝|转发|clicks?|views?|comments?|replies|shares?|likes?|posts?)(?:量|数|次数)?\s*[::(（]?\s*\d|"
    r"\d+\s*(?:次浏览|人阅读|views|comments|replies|shares|likes|min read)",
    re.IGNORECASE,
)
#: A breadcrumb or a menu: several short pieces between the same marks, and no full stop.
_TRAIL = re.compile(r"[^。.!?;；]{1,40}\s?(?:>|»|›|>>)\s?[^。!?;；\d]{1,60}$")
#: What describes a page: its number, its length, its format.
_LABELS = re.compile(r"[A-Z][A-Za-z .]{1,24}: ?[^|:]{1,40}(?: \| [A-Z][A-Za-z .]{1,24}: ?[^|:]{1,40})+")
#: What a list of other articles shows: cut titles, times of the day before titles.
_TEASER = re.compile(r"^\s*\d{1,2}:\d{2}\s*[|｜]|^[^。；;]*(?:\.\.\.|…)\s*\|?$|\S\.{3}\s+\S[^。]*\.{3}$")
_DATELINE = re.compile(
    r"^\s*[(\[【]?(?:时间|发布日期|日期|date|published|"
    r"last updated?)?\s*[::]?\s*"
    r"\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?(?P<rest>.{0,70})$",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?:\d{3,4}[- ]\d{3,4}[- ]?\d{3,4}|\b1\d{10}\b|@[\w.-]+\.\w+)")


@lru_cache(maxsize=2048)
def is_noise(line: str) -> bool:
    """Whether a line of a text is page furniture rather than document. Reads at most its first 300 characters."""
    line = line.strip()
    if not line or _NUMBERS.fullmatch(line, 0, 300) is not None:
        return True
    if _HEAD.match(line):
        return len(line) < 160 or line[0] in "※©" or line.startswith(("声明", "免责", "This article", "Disclaimer"))
    if len(line) < 900 and any(phrase in line for phrase in _DISCLAIMER):
        return True
    short = len(line) < 120
    if short and _TEASER.search(line):
        return True
    if short and (_TRAIL.fullmatch(line) or (" | " in line and _LABELS.fullmatch(line))):
        return True
    if short and _COUNTER.search(line):
        return True
    match = _DATELINE.match(line)
    if match is not None and not re.search(r"[。,，]", match["rest"]) and len(line) < 100:
        return True
    return short and _PHONE.search(line) is not None and not re.search(r"[。]", line)
