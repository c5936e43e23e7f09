"""The wording of lines that sites wrap around documents, as regular expressions, one alternative a line.

Every line is matched whole against a text line that is folded: Simplified characters, half-width punctuation, lower
case, pinyin in brackets gone. Source: lines seen on some hundred news, forum and government sites; each reason has its
cases in tests/cases/extract/lines.
"""

from __future__ import annotations

import re

#: Whole short lines, by the reason they are removed for.
FURNITURE: dict[str, str] = {
    "breadcrumb": r"""
(?:您|你)?(?:现在|当前|目前|所在)?(?:的|所在)*位置(?:是)?\s*[:>].*
(?:you are here|position)\s*[:>].*
(?:home|首页|网站首页|主页)\s*(?:\s*(?:>|»|›|/|→|->|\|)+\s*[^>»›/]{1,60}){1,8}(?:>|»|›)*
""",
    "font size": r"""
[\[【(]?\s*(?:文章|大小)?(?:字体|字号)?(?:大小)?\s*:?\s*[\[【(]?\s*大\s*中\s*小\s*[\])】]*
[\[【(]?\s*(?:文章|大小)?(?:字体|字号)?(?:大小)?\s*:?\s*[\[【(]?\s*小\s*中\s*大\s*[\])】]*
(?:[^:。!?]{2,8}\s?:\s?[^:。!?]{1,32}?(?::\d\d){0,2}[\s|]{0,4}){1,5}[\[【(]\s*(?:字体|字号)\s*:\s*[大中小\s]{3,9}[\])】]
(?:text size|font size)?\s*:?\s*(?:a\s*a\s*a|a-\s*a\+?|t\s*\|?\s*t)
[\[【(]?(?:字体|字号|文章字号|字体大小)[:]?[\])】]?
小字号|大字号|放大|缩小|默认
""",
    "print": r"""
[\[【(]?\s*(?:我要)?(?:打印|关闭|收藏)(?:本页|此页|本文|窗口|页面)?\s*[\])】]?
(?:[\[【(|]?\s*(?:打印|关闭|收藏|返回)(?:本页|此页|本文|窗口|页面|顶部)?\s*[\])】]?\s*){2,4}
仅打印内容|×|save|download pdf|bookmark
print(?: small| medium| large){1,3}
关闭此页\s*(?:[(]责任编辑:.{1,20}[)])?
(?:print|email|close)(?: this)?(?: page| article| story| window)?
""",
    "share": r"""
(?:一键)?分享(?:到|至|让更多人看到|本文|给好友)?\s*:?(?:\s*-?\s*(?:微信|微博|qq空间|qq|新浪微博|朋友圈|豆瓣网?|人人网|更多|复制链接))*
(?:微信|新浪微博|微博|qq空间|qq好友|qq|豆瓣网?|朋友圈|腾讯微博|人人网|复制链接)
share(?: this)?(?: (?:article|story|post|page|on|via|with))*(?: (?:facebook|twitter|x|linkedin|email|whatsapp))*\s*:?
(?:post|send)(?: this)? (?:on|via|by|to) (?:facebook|twitter|x|linkedin|e-?mail|whatsapp|a friend)
tweet|retweet|facebook|twitter|linkedin|whatsapp|pinterest|instagram|youtube|telegram
copy link|link copied!?|follow us(?: on .{0,30})?
返回搜狐,?\s*查看更多|下载客户端
分享(?:给|至|到)好友(?:和|及)朋友圈|下载.{2,8}客户端|share - .{2,12}
""",
    "scan code": r"""
.{0,12}(?:扫一扫|用微信扫|扫描.{0,8}(?:二维码|小程序码)|扫(?:描|码)(?:关注|下载|阅读|查看|观看|加入|分享|打开|进入|手机)).{0,30}
.{0,12}(?:微信|手机)?扫码
""",
    "editor": r"""
[\[(【]?(?:责任编辑|责编|编辑|校对|审核|初审|复审|终审|监制|统筹)\s*[:/].{1,40}
[\[(【]?(?:值班(?:编辑|主任)|来源网站编辑)\s*[:/].{1,40}
[\[(【]?(?:责任编辑|责编)\s*:?[\])】]?|.{0,24}文:.{0,12}图:.{0,12}编辑:.{0,20}
""",
    "correction": r"""
[\[【(]?(?:我要)?纠错[\])】]?(?:.{0,20})
report (?:a )?(?:typo|error|problem|abuse)s?
""",
    "navigation": r"""
(?:上|下)一(?:篇|页|条|章|主题)\s*:?.{0,60}
返回(?:列表|顶部|首页|目录|上一页)|回到\s*顶部|网站导航\s*:?|无障碍浏览|长者模式|网站无障碍
(?:免费)?注册|登录|登录\s*[/|]\s*注册
(?:back|return|go) to (?:top|home ?page|main|the top|list).{0,20}
skip to .{1,40}|jump to .{0,30}
(?:首页|home)(?:\s+[^\s\d:,。]{2,6}){2,12}|click .{0,40} to (?:log|sign) ?in.{0,20}
(?:previous|next|prev)(?: (?:article|post|page|story|topic|thread))?\s*[:»«›‹]*
menu|search|log ?in|log ?out|sign ?in|sign ?up|register|home|contact us|about us
网站首页|设为首页|加入收藏|关于我们|加入我们|商业合作|意见反馈|帮助中心|返回.{2,4}首页|点击登录|查看全文|[.…]*\[更多\]|适老化无障碍服务
you are here:?
load more.{0,20}|(?:show|see|view) (?:more|all)|read more\s*(?:>|»|…|\.\.\.)?|continue reading.{0,30}
""",
    "counter": r"""
(?:(?:浏览|阅读|点击|访问|查看|评论|回复|人气|播放|点赞)(?:次数|量|数|率)?\s*[:(]?\s*\d*\s*(?:次|人|\))?[|\s]*){1,4}
(?:[^:。!?]{2,8}\s?:\s?[^:。!?]{1,32}?(?::\d\d){0,2}[\s|]{0,4}){1,5}(?:浏览|阅读|点击|访问|查看|人气)(?:次数|量|数|率)?\s?[:(]\s?\d+\s?(?:次|人|\))?(?:[\s|]+.{0,24})?
\d+\s*(?:人参与|条评论|个赞|次浏览|次阅读|阅读|评论|回复|点赞)
\d+\s*(?:views?|comments?|shares?|likes?|replies|retweets?)(?:\s*[,|·]?\s*\d+\s*(?:views?|comments?|shares?|likes?|replies))*
首赞|\+1|点赞失败|\d+人参与[,，]?|no comments(?: yet)?|\d+ min(?:ute)?s? read
.{0,40}圈主:.{1,24}\s帖子:\d+
""",
    "tools of a library": r"""
(?:(?:abstract|download (?:pdf|citation)|full text|html|knowledge map|save|cite|export)\s*(?:\(\s*\d*\s*\))?[\s|]*){2,8}
select all
download as .{2,30}|(?:you are on )?page \d+ ?of ?\d+|下载(?:本|此|该)文档|已阅读\d+页.{0,30}|文档简介
""",
    "machine's summary": r"""
ai\s?(?:生成)?(?:摘要|总结|导读|概要|summary|요약)
""",
    "credit of a picture": r"""
.{2,40} via getty images|permission granted by .{2,60}|[(](?:相关)?(?:资料图片?|图源|图片来源)\s*:?.{0,20}[)]
""",
    "advertisement": r"""
advertise?ments?|ads?|广告|推广|sponsored(?: content)?|promoted
story continues below(?: advertisement)?|article continues (?:below|after).{0,30}|advertisement\s*[-—]\s*.{0,40}
""",
    "subscription": r"""
订阅(?:本刊|更新)?|subscribe(?: now| to .{0,60})?|sign up (?:for|to) .{0,70}|get (?:the|our) .{0,50}newsletter.{0,30}
.{0,40}(?:微信公众号|客户端下载|视频号|公众号)|欢迎关注.{1,40}
(?:点击|轻触|戳).{0,4}(?:蓝字|卡片|名片).{0,20}|长按.{0,12}(?:二维码|小程序码|关注).{0,16}|点击.{0,4}阅读原文.{0,12}
""",
    "copyright": r"""
(?:copyright|©|\(c\)|版权所有).{0,120}|.{0,80}무단 ?(?:사용|전재|복제|배포).{0,60}
.{0,60}all rights reserved\.?
.{0,6}icp备\s*\d+号.{0,20}|.{0,6}icp证\s*\d+号.{0,20}|网站标识码.{0,60}|.{0,6}公(?:网)?安(?:机关)?备.{0,40}
本站已支持ipv6访问|技术支持:.{1,30}|违法和不良信息举报中心
""",
    "comments": r"""
.{0,8}我来说两句.{0,20}|(?:发表评论|写评论|网友评论|最新评论|热门评论|全部评论).{0,20}
(?:write a comment|leave a (?:comment|reply)|post a comment|add a comment).{0,20}
join the (?:conversation|discussion).{0,20}|comments?(?:\s*\(\d*\))?\s*:?
""",
    "forum": r"""
(?:帖子|主题|积分|威望|金币|金钱|经验|精华|贡献|人气|粉丝|关注)(?:数)?\s*[:|]?\s*\d[\d ,/:-]*.{0,12}
(?:阅读权限|注册时间|在线时间|最后登录)\s*[:|]?\s*\d[\d ,/:-]*.{0,12}
发表于\s*:?\s*.{4,30}|.{1,20}\s发表于\s*:?\s*\d{4}-.{4,60}
发表于\s*:?\s*\d{4}-\d{1,2}-\d{1,2}(?:\s\d{1,2}:\d\d(?::\d\d)?)?(?:[\s|]+(?:只看该作者|只看楼主|倒序浏览|阅读模式|(?:查看|回复|浏览|阅读|人气)数?\s?:\s?\d+|\d{1,5}\s?[#楼]))+
(?:(?:收藏|分享|评分|支持|反对|回复|引用|举报|编辑|使用道具|只看该作者|点评)[\s|]+){1,8}(?:收藏|分享|评分|支持|反对|回复|引用|举报|编辑|使用道具|点评)
快速回复|gmt\s?[+-]\s?\d{1,2}, \d{4}-.{4,70}
\d{1,5}\s*[#楼]|楼主|沙发|板凳|地板|只看该作者|只看楼主|倒序浏览|使用道具|举报|收藏|评分|回复|引用|编辑|赞|踩|支持|反对
您需要登录后才可以回帖.{0,30}|powered by (?:.{2,40}|(?:discuz|phpwind|phpbb|vbulletin).{0,80})
(?:posts?|messages|joined|location|registered|reputation|threads|reactions?(?: score)?|points|solutions)\s*:\s*.{1,40}
(?:quote|reply|report|like|share|edit|permalink|upvote|downvote|multiquote|reply with quote|top)
#\s*\d{1,5}|(?:post|reply|message) #\s*\d{1,5}(?: .{0,20})?|member since .{3,20}
(?:(?:senior|junior|new|active|full|well-known)? ?member|moderator|administrator|original poster|guest)
""",
    "leaving the site": r"""
this (?:application|website|site|portal) is a service of the .{2,60}
您访问的链接即将离开.*|继续访问|放弃|温馨提示
(?:.{0,12}an )?official website of the .{2,60}|您的浏览器不支持.{1,30}
""",
    "source line": r"""
(?:last update|source|author)\s*:\s*.{1,40}|发布于\s*:?\s*[\u4e00-\u9fff]{0,4}
""",
    "session token": r"""
[0-9a-f]{32}
""",
}

