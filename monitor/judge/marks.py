"""The marks by which walls, errors and empty shells are told. Data: a mark and what it stands for.

Sources: what the sites of sources.yaml were seen to answer (412 with a `$_ts` script, 521 with `__jsl_clearance`,
`acw_sc__v2`), the vendors' published block pages, EDGI's estimate_snapshot_quality; each tested in tests/cases/verdict.
"""

from __future__ import annotations

from monitor.text import late as re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)


#: Header, pattern of its value, what it stands for. They stand on challenges only, never on the page behind.
HEADERS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("cf-mitigated", _any("challenge", "block"), "a Cloudflare challenge"),
    ("x-amzn-waf-action", _any("captcha", "challenge"), "an AWS WAF challenge"),
    ("x-datadome", _any("protected"), "a DataDome wall"),
    ("x-sucuri-block", _any("."), "a Sucuri block"),
    ("x-yunaq-waf", _any("."), "a Knownsec WAF page"),
)

#: Marks in the markup of challenges and block pages, in lower case. Some also stand on good pages of protected sites,
#: hence they only count where there is little to read.
SCRIPTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("$_ts=window", "$_ts = window", "window['$_ts']", 'window["$_ts"]', "$_ts.cd", "$_ts.nsd"),
        "a Ruishu script challenge",
    ),
    (("__jsl_clearance",), "a Jiasule script challenge"),
    (("acw_sc__v2", "var arg1='", "acw_sc__v3"), "an Aliyun script challenge"),
    (("errors.aliyun.com", "aliyun_waf_aa", "aliyun_waf_bb", "aliyunwaf_", "_waf_bd8ce2ce37"), "an Aliyun WAF page"),
    (
        ("/cdn-cgi/challenge-platform/h/", "cf-chl-bypass", "_cf_chl_opt", "cf-error-details", "cf_captcha_kind"),
        "a Cloudflare challenge",
    ),
    (("_incapsula_resource", "incapsula incident id"), "an Imperva wall"),
    (("geo.captcha-delivery.com", "ct.captcha-delivery.com"), "a DataDome captcha"),
    (("px-captcha", "_pxappid"), "a PerimeterX captcha"),
    (("awswafintegration", ".awswaf.com/", "gokuprops"), "an AWS WAF challenge"),
    (("sec-if-cpt-container", "bm-verify", "/_sec/cp_challenge", "errors.edgesuite.net"), "an Akamai wall"),
    (("sucuri_cloudproxy_js", "sucuri.net/privacy-policy"), "a Sucuri wall"),
    (("ddos-guard.net", "__ddg1_", "__ddg2_"), "a DDoS-Guard challenge"),
    (("yunsuo_session_verify", "security_session_verify", "security_verify_data"), "a Yunsuo challenge"),
    (("wzws-waf-cgi", "wzwsquestion", "wangzhan.360.c"), "a 360 WAF page"),
    (("safedog.cn", "safedogsite"), "a Safedog block page"),
    (("/_guard/auto.js", "/_guard/click.js", "/_guard/slide.js", "/_guard/html.js"), "a guard script challenge"),
    (("turing.captcha.qcloud.com", "tencentcaptcha(", "ssl.captcha.qq.com"), "a Tencent captcha"),
    (("initgeetest", "static.geetest.com", "/gt4.js"), "a GeeTest captcha"),
    (('class="g-recaptcha', "class='g-recaptcha", 'class="h-captcha', "hcaptcha.com/1/api.js"), "a captcha"),
    (("antispider", "seccode.sogoucdn"), "an anti-spider page"),
    (("challenges.cloudflare.com/turnstile",), "a Cloudflare captcha"),
)

#: A script that sets a cookie and asks again: a challenge, whoever made it; only counts where there is nothing to read.
COOKIE_AND_AGAIN = re.compile(
    r"(?s)document\.cookie\s*=[^=].{0,4000}?\blocation(?:\.(?:reload|replace|assign)\s*\(|(?:\.href)?\s*=[^=])"
)


def script_mark(lowered: str) -> str:
    """The wall whose mark is in the markup (given in lower case), "" for none."""
    return next((what for needles, what in SCRIPTS if any(needle in lowered for needle in needles)), "")


