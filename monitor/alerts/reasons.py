"""Reasons of page changes in the language of the mail: they are recorded in English, as the log and the API have them.

A pattern is the English sentence with holes. What fills `{reason}`, `{more}` and `{sign}` is worded in turn; what fills
any other hole (an address, a number, a site's own words) stays as it is. The first pattern that fits the whole counts.
"""

from __future__ import annotations

import re

from monitor.changes import is_chinese

#: Holes whose text is a reason itself.
_NESTED = ("reason", "more", "sign")

_STANDING = {
    "{reason}; version {number} stands as it was, and checks go on": "{reason}；第 {number} 版保持不变，检查照常继续",
    "{reason}; nothing of it is stored yet, and checks go on": "{reason}；尚未保存过任何版本，检查照常继续",
    "{count} checks in a row: {reason}": "连续 {count} 次检查均未成功：{reason}",
    "can be read again, after {count} checks that could not read it": "此前 {count} 次检查未能读取，现已可以读取",
    "can be read again, after 1 check that could not read it": "此前 1 次检查未能读取，现已可以读取",
    "answers again, but {reason}": "已恢复响应，但{reason}",
    "was {url}": "原地址：{url}",
    "goes to and fro between addresses": "在几个地址之间来回变动",
    "{reason}: kept as evidence, and told when {count} checks over a day find it so": (
        "{reason}：已留存为证据，一天以上连续 {count} 次检查均如此时告知"
    ),
    "{reason}; 1 target is not on it any more, unconfirmed": "{reason}；有 1 项目标不再见于页面，尚待确认",
    "{reason}; {count} targets are not on it any more, unconfirmed": (
        "{reason}；有 {count} 项目标不再见于页面，尚待确认"
    ),
    "targets of the page stand in what is stripped from it now": "页面上的目标现在处于被去除的部分",
    "is whole again, after {count} checks that found it shortened": "此前 {count} 次检查均见其缩短，现已恢复完整",
    "only {share} of the text is left and no target": "正文仅剩 {share}，且不含任何目标",
    "the page breaks off in the middle of its earlier text": "页面在原有正文中途中断",
}

_JUDGED = {
    "not found (404)": "页面不存在（404）",
    "gone (410)": "页面已被移除（410）",
    "the site wants a login ({status})": "网站要求登录（{status}）",
    "the site wants payment ({status})": "网站要求付费（{status}）",
    "access is denied ({status})": "访问被拒绝（{status}）",
    "access is denied": "访问被拒绝",
    "the request is refused by a firewall ({status})": "请求被防火墙拒绝（{status}）",
    "a proxy wants a login ({status})": "代理要求登录（{status}）",
    "asked too often ({status})": "访问过于频繁（{status}）",
    "not shown for legal reasons ({status})": "因法律原因不予显示（{status}）",
    "the server is in trouble": "服务器出错",
    "the server refuses the request": "服务器拒绝该请求",
    "an anti-spider page": "反爬虫页面",
    "the answer is empty ({status})": "响应为空（{status}）",
    "the answer is empty": "响应为空",
    "the address leads to a login ({path})": "该地址转到登录页（{path}）",
    "the address leads to an error page ({path})": "该地址转到错误页（{path}）",
    "the address leads to the site's home page": "该地址转到网站首页",
    "a script challenge: the page only loads itself again": "脚本验证：页面只会重新加载自身",
    "a script challenge": "脚本验证",
    "the page only leads on to a login ({url})": "页面只转到登录页（{url}）",
    "the page only leads on to {url}": "页面只转到 {url}",
    "the page says that it has moved": "页面称其已迁移",
    "the page says that it is not there": "页面称内容不存在",
    "the page says that the site is in trouble": "页面称网站出现故障",
    "none of what the page must contain is in it (“{text}”)": "页面不含其必须包含的内容（“{text}”）",
    "only a teaser before a paywall: “{text}”": "付费墙前仅有摘要：“{text}”",
    "the page is filled by a script; set `render: browser`, or watch the JSON it loads": (
        "页面内容由脚本填充；请设置 `render: browser`，或直接监测其加载的 JSON"
    ),
    "there is nothing to read on the page": "页面上没有可读的内容",
    "{reason}; `render: browser` may see more, scripts run there": (
        "{reason}；设置 `render: browser` 可运行脚本，或可看到更多内容"
    ),
    "the answer holds no text of a document; see what is stripped with `monitor extract`": (
        "响应中没有文件正文；可用 `monitor extract` 查看被去除的内容"
    ),
    "{sign} is kept, but cannot be read here": "{sign}，已保存，但此处无法读取",
    "an old office file (.doc, .xls, .ppt, .wps)": "旧版 Office 文件（.doc、.xls、.ppt、.wps）",
    "an office file of a kind that is not read here": "此处不支持的 Office 文件",
    "an OFD file": "OFD 文件",
    "an archive": "压缩包",
    "an image": "图片",
    "sound or video": "音频或视频",
    "a file of unknown kind": "类型不明的文件",
    "a login": "登录页",
    "a wall by its words": "从用语看是拦截页",
    "a check for robots": "机器人验证",
    "it wants scripts or cookies before it shows anything": "须启用脚本或 Cookie 才显示内容",
    "a captcha": "验证码",
    "a guard script challenge": "防护脚本验证",
    "a {vendor} script challenge": "{vendor} 脚本验证",
    "a {vendor} challenge": "{vendor} 验证",
    "an {vendor} script challenge": "{vendor} 脚本验证",
    "an {vendor} challenge": "{vendor} 验证",
    "a {vendor} captcha": "{vendor} 验证码",
    "a {vendor} WAF page": "{vendor} 防火墙页面",
    "an {vendor} WAF page": "{vendor} 防火墙页面",
    "a {vendor} wall": "{vendor} 拦截页",
    "an {vendor} wall": "{vendor} 拦截页",
    "a {vendor} block page": "{vendor} 拦截页",
    "a {vendor} block": "{vendor} 拦截",
    "{sign} (header {name})": "{sign}（响应头 {name}）",
    "{sign}: “{text}”": "{sign}：“{text}”",
}