#: Whole lines at the head or the end of a text, outside tables: who else has it, when it came, what else there is.
EDGE = r"""
[(]?(?:文章|信息|稿件|新闻|内容)?来源\s*:\s*[^。;:]{2,24}[)]?
相关(?:链接|阅读|解读|新闻|报道|稿件|文章)\s*:.{4,80}
原标题\s*:.{2,60}
(?:\d{4}-\d{1,2}-\d{1,2}\s?)?\d{1,2}:\d{2}(?::\d{2})?|\d{4}-\d{1,2}-\d{1,2}|[—–\-=·\s]*end[—–\-=·\s]*
[^\d。,:]{2,12}\s\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?
关于本[站网]|about this site
"""

#: Whole lines that open a list of other pages, of latest topics, or a card about the author.
OTHER_SECTION = r"""
相关(?:阅读|新闻|文章|稿件|解读|文档|信息|链接|推荐|报道|资讯|内容|资料|话题|帖子|主题)(?:推荐)?
(?:推荐|延伸|热门|精彩|猜你|热点|编辑|每日|今日)(?:阅读|推荐|新闻|文章|推送|喜欢|资讯|排行|图文|内容)|热词搜索
更多(?:新闻|文章|精彩|资讯|阅读|最新).{0,12}|您可能(?:对|感|也).{0,14}|大家都在看
最新(?:话题|文章|新闻|资讯|评论)|热门(?:话题|排行|标签)|本文作者|ta的.{1,4}|我要发帖.{0,40}
you (?:may|might) also (?:like|be interested in)
related(?: (?:articles?|stories|posts?|news|content|topics?|links?|reading|coverage|documents?))?
recommended(?: (?:for you|stories|reading|articles?))?|read (?:also|next|more)
more (?:from|on|in|stories|news|like this)(?: .{0,40})?|most (?:read|popular|viewed)
(?:latest|top|trending|popular) (?:news|stories|articles?|posts?|videos?)|trending(?: now)?|up next|further reading
what to read next|don't miss|see also|about the authors?|contact us|editor'?s picks?
tags|keywords|filed under|标签|关键[词字]|more|更多
"""

