"""What short pages speak of: a wall, a missing page, a site in trouble, or the matter itself. Words and their weights.

No list of block pages is ever complete. But a short page that says «your», «request», «verify», «browser» and nothing
of notices, dates or devices is no notice, whoever wrote it. Each pattern counts once; the weights are ours, set on
tests/cases/verdict, and a page is condemned when its walls' words outweigh its document's by `ENOUGH`.
"""

from __future__ import annotations

from collections.abc import Iterable

from monitor.text import late as re

#: How far words of a wall must outweigh those of a document.
ENOUGH = 3.0
#: The same for a page without a single word of a document: in this field, real ones have some.
ENOUGH_ALONE = 2.2

Terms = tuple[tuple[re.Pattern[str], float], ...]


def _terms(*entries: tuple[str, float]) -> Terms:
    return tuple((re.compile(pattern, re.I), weight) for pattern, weight in entries)


WALL = _terms(
    (r"请(?:在|使用|用|从)(?:微信|手机|移动端|客户端|APP|钉钉).{0,8}(?:打开|访问|浏览|查看)", 3.0),
    (r"(?:visitors|users|readers) (?:from|in) .{3,60}(?:cannot|can ?not|can'?t|are not able to|may not)", 2.2),
    (r"网络环境", 1.5),
    (r"(?:切换|更换)(?:网络|IP)", 2.0),
    (r"存在(?:安全)?风险", 1.3),
    (
        r"未获?授权|仅(?:允许|限).{0,12}访问|\bVPN\b|政务[内外]网|(?<![境海])[内外]网(?!站)"
        r"|approved networks?|only open to",
        2.2,
    ),
    (r"点击(?:图|下)|依次点击|click the .{0,20}(?:picture|image|square)|a person is using", 2.2),
    (
        r"scripts? (?:is|are) (?:switched|turned) off|(?:switch|turn) (?:them|it|scripts?) on"
        r"|load the page again|reload",
        1.8,
    ),
    (r"slow down|hit the limit|limit for|quota", 1.8),
    (r"premium|members? only|扫码|数字证书|身份(?:认证|核验)", 1.5),
    (r"free trial|unlock|(?:认证|登录|验证|扫码)后(?:可|方可|即可)?(?:查看|访问|浏览|阅读)", 1.3),
    (r"captcha|recaptcha|验证码|驗證碼", 2.0),
    (r"人机|人機|滑块|滑動|拼图|点选", 2.0),
    (r"验证|驗證|校验", 1.5),
    (r"verif(?:y|ied|ying|ication)|confirm you are|making sure", 1.3),
    (r"\b(?:ro)?bots?\b|机器人", 1.5),
    (r"\bhuman\b|真人", 1.0),
    (
        r"您的\s*(?:IP|访问|请求|网络|浏览器|操作|行为|地址|设备)|your (?:access|request|browser|ip"
        r"|activity|network|connection)",
        2.0,
    ),
    (r"访问|存取|\baccess(?:ing)?\b", 0.7),
    (r"请求|\brequests?\b", 0.8),
    (r"频繁|过快|太快|too (?:many|often|fast)|rate limit", 1.8),
    (r"拦截|阻断|阻止|屏蔽|封禁|blocked|banned", 1.3),
    (r"拒绝|禁止|非法|受限|denied|forbidden|limited|restricted|rejected|not allowed", 1.0),
    (r"黑名单|白名单|blacklist|denylist", 1.5),
    (r"防火墙|\bWAF\b|firewall|\bddos\b|cloudflare|wordfence|imperva|akamai|sucuri|anubis|radware|captive", 2.0),
    (r"威胁|攻击|threats?\b|attacks?\b|malicious|suspicious|unusual|automated", 0.8),
    (r"环境异常|网络异常|访问异常|异常(?:行为|流量|访问|请求)|检测到", 1.5),
    (
        r"(?:事件|请求|追踪|日志)\s*(?:ID|编号|号)|(?:ray|event|support|reference|incident|request|trace) ?(?:id|#|no)",
        1.5,
    ),
    (r"继续(?:访问|浏览|操作)|before (?:continuing|accessing|proceeding|you)|to (?:continue|proceed|regain)", 1.5),
    (r"\bIP\b", 0.7),
    (r"管理员|administrator|site owner|webmaster|站长", 0.8),
    (r"please (?:wait|solve|complete|enable|allow)|one moment|just a (?:moment|second)|请稍[候等]|稍候", 1.3),
    (r"javascript|cookies?\b|\bscripts\b", 0.8),
    (r"(?:do|does) ?n[o']t have (?:access|permission)|no permission|没有(?:访问|查看|操作)?权限", 2.0),
    (r"(?:log|sign) ?in again|session (?:has |is )?(?:expired|timed)|会话(?:已)?(?:过期|失效)|重新登录", 2.2),
    (r"(?:register|subscribe|log ?in|sign (?:in|up)) (?:\w+ )?(?:\w+ )?to (?:read|view|see|access|download)", 2.5),
    (r"tick the box|checking (?:if|your)|drag the|press (?:and|&) hold|select all", 1.5),
    (r"security (?:check|service|violation)|安全(?:策略|检查|中心|防护)", 1.2),
    (r"登录后|请先?登录|会员专享|开通会员|subscription|sign in to|log in to", 1.5),
)