_FETCHED = {
    "{host} broke the connection off before the answer was whole; it is tried again later": (
        "{host} 在响应完整之前断开了连接；稍后重试"
    ),
    "the proxy refused to reach {host} (status {status}); check `proxy:`": (
        "代理拒绝连接 {host}（状态码 {status}）；请检查 `proxy:`"
    ),
    "{host} cannot be asked: the address or a header cannot be sent; check `url:` and `headers:`": (
        "无法请求 {host}：地址或请求头无法发送；请检查 `url:` 和 `headers:`"
    ),
    "no connection to {host} within {seconds} s; it is tried again later": ("{seconds} 秒内未能连接 {host}；稍后重试"),
    "{host} sent nothing for {seconds} s; it is tried again later": "{host} 在 {seconds} 秒内未发送任何数据；稍后重试",
    "{host} did not answer within {seconds} s; it is tried again later": "{host} 在 {seconds} 秒内未响应；稍后重试",
    "{host} answered with something that is not HTTP; check the port, and whether it is http: or https:": (
        "{host} 的响应不是 HTTP；请检查端口，以及应为 http: 还是 https:"
    ),
    "{host} answered in broken HTTP: a header or a length cannot be read; it is tried again later": (
        "{host} 的 HTTP 响应有误：响应头或长度无法读取；稍后重试"
    ),
    "the name {host} does not resolve here, so that nobody can say where the proxy would go": (
        "本机无法解析域名 {host}，因此无法得知代理将连接到何处"
    ),
    "the name {host} does not resolve; check the address and this machine's DNS": (
        "无法解析域名 {host}；请检查地址和本机的 DNS"
    ),
    "the proxy for {host} cannot be reached; check `proxy:`": "无法连接用于 {host} 的代理；请检查 `proxy:`",
    "{host} refuses connections on port {port}; check the address, or wait until it is up again": (
        "{host} 拒绝端口 {port} 的连接；请检查地址，或等待其恢复"
    ),
    "{host} cannot be reached: {text}; check this machine's network": "无法连接 {host}：{text}；请检查本机网络",
    "{host} does not speak TLS on port {port}; {more}": "{host} 的端口 {port} 不支持 TLS；{more}",
    "{host} hangs up when greeted in TLS: perhaps it speaks none on port {port}; {more}": (
        "{host} 在 TLS 握手时挂断：端口 {port} 可能不支持 TLS；{more}"
    ),
    "no secure connection to {host}: {text}; {more}": "无法与 {host} 建立安全连接：{text}；{more}",
    "check whether the address is http: or https:": "请检查地址应为 http: 还是 https:",
    "{host} cannot be trusted: {more}; give its CA with `ca_file:`": "{host} 不可信：{more}；请用 `ca_file:` 指定其 CA",
    "its certificate is not valid": "其证书无效",
    "its certificate has expired": "其证书已过期",
    "its certificate is self-signed": "其证书为自签名",
    "its certificate chain ends in an unknown root": "其证书链的根证书未知",
    "its certificate's issuer is unknown; the server may not send the whole chain": (
        "其证书的签发者未知；服务器可能未发送完整证书链"
    ),
    "the server does not send the whole certificate chain": "服务器未发送完整证书链",
    "its certificate is for another name": "其证书属于另一域名",
    "more than {count} redirects, the last to {url}; check the address in a browser": (
        "重定向超过 {count} 次，最后转到 {url}；请在浏览器中检查该地址"
    ),
    "the server says «not modified» though it was not asked; tried again later": (
        "服务器在未被询问时答复“未修改”；稍后重试"
    ),
    "the CA file {file} cannot be used: {text}; check `ca_file:`": "CA 文件 {file} 无法使用：{text}；请检查 `ca_file:`",
    "the proxy's address cannot be read; write `proxy: http://host:port`": (
        "代理地址无法读取；请写作 `proxy: http://host:port`"
    ),
    "the page was not rendered within {seconds} s; it is tried again later": "页面未能在 {seconds} 秒内渲染；稍后重试",
    "the browser failed ({text}); tried again later": "浏览器出错（{text}）；稍后重试",
    "the rendered page is over {count} bytes; raise MONITOR_MAX_BODY_BYTES if it is wanted": (
        "渲染后的页面超过 {count} 字节；如确需该页，请调高 MONITOR_MAX_BODY_BYTES"
    ),
    "the answer is over {count} bytes ({more}); raise MONITOR_MAX_BODY_BYTES if it is wanted": (
        "响应超过 {count} 字节（{more}）；如确需该页，请调高 MONITOR_MAX_BODY_BYTES"
    ),
    "the answer cannot be unpacked ({more}); tried again later": "响应无法解压（{more}）；稍后重试",
    "{count} layers of Content-Encoding": "Content-Encoding 多达 {count} 层",
    "unknown Content-Encoding “{name}”": "未知的 Content-Encoding“{name}”",
    "damaged {name} content": "{name} 内容已损坏",
    "the compressed content ends early": "压缩内容不完整",
    "said to be gzip, and is not": "声称为 gzip，实际不是",
    "the site's robots.txt answers {status}, so that nothing may be fetched; tried again later": (
        "网站的 robots.txt 返回 {status}，因此不得抓取任何页面；稍后重试"
    ),
    "robots.txt of {host} does not allow {path} to be fetched; ask the site, or remove the page": (
        "{host} 的 robots.txt 不允许抓取 {path}；请征得网站同意，或移除该页"
    ),
    "{host} is left alone for {seconds} s more: {text}": "暂停访问 {host}，还有 {seconds} 秒：{text}",
    "more when unpacked, from {size} bytes": "由 {size} 字节解压后更大",
    "more": "更大",
    "{size} bytes": "{size} 字节",
    "not fetched: {more}": "未抓取：{more}",
    "the redirect leads to “{url}”: {more}": "重定向到“{url}”：{more}",
    "{host} leads inside: {more}": "{host} 指向内部网络：{more}",
    "{host} is no IP address": "{host} 不是 IP 地址",
    "{host} is a cloud metadata address, which is never fetched": "{host} 是云元数据地址，一律不抓取",
    "{host} is an internal address; {more}": "{host} 是内部地址；{more}",
    "if that is meant, say `allow_private: true` in sources.yaml, or `monitor extract --allow-private`": (
        "如确属有意，请在 sources.yaml 中写明 `allow_private: true`，或使用 `monitor extract --allow-private`"
    ),
    "the address holds a space, a backslash or a control character": "地址中含有空格、反斜杠或控制字符",
    "that is no address, its host or port cannot be read": "不是有效地址，主机或端口无法读取",
    "only http and https are fetched, not {scheme}": "只抓取 http 和 https，不抓取 {scheme}",
    "the address holds a user name or password; give them as a header from the environment": (
        "地址中含有用户名或密码；请改用来自环境变量的请求头"
    ),
    "the address names no host": "地址中没有主机",
    "that is no address, its host is no name": "不是有效地址，主机不是域名",
    "the host is a number, but no plain IPv4 address": "主机是数字，但不是普通的 IPv4 地址",
    "the address is read differently by different programs": "不同程序对该地址的解读不一致",
}

#: After all others: it fits whatever ends in a status.
_LAST = {"{sign} ({status})": "{sign}（{status}）"}


def _pattern(sentence: str) -> re.Pattern[str]:
    """The English sentence; a hole takes as little as it can, a number digits only."""
    holes = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(sentence))
    return re.compile(re.sub(r"\(\?P<(count|number|status)>\.\+\?\)", r"(?P<\1>\\d+)", holes), re.S)


_CHINESE = [(_pattern(sentence), words) for sentence, words in (_STANDING | _JUDGED | _FETCHED | _LAST).items()]


def worded(reason: str, language: str) -> str:
    """The reason in the language of the mail; one that is not known here stays in English."""
    if not is_chinese(language):
        return reason
    for pattern, words in _CHINESE:
        found = pattern.fullmatch(reason)
        if found is not None:
            parts = found.groupdict()
            return words.format(
                **{hole: worded(text, language) if hole in _NESTED else text for hole, text in parts.items()}
            )
    return reason
