"""One address for one page: what does not change the page is taken off."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

#: Parameters that say how a reader came or who he is, not what he reads. Source: the parameters that Google Analytics,
#: Matomo, ad networks and mailers document; the clickbait of share buttons on Chinese portals (`from=timeline`, `wfr`).
_TRACKING = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|piwik_\w+|hsa_\w+|_hs(?:enc|mi)|mc_[ce]id|mkt_tok|(?:fb|g|dc|gb|wb|ms|tw|yc|li_fat_|ttc)l?clid"
    r"|fbclid|gclid|gclsrc|msclkid|igshid|_ga|_gl|ref_src|ref_url|spm|scm|wfr|isappinstalled|share_token|share_from"
    r"|share_source|nsukey|sharer_\w+|srcid|s_cid|ncid|cmpid|ocid",
    re.I,
)
_SESSION = re.compile(r"(?:jsessionid|phpsessid|aspsessionid\w*|sessionid|session_id|sid|cfid|cftoken|zenid)", re.I)
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.I)
#: A session id is long and random; `sid=2` names a site.
_SESSION_VALUE = re.compile(r"[0-9A-Za-z!.-]{16,}")
#: Values by which share buttons mark an address, under a name that elsewhere means something.
_SHARE_FROM = frozenset(("timeline", "singlemessage", "groupmessage", "message", "weibo", "wechat", "qq", "qzone"))
_DEFAULT_PORT = {"http": 80, "https": 443}
_DOTS = re.compile(r"/\.\.?(?:/|$)")
_SAFE_PATH = "/%:@!$&'()*+,;=~-._"


def normalise_url(url: str) -> str:
    """The address under which a page is kept.

    Lower-case scheme and host, no default port, no fragment, no `.`, `..` or doubled slashes in the path, one spelling
    of percent-escapes, no tracking parameters or session ids, parameters in order of their names (values of one name
    keep theirs). The scheme and `www.` are kept: whether twins agree is for the content to say.

    Idempotent. An address that cannot be read is returned as it is.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in _DEFAULT_PORT or not host:
        return url
    scheme = parts.scheme.lower()
    netloc = f"[{host}]" if ":" in host else _ascii_host(host)
    if port is not None and port != _DEFAULT_PORT[scheme]:
        netloc += f":{port}"
    path = _SESSION_PATH.sub("", parts.path) or "/"
    if _DOTS.search(path):
        path = urlsplit(urljoin("http://host/", path)).path
    path = re.sub(r"/{2,}", "/", path)
    return urlunsplit((scheme, netloc, _one_spelling(path, _SAFE_PATH), _query(parts.query), ""))


def absolute(base: str, address: str) -> str | None:
    """The normalised address that a link at `base` leads to; None when it leads nowhere on the web."""
    try:
        url = normalise_url(urljoin(base, address.strip()))
        readable = urlsplit(url).hostname
    except ValueError:
        return None
    return url if readable and url.startswith(("http://", "https://")) else None


def _ascii_host(host: str) -> str:
    host = host.lower().rstrip(".")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _one_spelling(text: str, safe: str) -> str:
    """Percent-escapes only where they are needed, in capitals; bytes that are no UTF-8 keep theirs."""
    if "%" not in text and text.isascii() and text.isprintable() and " " not in text:
        return text
    try:
        plain = unquote(text, errors="strict")
    except UnicodeDecodeError:
        return re.sub(r"%[0-9a-f]{2}", lambda match: match.group(0).upper(), text)
    # What was escaped for a reason (%2F, %3F, %25 …) stays escaped: unquoting it would make another address.
    kept = re.compile(r"%(?:2F|3F|23|25|26|2B|3D|5C|00|0A|0D)", re.I)
    if kept.search(text):
        return "".join(
            piece.upper() if kept.fullmatch(piece) else quote(unquote(piece), safe=safe)
            for piece in re.split(r"(%(?:2F|3F|23|25|26|2B|3D|5C|00|0A|0D))", text, flags=re.I)
        )
    return quote(plain, safe=safe.replace("%", ""))


def _query(query: str) -> str:
    if not query:
        return ""
    pairs = query.split("&")
    kept = [pair for pair in pairs if pair and not _is_idle(pair)]
    if not kept:
        return ""
    # A query without "=" is one word (`?123`): nothing to sort.
    if all("=" in pair for pair in kept):
        kept.sort(key=lambda pair: pair.partition("=")[0])
    return "&".join(_one_spelling(pair, "/%:@!$'()*,;=~-._+&?") for pair in kept)


def _is_idle(pair: str) -> bool:
    """Whether a parameter says nothing about the page."""
    name, _, value = pair.partition("=")
    if _TRACKING.fullmatch(name):
        return True
    if name.lower() == "from" and value.lower() in _SHARE_FROM:
        return True
    return bool(_SESSION.fullmatch(name) and _SESSION_VALUE.fullmatch(value))


#: Prefixes of a host that has a domain without them: www.m.example has none without "m".
_TWIN_HOST = re.compile(r"^(?:(?:www\d?|m|wap|mobile|3g)\.)+(?=[^.]+\.)")
_INDEX_NAME = re.compile(r"/(?:index|default|home)\.(?:s?html?|php|aspx?|jsp)$", re.I)


def twin_key(url: str) -> str:
    """Equal for addresses that may be one page: http and https, with and without www., m., wap., index.html or "/".

    Whether they are is for the content to say.
    """
    url = normalise_url(url)
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = _TWIN_HOST.sub("", parts.netloc)
    path = _INDEX_NAME.sub("/", parts.path).rstrip("/")
    return f"{host}{path}?{parts.query}" if parts.query else f"{host}{path}"


def twins_of(url: str) -> tuple[str, ...]:
    """The other addresses with the `twin_key` of this one under which pages are usual; at most fifteen.

    http and https; of a host, itself, www., m. and wap.; of a folder, its index.html.
    """
    url = normalise_url(url)
    try:
        parts = urlsplit(url)
        name = parts.hostname or ""
    except ValueError:
        return ()
    if parts.scheme not in _DEFAULT_PORT:
        return ()
    base = _TWIN_HOST.sub("", parts.netloc)
    hosts = [parts.netloc]
    if re.search(r"[a-z]", name.rpartition(".")[2]) and "." in name:  # neither an IP address nor a bare name
        hosts += [base, f"www.{base}", f"m.{base}", f"wap.{base}"]
    folder = _INDEX_NAME.sub("/", parts.path)
    paths = [parts.path, folder] + ([f"{folder}index.html"] if folder.endswith("/") else [])
    twins = (
        urlunsplit((scheme, host, path, parts.query, ""))
        for scheme in (parts.scheme, "https" if parts.scheme == "http" else "http")
        for host in hosts
        for path in paths
    )
    return tuple(twin for twin in dict.fromkeys(twins) if twin != url)[:15]


def is_elsewhere(before: str | None, after: str | None) -> bool:
    """Whether an address is of another host or path; a change of scheme, query or session alone is no news."""
    if before is None or after is None or before == after:
        return False
    return _place(before) != _place(after)


def _place(url: str) -> tuple[str | None, str]:
    parts = urlsplit(url)
    return parts.hostname, parts.path.partition(";")[0].rstrip("/")