MISSING = _terms(
    (r"(?:查看|访问|浏览|请求)的.{1,8}(?:已失效|不存在|被.{0,6}删除)", 2.2),
    (r"taken down|looked everywhere|could ?n[o']t find|这里什么都没有|什么也没有|走错路|内容已下架|已下架", 2.2),
    (r"不存在|找不到|未找到|没有(?:找到|查询到|检索到|相关)|走丢|迷路|未发现|无此|查无", 2.2),
    (r"(?:栏目|页面|内容|版块).{0,4}(?:已|有)调整|从首页(?:重新)?进入|重新进入", 2.2),
    (r"已(?:被|经)?(?:删除|移除|失效|下线|下架|过期|更名)|被删除", 1.3),
    (r"\b(?:404|410)\b", 1.5),
    (r"页面|网页|頁面|网址|链接", 0.8),
    (r"(?:该|此|您|你).{0,8}(?:内容|信息|文章|资源|栏目|页面)", 0.8),
    (r"返回(?:首页|上一页|主页|上页)|go (?:back|home)|back to (?:the )?home", 1.3),
    (r"抱歉|对不起|很遗憾|\bsorry\b|\boops\b|\bwhoops\b|\buh-oh\b", 1.5),
    (r"审核|发布状态", 0.6),
    (
        r"not found|can'?t (?:be )?f(?:ind|ound)|cannot (?:be )?f(?:ind|ound)|(?:could"
        r"|did) ?n[o']t (?:be )?f(?:ind|ound)",
        2.2,
    ),
    (r"could ?n[o']t be (?:located|loaded|retrieved)|nothing (?:here|found)|no (?:results?|records?) found", 2.2),
    (
        r"isn'?t available|not available|no longer (?:available|exists?|here)|(?:does not|doesn'?t) exist|unavailable",
        1.8,
    ),
    (r"(?:been|was) (?:archived|removed|deleted|moved|renamed)|may be broken|link you followed|outdated link", 1.5),
    (r"\bpages?\b|\bcontent you\b", 0.7),
    (r"site ?map|try (?:the |a )?search|use the search|check the (?:address|url)|mistyped", 1.0),
    (r"参数错误|非法参数|无效(?:的)?(?:参数|地址|链接)|invalid (?:url|request|page|id)", 2.5),
)