#: Words of a wall, looked for in title, headings and the text of a short page.
WALL_WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        _any(
            r"just a moment",
            r"checking (?:if the site connection is secure|your browser)",
            r"verify(?:ing)? (?:that )?you are (?:a )?human",
            r"are you (?:a )?(?:human|robot)",
            r"robot check",
            r"anti-?(?:robot|bot)\b",
            r"human verification",
            r"i'?m not a robot",
            r"attention required",
            r"pardon our interruption",
            r"security (?:check|verification)(?: required)?",
            r"bot (?:verification|detection)",
            r"complete the (?:captcha|security check)",
            r"please enable (?:js|javascript) and (?:disable any ad blocker|cookies)",
            r"unusual traffic",
            r"automated (?:requests|access|queries)",
            r"request unsuccessful\. incapsula",
        ),
        "a check for robots",
    ),
    (
        _any(
            r"人机(?:身份)?(?:验证|校验|识别)",
            r"安全(?:验证|校验|检测)",
            r"(?:滑动|拖动).{0,12}(?:验证|滑块|拼图)",
            r"访问验证",
            r"(?:请|需要?)(?:完成|通过|进行|输入).{0,10}验证",
            r"(?:您|你)的?(?:访问|请求|操作)(?:过于|太过?)?频繁",
            r"访问(?:频率|速度|次数)?过(?:于频繁|快|多|高)",
            r"人機驗證",
            r"安全驗證",
            r"不是机器人",
            r"浏览器(?:安全)?检查",
            r"正在(?:检查|验证)(?:您|你)的(?:浏览器|访问)",
            r"(?:异常|可疑)(?:流量|访问)",
        ),
        "a check for robots",
    ),
    (
        _any(
            r"access (?:to this (?:page|site|resource) )?(?:is |has been )?(?:denied|blocked|forbidden)",
            r"(?:request|url|connection|ip(?: address)?|you) (?:was|were|has been|have been|is"
            r"|are) (?:rejected|blocked|banned|denied|forbidden)",
            r"(?:403|401|405)\s*[-–:]?\s*(?:forbidden|unauthori[sz]ed|authori[sz]ation required|not allowed)",
            r"request (?:blocked|rejected)",
            r"you don'?t have permission to access",
            r"you are not allowed to (?:proceed|access)",
            r"not authori[sz]ed to (?:view|access)",
            r"web application firewall",
            r"not available in your (?:country|region)",
            r"^forbidden$",
            r"ip address has been",
        ),
        "access is denied",
    ),
    (
        _any(
            r"(?:访问|请求|操作|IP|连接)(?:地址)?.{0,8}(?:被|遭|已被?)(?:拒绝|阻断|拦截|禁止|限制|屏蔽|封禁)",
            r"(?:拒绝|禁止|无权|限制)访问",
            r"没有(?:访问)?权限",
            r"(?:网站|Web应用)防火墙",
            r"存在(?:安全)?(?:威胁|风险|攻击).{0,12}(?:拦截|阻断|拒绝)",
            r"已被?(?:管理员|网站)设置(?:的)?(?:拦截|规则)",
            r"不合法(?:的)?(?:参数|请求|访问)",
            r"創宇盾|创宇盾|云盾|云锁|安全狗|护卫神|宝塔",
            r"您所在的(?:地区|区域|网络)",
            r"仅限.{0,10}(?:内网|境内|国内)访问",
            r"存取(?:被)?拒",
        ),
        "access is denied",
    ),
    (
        _any(
            r"(?:enable|turn on|allow) (?:javascript|cookies).{0,60}(?:continue|proceed|refresh|reload|access|view)",
            r"(?:开启|启用|打开|支持|允许)(?:浏览器(?:的)?)?\s*(?:JavaScript|JS|Cookie).{0,30}(?:刷新|重试"
            r"|继续|访问|重新)",
        ),
        "it wants scripts or cookies before it shows anything",
    ),
)

#: A title or heading that is nothing but these (the site's name aside) is a door, not a document.
LOGIN_TITLE = _any(
    r"(?:user |member |please |account )?(?:log|sign)[ -]?(?:in|on)(?: (?:required|to (?:continue"
    r"|your account|[\w ]{1,24})))?",
    r"(?:authentication|authori[sz]ation|login) required",
    r"(?:用户|会员|会員|系统|账号|帐号|统一|请先?|您尚未)?(?:登录|登陆|登入)(?:页面?|界面|系统|中心|认证|账号)?",
    r"统一身份(?:认证|登录)(?:平台|系统)?",
    r"单点登录",
    r"single sign[ -]on",
)
LOGIN_PATH = re.compile(r"/(?:log-?in|sign-?in|logon|passport|sso|cas|auth|oauth2?|account/login|member/login)\b", re.I)
PASSWORD = re.compile(r"""<input\b[^>]{0,300}\btype\s*=\s*["']?password""", re.I)