#: Found anywhere in a line, they make the whole line a disclaimer.
DISCLAIMER = r"""
^(?:免责声明|disclaimer)\s*:
^.{0,160}\b(?:visit|at) (?:www\.|https?://)\S+$
(?:article|text|page|content) is an? (?:\w+ ){0,2}(?:version|translation) of an? (?:\w+ )?(?:article|original|text)
(?:article|text|page|content|translation|information) (?:\w+ ){0,8}provided for (?:\w+ )purposes only
(?:website|site|page|platform|portal) (?:makes?|gives?|offers?) no (?:representations?|warrant(?:y|ies)|guarantees?)
the source of this (?:page|article|content|information).{0,60}\b(?:internet|network)\b
(?:doesn't|does not|do not) (?:necessarily )?represent the (?:opinion|view|position)s? of (?:this|our) \w*(?:site|page)
if you (?:find|have) any (?:instances? of plagiarism|queries|concerns or complaints).{0,80}(?:email|write to)
(?:观点|内容|文章)?(?:仅|只)代表(?:该|其)?(?:作者|本人|原作者|发布者|发帖者|发表者|网友|用户|个人).{0,40}(?:不代表|无关|存储|立场|平台)
信息存储空间服务|仅提供信息(?:存储|发布)(?:空间)?(?:服务|平台)
(?:如有|若有|如|若)(?:存在)?(?:侵权|侵犯).{0,24}(?:联系|删除|告知)|存在侵权,请.{0,12}(?:举报|认领)
(?:文章|内容|图片|素材|信息).{0,8}(?:来源于?|来自|转自)(?:于)?(?:互联网|网络).{0,60}
版权归原作者所有|不构成任何投资建议|联系索取稿酬
不对您构成任何投资建议
content on this (?:page|site|website).{0,60}\bis provided (?:to|for|as)\b
do not rely on .{1,40} to make decisions
(?:article|text|page) (?:is|was) (?:reproduced|republished|reprinted|translated) .{0,60}\bpermission
(?:translation|translated text) is provided by\b
for (?:the )?original (?:text|document|version|article).{0,60}\brefer to\b
in case the (?:document|page|file) is not visible
always (?:verify|check) the current version
^your browser does(?: not|n't)(?: currently)? support
^welcome to (?:our|the) (?:new )?web ?site
in the process of updating .{0,40}\b(?:content|web ?site)\b
(?:get|gain|have) (?:full|unlimited|privileged) access to this (?:product|article|content|publication|page)
read a (?:free )?(?:excerpt|preview) of
content is for (?:\w+ ){1,4}purposes only and does not constitute
content (?:above|expressed).{0,120}uploaded
(?:opinions|views) (?:above|expressed).{0,120}(?:do not (?:necessarily )?(?:reflect|represent))
"""


def alternatives(table: str) -> str:
    """The lines of a table as one alternation."""
    return "|".join(f"(?:{line})" for line in table.strip().splitlines())


def compiled(table: str) -> re.Pattern[str]:
    """The lines of a table as one pattern."""
    return re.compile(alternatives(table), re.DOTALL)