TROUBLE = _terms(
    (r"(?:website|site|service) (?:has been|was|is now) (?:closed|retired|shut|decommissioned|discontinued)", 2.2),
    (r"联系(?:空间商|主机商|服务商)|(?:空间|主机|网站).{0,6}续费", 2.2),
    (r"(?:网站|站点|空间)(?:已|现)?(?:经)?(?:过期|到期|被?暂停)", 2.0),
    (r"related searches|inquire now|sponsored (?:links|listings)", 2.0),
    (r"\bparked\b|registrar", 1.0),
    (r"连接.{0,8}失败|加载失败|程序.{0,6}异常|检查配置|技术支持", 2.2),
    (r"work on the (?:site|website)|be back (?:at|by|on)|back in a (?:moment|minute)", 2.2),
    (r"维护|維護|升级|建设中|改版|maintenance|upgrad(?:e|ing)|under construction", 1.7),
    (r"暂停(?:访问|服务|开放|对外)|暂时(?:无法|不能|不可|关闭)|停止(?:访问|服务)|无法(?:访问|提供|连接)", 1.5),
    (r"敬请期待|敬请谅解|不便|inconvenience|coming soon|stay tuned|back (?:soon|shortly|online)", 1.5),
    (r"不可用|无响应|超时|繁忙|开小差|出错|故障|异常|错误", 1.3),
    (
        r"unexpected error|error (?:has |was )?(?:occurred|happened|encountered)|while processing"
        r"|error (?:code|reference)",
        1.8,
    ),
    (
        r"\bsuspended\b|hosting (?:provider|company|account)|come back (?:on|in|later|soon)"
        r"|being (?:upgraded|updated|moved)",
        1.8,
    ),
    (r"went wrong|\berror\b|failed|failure|exception|fatal", 1.3),
    (r"unavailable|offline|\bdown\b|temporarily|not responding|timed? ?out|try again", 1.2),
    (r"\b50[0-4]\b|\bserver\b|服务器|后端|网关|gateway|数据库|database", 1.0),
    (r"本(?:网)?站|网站|系统|this (?:site|website|server)|our (?:site|website)", 0.6),
    (r"稍后|later\b|a few minutes|shortly", 0.9),
    (
        r"\bparked\b|this (?:domain|account)|domain name|registrar|for sale|域名|未备案|web hosting"
        r"|default (?:web )?page",
        1.8,
    ),
    (r"\bsorry\b|抱歉|对不起|\boops\b|\bwhoops\b", 1.0),
)