PAYWALL = _any(
    r"(?:subscribe|register|sign in|log in|sign up|become a (?:member|subscriber)) (?:now |today |here )?(?:to|for) "
    r"(?:continue reading|read (?:more|the (?:full|rest)|this)|(?:get |gain )?(?:full |unlimited )?access|unlock|view)",
    r"(?:content|article|story|page) is (?:only )?(?:available |reserved )?(?:for|to"
    r"|exclusive to) (?:paid |premium |registered |our )*"
    r"(?:subscribers|members)",
    r"already (?:a (?:subscriber|member)|have (?:an account|access|a subscription))\?",
    r"(?:keep|continue) reading (?:for|with|from) ",
    r"free (?:articles?|stor(?:y|ies)|pages?).{0,40}(?:used up|(?:left|remaining) this)",
    r"you(?:'ve| have) (?:reached|used|read) (?:your|all).{0,30}(?:limit|free)",
    r"(?:登录|登陆|注册|订阅|购买|付费|开通会员|扫码|关注)(?:后|即可|以|才能|可)(?:继续)?(?:阅读|查看"
    r"|浏览|解锁|获取)(?:全文|更多|完整|剩余|全部|本文)?",
    r"(?:本文|该文章?|此文|以下内容|全文)(?:为|仅|需|只)(?:付费|会员|订阅|VIP|对会员|限会员)",
    r"(?:剩余|还有)\s*\d+\s*[%％].{0,10}(?:未读|内容|阅读)",
    r"解锁(?:全文|剩余|更多)",
)

#: Whole titles or headings (or parts of them between separators) that say that the page is not there.
MISSING_TITLE = _any(
    r"(?:error|http|status)?\s*[-:]?\s*(?:404|410)(?:\s*[-–:]?\s*(?:error|not found|page not found"
    r"|页面|错误|找不到.*|.{0,8}不存在|file.*not found))?",
    r"(?:404\s*[-–:]?\s*)?(?:the )?(?:page|file|document|content|resource|article|object"
    r"|url)(?: you (?:requested|are looking for|were looking for))?"
    r" (?:was |is |could |can )?(?:not|n't|cannot)?\s*(?:be )?(?:not )?(?:found|exist|available|moved)(?: .{0,20})?",
    r"(?:sorry|oops|whoops)[,!. ].{0,40}(?:not found|doesn'?t exist|can'?t (?:be )?f(?:ind|ound)|no longer).{0,20}",
    r"(?:page )?not found",
    r"we can'?t find (?:that|the|this) page",
    r"page (?:does not|doesn'?t) exist",
    r"this page isn'?t available",
    r"(?:您|你)?(?:所)?(?:要|请求|访问|查看|浏览|找)?(?:的)?(?:页面|网页|文章|内容|信息|文件|资源"
    r"|栏目|稿件)(?:已|可能|暂时)?(?:不存在|未找到|找不到|没有找到|被?删除|已?失效|过期|下线|不可用"
    r"|无法访问)(?:了|或.{0,12})?",
    r"(?:找不到|未找到|没有找到|无法找到)(?:您|你)?(?:所)?(?:要|请求|访问|需要|查看)?(?:的)?(?:页面"
    r"|网页|内容|文章|文件|信息|资源|该页|此页).{0,6}",
    r"(?:出错|走丢|迷路)(?:啦|了|页面)?",
    r"(?:页面|網頁)(?:走丢|找不到|不存在).{0,4}",
    r"(?:抱歉|对不起).{0,16}(?:不存在|找不到|删除|失效|走丢).{0,6}",
    r"找不到網頁",
)
#: The same for a server in trouble.
TROUBLE_TITLE = _any(
    r"(?:error|http|status|code)?\s*[-:]?\s*50[0234](?:\s*[-–:]?\s*(?:error|internal server error"
    r"|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|服务器.*|错误))?",
    r"(?:\d{3}\s*[-–:]?\s*)?(?:web server is down|bad request|origin (?:dns|connection).{0,20}error"
    r"|connection timed out)",
    r"internal server error",
    r"bad gateway",
    r"service (?:temporarily )?unavailable",
    r"gateway time-?out",
    r"server error(?: in .*)?",
    r"(?:application |runtime |database |unexpected |system )error(?: occurred)?",
    r"something went wrong",
    r"an error (?:has )?occurred",
    r"(?:site |website |scheduled |system |server |we are |we'?re |currently |temporarily )*(?:under "
    r"|down for |in )?(?:scheduled )?maintenance(?: mode| page| notice)?",
    r"we'?ll be (?:right )?back(?: soon| shortly)?",
    r"(?:site|website|page) (?:is )?(?:temporarily )?(?:unavailable|offline|down)",
    r"coming soon",
    r"under construction",
    r"(?:系统|网站|服务器?|平台|本站|数据库|程序|运行时?)(?:正在|暂时|临时|发生|出现|内部|升级|停机"
    r"|例行|繁忙)*(?:维护|升级|错误|异常|出错|故障|繁忙|建设|关闭|关停|改版|不可用|无法访问)(?:中"
    r"|公告|通知|页面?|了)?",
    r"(?:正在|系统)?(?:维护|升级|建设|改版)中",
    r"(?:维护|停机|停服|暂停服务|升级)(?:公告|通知|提示|页面)?",
    r"(?:错误|出错|报错|系统)(?:页面?|信息|提示)",
    r"网站(?:暂|已)?(?:停止|关闭)(?:访问|服务)?",
    r"(?:该|此|本)?(?:网站|域名|站点)(?:未备案|已过期|已到期|未绑定|未开通|不存在|已停用|暂停解析).{0,8}",
    r"index of /.*",
    r"welcome to nginx!?",
    r"apache2? .{0,10}default page.*",
    r"iis ?\d* ?windows.*",
    r"iis\d*",
    r"没有找到站点",
    r"(?:恭喜.?)?站点创建成功",
    r"test page for .*",
    r"domain (?:is )?(?:for sale|parked|expired).*",
    r".{3,40} is for sale",
)
#: Words that are never a page's own, wherever they stand on a short one.
MISSING_WORDS = _any(
    r"the requested (?:url|resource|page)(?: \S+)? was not found",
    r"page you (?:requested|are looking for|were looking for) (?:cannot|could not|can'?t|was not"
    r"|does not|doesn'?t|has been|may have|might have)",
    r"(?:您|你)(?:要|所)?(?:访问|请求|查看|浏览|查找|寻找)的(?:页面|网页|内容|文章|信息|资源|文件"
    r"|栏目).{0,8}(?:不存在|找不到|未找到|已(?:被)?(?:删除|移除|下线|失效)|走丢)",
    r"(?<!相关)(?:页面|网页|文章|内容|信息)(?:不存在|已(?:被)?删除|已下线|走丢了)(?!的)",
    r"no such (?:file|page|article)",
    r"文件已被删除",
    r"秒(?:钟)?后(?:自动)?(?:返回|跳转|转)(?:到|至)?(?:网站)?首页",
)
TROUBLE_WORDS = _any(
    r"(?:internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)",
    r"error establishing a database connection",
    r"(?:down|closed|offline|unavailable) for (?:scheduled |planned |routine )?maintenance",
    r"(?:currently|temporarily) (?:under(?:going)?|down for|unavailable)(?: due to)? ?(?:scheduled "
    r"|planned )?(?:maintenance)?",
    r"(?:系统|网站|服务器|本站)(?:正在|目前|现正|暂时|因).{0,12}(?:维护|升级|调整|改版)",
    r"(?:服务器|系统)(?:内部)?(?:错误|繁忙|异常|开小差)",
    r"(?:uncaught|fatal error|stack trace|traceback \(most recent|exception in thread"
    r"|java\.lang\.\w+exception|ORA-\d{5}|SQLSTATE\[)",
    r"nginx/[\d.]+\s*$",
    r"数据库连接(?:失败|错误|出错)",
    r"domain(?: name)? (?:may be|is|could be) (?:available )?for sale|(?:buy|inquire about) this domain",
    r"域名.{0,6}(?:出售|转让)",
    r"请稍后(?:再试|重试|访问|再访问)",
)