DOCUMENT = _terms(
    (
        r"各(?:有关|相关)?(?:单位|企业|部门|县|市|区|处室|医疗机构)|特此(?:通知|公告|公示|函告)|现(?:将"
        r"|予|面向)|经研究|根据《|按照《",
        2.5,
    ),
    (r"(?:发布|公布|印发|成文)(?:时间|日期)|来源:|责任编辑|索引号|发文(?:机关|字号)|附件", 2.0),
    (
        r"20\d\d年\d{1,2}月\d{1,2}日|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2} (?:january|february|march"
        r"|april|may|june|july|august"
        r"|september|october|november|december)",
        1.0,
    ),
    (r"[〔\[(]20\d\d[〕\])]\s*第?\s*\d+号|第\d+(?:号|批|次|届)", 1.5),
    (r"通知|公告|公示|通报|意见|办法|方案|规划|决定|招标|采购|中标", 1.0),
    (r"医疗|医院|器械|药品|患者|卫生健康|临床", 1.2),
    (
        r"hospitals?|devices?\b|pumps?\b|firmware|patients?|ministry|medical|ventilators?|scanners?"
        r"|manufacturers?|tender"
        r"|regulat(?:or|ion)",
        1.2,
    ),
    (r"\bsaid\b|announced|published|percent|million|billion|officials?|\bwill\b.{0,60}\bby 20\d\d", 1.0),
    (r"万元|亿元|%|％|台\b|套\b|有限公司|许可证", 0.8),
    (r"批复|请示|预案|细则|清单|名单|任命|购置|更新|财政|资金|申报|企业|集团|县|医保|门诊|诊疗|手术|检修", 0.8),
    (
        r"\bstud(?:y|ies)\b|agency|survey|\brules?\b|guidance|clinics?\b|count(?:y|ies)|audit|budget|\bplans?\b"
        r"|\bstate\b|\bcare\b|doctors?|imports?|surgery",
        0.8,
    ),
)
#: Of one pattern, so many different words count, the others this part of the first.
WORDS, FURTHER = 4, 0.4
#: A wall speaks to whoever stands before it, or of this visit. What does neither, and is no mere line, is about walls.
ADDRESS = re.compile(
    r"您|你(?![省市县区局委院们])|(?<!申)请(?![示假求])|本(?:次|站|网站|页)|该(?:页|信息|网站|内容)|返回|重试|秒后|\byou(?:r|'(?:re|ve|ll))?\b|please"
    r"|\bwe\b|\bwe'|\bour\b|\bus\b|sorry|try again|this (?:site|page|website|request|domain|account|server|service)"
    r"|https?://|\b(?:id|ip)\b|\bon line \d|\.(?:php|java|py|aspx?)\b",
    re.I,
)
#: Bytes of text that can be without, and how much more its words must weigh when a longer one is.
UNADDRESSED_BYTES, UNADDRESSED = 90, 4.0
#: A title that names no matter at all speaks for every kind of wall.
NAMELESS = re.compile(
    r"(?:系统|信息|温馨|友情|操作|访问|安全)?(?:提示|消息|警告)(?:信息|页面?)?|出错了?|错误|notice"
    r"|error|message|warning|sorry|oops|loading"
    r"|(?:error )?\d{3,4}|please wait|请稍[候等]|index|untitled|",
    re.I,
)
NAMELESS_WEIGHT = 0.8
#: A site's name in the title says nothing of the page; an address in it neither.
SITE_NAME = re.compile(
    r"(?:.{2,20}(?:局|委|委员会|政府|网|网站|中心|门户|平台|医院|厅|部|办公室|协会))?|\S+\.\w{2,12}"
    r"|.{2,40} (?:ministry|agency|administration)",
    re.I,
)
#: A title like those of notices: a page that is headed so is about its matter, even when it speaks of walls.
TITLE = re.compile(
    r"^关于.{4,}的?(?:通知|公告|公示|通报|意见|函|批复|决定|说明|提示|通告|声明)|(?:公告|通告)\s*[(（]20\d\d"
    r"|^如何.{4,}|.{4,}(?:办法|规定|细则|方案|规划|指南|须知|清单|目录|名单|批复|预案|解读|条例|制度|责任书)$"
)
TITLE_WEIGHT = 2.5


def enough(document: float) -> float:
    """How much the words of a wall must weigh on a page whose words of a document weigh that much."""
    return document + (ENOUGH if document > 0 else ENOUGH_ALONE)


def weight(terms: Terms, text: str) -> float:
    """The sum of the weights of the patterns found."""
    return sum(worth for pattern, worth in terms if pattern.search(text))


def document_weight(text: str, headlines: Iterable[str]) -> float:
    """How much a short page speaks like a document: the more different words of its matter, the more."""
    lines = [line for line in headlines if not SITE_NAME.fullmatch(line.strip())]
    headed = any(TITLE.search(line) for line in lines)
    said = " ".join((*lines, text))
    return sum(_worth(pattern, worth, said) for pattern, worth in DOCUMENT) + (TITLE_WEIGHT if headed else 0.0)


def _worth(pattern: re.Pattern[str], worth: float, text: str) -> float:
    words = {found.group(0).lower() for found in pattern.finditer(text)}
    return worth * (1 + FURTHER * (min(len(words), WORDS) - 1)) if words else 0.0


def is_unaddressed(text: str) -> bool:
    """Whether a text, longer than a line, speaks neither to a visitor nor of the visit."""
    return len(text.encode("utf-8", "replace")) > UNADDRESSED_BYTES and not ADDRESS.search(text)


def spoken(terms: Terms, text: str) -> str:
    """The weightiest words found, for the reason."""
    found = [(worth, match.group(0)) for pattern, worth in terms if (match := pattern.search(text))]
    return ", ".join(dict.fromkeys(words.strip()[:24] for _, words in sorted(found, key=lambda pair: -pair[0])[:4]))