#: Pages that a script fills: what stands in their place.
SHELL = _any(
    r"""<div\b[^>]{0,80}\bid\s*=\s*["']?(?:app|root|__next|__nuxt|main-app|q-app|app-root)["']?[^>]{0,80}>\s*(?:<!--[^>]*-->\s*)?</div>""",
    r"<app-root\b",
    r"you need to enable javascript to run this app",
    r"doesn'?t work properly without javascript",
)

META_REFRESH = re.compile(
    r"""<meta\b(?=[^>]{0,300}\bhttp-equiv\s*=\s*["']?refresh)[^>]{0,300}?\bcontent\s*=\s*["']?\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?\s*([^"'>\s]{1,1000})""",
    re.I,
)
SCRIPT_MOVE = re.compile(
    r"""\b(?:(?:window|self|top|document|parent)\s*\.\s*)?location(?:\s*\.\s*(?:href|replace|assign))?\s*(?:=(?!=)|\()\s*["']([^"'\s<>]{1,1000})["']""",
    re.I,
)
MOVED_WORDS = _any(
    r"(?:page|site|website|content|document|we) (?:has|have|'ve"
    r"|was) (?:been )?(?:permanently )?(?:moved|relocated|migrated)(?: to)?",
    r"object moved",
    r"(?:301|302|308) moved",
    r"moved permanently",
    r"(?:网站|页面|网页|栏目|本站|内容)(?:已|现已)(?:经)?(?:迁移|搬迁|转移|移|更换|变更|启用新)(?:至"
    r"|到|域名|地址|网址)?",
    r"(?:新|最新)(?:网址|域名|地址)(?:为|是|：|:)",
    r"请(?:访问|登录|前往)新(?:网站|版|网址)",
)
