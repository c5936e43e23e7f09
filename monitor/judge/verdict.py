"""Is it the document, or a wall in front of it? Told from status, headers and the head of the body.

    status ──> gone, blocked, error-page        (a 200 proves nothing: go on)
    headers ──> challenges that say so
    kind of file ──> unsupported, empty, or no page at all (feed, JSON, PDF …): usable
    redirects ──> a deep address that ends on the home page or at a login
    head of the page ──> moved, challenge, denied, login, paywall, soft 404, maintenance, shell, empty
    must_contain ──> the author knows better

Words alone never condemn: a notice may be *about* system maintenance. They count in the title or a heading that holds
nothing else, or on a page with hardly anything to read.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from monitor.judge import marks, wording
from monitor.judge.look import HEAD_BYTES, Head, head_of
from monitor.text.controls import without_stray
from monitor.text.sniff import ContentKind, sniff
from monitor.types import Body, Verdict, VerdictKind
from monitor.types.retry_after import retry_after_s

#: `Head.reading` below which a page is nothing, short, or not long enough to outweigh a wall's mark.
#: Measured on tests/cases/verdict: the longest wall has 900, the shortest real notice with a mark 1,300.
NOTHING = 24
SHORT = 700
LITTLE = 1100

_GONE = {404: "not found (404)", 410: "gone (410)"}
_DENIED = {
    401: "the site wants a login (401)",
    402: "the site wants payment (402)",
    403: "access is denied (403)",
    405: "the request is refused by a firewall (405)",
    406: "the request is refused by a firewall (406)",
    407: "a proxy wants a login (407)",
    412: "a script challenge (412)",
    418: "the request is refused by a firewall (418)",
    429: "asked too often (429)",
    444: "the request is refused by a firewall (444)",
    451: "not shown for legal reasons (451)",
    493: "the request is refused by a firewall (493)",
}
_UNREADABLE = {
    ContentKind.OLD_OFFICE: "an old office file (.doc, .xls, .ppt, .wps)",
    ContentKind.OFFICE_OTHER: "an office file of a kind that is not read here",
    ContentKind.OFD: "an OFD file",
    ContentKind.ARCHIVE: "an archive",
    ContentKind.IMAGE: "an image",
    ContentKind.MEDIA: "sound or video",
}
_HOME = re.compile(r"/?(?:(?:index|default|home|main)(?:\.\w{2,5})?)?", re.I)
_ERROR_PATH = re.compile(r"/(?:404|error|notfound|not-found|page-?not-?found|errorpage|500)(?:[./_-]|$)", re.I)
_SEPARATOR = re.compile(
    r"\s+[-–—|_·•»:]\s+|[|_]|——|--|[-–—](?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[-–—]|[:：!！。]\s*|\s>\s"
)
_LOCKED = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.I)
_USABLE = Verdict(kind=VerdictKind.USABLE)


def judge(body: Body, *, must_contain: tuple[str, ...] = ()) -> Verdict:
    """Say whether a response is the document or a wall in front of it.

    Reads status, headers and at most the first 18 KiB of `body.content` (`HEAD_BYTES`); only `must_contain` is looked
    for in all of it. Pure; never raises.

    Args:
        body: an answer of any status.
        must_contain: a usable page holds at least one of these; files that are no text are not searched.

    Source: the signals of EDGI's estimate_snapshot_quality, tested again in tests/cases/verdict.
    """
    verdict = _by_status(body) or _by_headers(body)
    if verdict is not None:
        return verdict
    kind = sniff(body.content, content_type=body.header("content-type"), url=body.final_url)
    if kind in _UNREADABLE:
        return _say(VerdictKind.UNSUPPORTED, f"{_UNREADABLE[kind]} is kept, but cannot be read here")
    if not body.content.strip():
        return _say(VerdictKind.EMPTY, "the answer is empty")
    if kind is ContentKind.UNKNOWN:
        return _say(VerdictKind.UNSUPPORTED, "a file of unknown kind is kept, but cannot be read here")
    if kind in (ContentKind.PDF, ContentKind.DOCX, ContentKind.XLSX):
        return _USABLE
    if kind is ContentKind.HTML:
        verdict = _by_redirect(body) or _by_head(body, head_of(body))
    elif kind is ContentKind.TEXT:
        verdict = _by_words(head_of(body))
    if verdict is None and must_contain and not _holds_any(body, must_contain):
        wanted = "”, “".join(must_contain[:3])
        verdict = _say(VerdictKind.BLOCKED, f"none of what the page must contain is in it (“{wanted}”)")
    return verdict or _USABLE


def _say(kind: VerdictKind, reason: str) -> Verdict:
    return Verdict(kind=kind, reason=reason)


def _by_status(body: Body) -> Verdict | None:
    """The verdict of the status alone; a wall's own mark makes the reason clearer."""
    status = body.status
    if 200 <= status < 300:
        return _say(VerdictKind.EMPTY, f"the answer is empty ({status})") if status in (204, 205) else None
    wait_s = retry_after_s(body.header("retry-after"), body.fetched_at)
    if status in _GONE:
        return Verdict(kind=VerdictKind.GONE, reason=_GONE[status])
    mark = _challenge(body)
    if status in _DENIED or mark:
        reason = f"{mark} ({status})" if mark else _DENIED[status]
        return Verdict(kind=VerdictKind.BLOCKED, reason=reason, retry_after_s=wait_s)
    if status == 521 and body.content.lstrip()[:7].lower() == b"<script":
        # Cloudflare's 521 is a page with a doctype; Jiasule's is a bare script that computes a cookie.
        return _say(VerdictKind.BLOCKED, "a script challenge (521)")
    what = "the server is in trouble" if status >= 500 else "the server refuses the request"
    return Verdict(kind=VerdictKind.ERROR_PAGE, reason=f"{what} ({status})", retry_after_s=wait_s)


def _challenge(body: Body) -> str:
    """The wall whose mark an answer with an error status bears, "" for none."""
    for name, pattern, what in marks.HEADERS:
        if pattern.search(body.header(name) or ""):
            return what
    return marks.script_mark(body.content[:HEAD_BYTES].decode("latin-1").lower())


def _by_headers(body: Body) -> Verdict | None:
    for name, pattern, what in marks.HEADERS:
        value = body.header(name)
        if value is not None and pattern.search(value):
            return _say(VerdictKind.BLOCKED, f"{what} (header {name})")
    return None


def _by_redirect(body: Body) -> Verdict | None:
    """A deep address that leads to the home page, an error page or a login is not there (any more)."""
    if body.final_url == body.url:
        return None
    try:
        asked, got = urlsplit(body.url), urlsplit(body.final_url)
    except ValueError:
        return None
    if asked.path.rstrip("/") == got.path.rstrip("/"):
        return None
    if marks.LOGIN_PATH.search(got.path) and not marks.LOGIN_PATH.search(asked.path):
        return _say(VerdictKind.BLOCKED, f"the address leads to a login ({got.path[:80]})")
    if _ERROR_PATH.search(got.path) and not _ERROR_PATH.search(asked.path):
        return _say(VerdictKind.ERROR_PAGE, f"the address leads to an error page ({got.path[:80]})")
    deep = not _HOME.fullmatch(asked.path) and not _is_language_home(asked.path)
    if deep and not got.query and (_HOME.fullmatch(got.path) or _is_language_home(got.path)):
        return _say(VerdictKind.ERROR_PAGE, "the address leads to the site's home page")
    return None


def _is_language_home(path: str) -> bool:
    """/en/, /zh-cn/index.html"""
    return re.fullmatch(r"/(?:[a-z]{2}|en|zh|cn|zh-\w{2,4}|en-\w{2})/?(?:index\.\w{3,5})?", path, re.I) is not None


def _by_head(body: Body, head: Head) -> Verdict | None:
    """The verdict of a page's head; the sharper sign first.

    When the page goes on after the head, little to read in it proves nothing: scripts and styles come first on many.
    """
    reading = head.reading
    if reading >= 4 * LITTLE:
        return None
    if reading < LITTLE:
        certain = reading < NOTHING and not head.title if head.cut else reading < SHORT
        if certain or _names_a_wall(head):
            mark = marks.script_mark(head.markup.lower())
            if mark:
                return _say(VerdictKind.BLOCKED, mark)
    if reading < SHORT and not head.cut:
        moved = _moved(body, head)
        if moved is not None:
            return moved
    return _by_words(head) or _login(head) or _paywall(head) or (None if head.cut else _nothing(head))


def _names_a_wall(head: Head) -> bool:
    return any(pattern.search(line) for pattern, _ in marks.WALL_WORDS for line in (head.title, *head.headings))


def _moved(body: Body, head: Head) -> Verdict | None:
    """A page that only sends its reader elsewhere."""
    refresh = marks.META_REFRESH.search(head.markup)
    target = ""
    if refresh is not None and int(refresh.group(1)) <= 30:
        target = refresh.group(2)
    elif head.reading < 8 * NOTHING or marks.MOVED_WORDS.search(head.text):
        script = marks.SCRIPT_MOVE.search(head.markup)
        target = script.group(1) if script is not None else ""
    missing = marks.MISSING_WORDS.search(head.text) or _is_door(head, marks.MISSING_TITLE)
    if target and not missing:
        try:
            location = urljoin(body.final_url, target)
            same = location.partition("#")[0] == body.final_url.partition("#")[0]
        except ValueError:
            return None
        if same:
            return _say(VerdictKind.BLOCKED, "a script challenge: the page only loads itself again")
        if marks.LOGIN_PATH.search(urlsplit(location).path):
            return _say(VerdictKind.BLOCKED, f"the page only leads on to a login ({location[:80]})")
        return Verdict(kind=VerdictKind.MOVED, reason=f"the page only leads on to {location[:200]}", location=location)
    if marks.MOVED_WORDS.search(f"{head.title} {head.text}") and head.reading < SHORT // 2:
        return Verdict(kind=VerdictKind.MOVED, reason="the page says that it has moved")
    return None


def _by_words(head: Head) -> Verdict | None:
    """Walls and errors that say so: in a title or heading that says nothing else, or by the words of a short page."""
    for pattern, what in marks.WALL_WORDS:
        if head.reading < 2 * LITTLE and (line := _door(head, pattern)) and not _is_about_walls(head):
            return _say(VerdictKind.BLOCKED, f"{what}: “{line[:80]}”")
    for title, what in (
        (marks.MISSING_TITLE, "the page says that it is not there"),
        (marks.TROUBLE_TITLE, "the page says that the site is in trouble"),
    ):
        if head.reading < 4 * LITTLE and (line := _door(head, title)) and not _is_about_walls(head):
            return _say(VerdictKind.ERROR_PAGE, f"{what}: “{line[:80]}”")
    return None if head.cut or head.reading >= SHORT else _by_vocabulary(head)


def _is_about_walls(head: Head) -> bool:
    """Whether a page only names walls: it has the words of a document, and none for the visitor who stands there."""
    said = f"{_beneath(head)} {head.noscript}"
    weight = wording.document_weight(said, head.headings)
    return weight >= wording.TITLE_WEIGHT and wording.is_unaddressed(said)


def _beneath(head: Head) -> str:
    """What a page says beside its headings."""
    text = head.matter
    for line in head.headings:
        text = text.replace(line, " ", 1)
    return text


def _by_vocabulary(head: Head) -> Verdict | None:
    """What a short page speaks of, when that outweighs what makes it a document."""
    said = f"{head.title} {head.matter} {head.noscript}"
    wall = next(((found[0], what) for pattern, what in marks.WALL_WORDS if (found := pattern.search(said))), None)
    missing = marks.MISSING_WORDS.search(said)
    trouble = marks.TROUBLE_WORDS.search(said)
    unaddressed = wording.is_unaddressed(f"{head.matter} {head.noscript}")
    phrased = 0.0 if unaddressed else wording.ENOUGH
    scores = (
        (wording.weight(wording.WALL, said) + (phrased if wall else 0.0), VerdictKind.BLOCKED),
        (wording.weight(wording.MISSING, said) + (phrased if missing else 0.0), VerdictKind.ERROR_PAGE),
        (wording.weight(wording.TROUBLE, said) + (phrased if trouble else 0.0), VerdictKind.ERROR_PAGE),
    )
    best = max(range(3), key=lambda place: scores[place][0])
    score, kind = scores[best]
    if wording.NAMELESS.fullmatch(head.title.strip(" .!…。！")):
        score += wording.NAMELESS_WEIGHT
    needed = wording.enough(wording.document_weight(f"{_beneath(head)} {head.noscript}", (head.title, *head.headings)))
    if score < needed + (wording.UNADDRESSED if unaddressed else 0.0):
        return None
    terms = (wording.WALL, wording.MISSING, wording.TROUBLE)[best]
    what = (
        wall[1] if wall else "a wall by its words",
        "the page says that it is not there",
        "the page says that the site is in trouble",
    )[best]
    phrase = (wall[0] if wall else "", missing[0] if missing else "", trouble[0] if trouble else "")[best]
    return _say(kind, f"{what}: “{(phrase or wording.spoken(terms, said))[:80]}”")


def _door(head: Head, pattern: re.Pattern[str]) -> str:
    """The title or heading of which a part, between separators, is nothing but `pattern`; "" for none."""
    for line in (head.title, *head.headings):
        if len(line) > 120 or _is_a_figure(line, head):
            continue
        parts = [part for part in (line, *_SEPARATOR.split(line)) if part]
        # A site's name beside it is usual; an article's title beside it is a page about it.
        if any(pattern.fullmatch(part.strip(" .!…。！[]【】()（）")) for part in parts) and len(parts) <= 5:
            return line
    return ""


def _is_a_figure(line: str, head: Head) -> bool:
    """A bare number that a heading goes on from: 500 above 500台设备 is no status."""
    return line.isdigit() and any(line in heading and heading != line for heading in head.headings)


def _is_door(head: Head, pattern: re.Pattern[str]) -> bool:
    return _door(head, pattern) != ""


def _login(head: Head) -> Verdict | None:
    password = marks.PASSWORD.search(head.markup) is not None
    door = head.reading < 2 * LITTLE and _is_door(head, marks.LOGIN_TITLE)
    short = head.reading < SHORT // 2 and not head.cut
    if (password and (door or short)) or (door and short):
        return _say(VerdictKind.BLOCKED, "a login")
    return None


def _paywall(head: Head) -> Verdict | None:
    """A teaser: it says that the rest is for payers, and it is short, or its own data say that it is locked."""
    if head.cut and '"isAccessibleForFree"' not in head.markup:
        return None
    if head.reading >= LITTLE and not _LOCKED.search(head.markup):
        return None
    found = marks.PAYWALL.search(head.text)
    return _say(VerdictKind.BLOCKED, f"only a teaser before a paywall: “{found.group(0)[:80]}”") if found else None


def _nothing(head: Head) -> Verdict | None:
    """Hardly a word: an empty page, or one that a script would fill."""
    if head.reading >= 8 * NOTHING:
        return None
    if marks.SHELL.search(head.markup) or (head.noscript and head.reading < NOTHING):
        reason = "the page is filled by a script; set `render: browser`, or watch the JSON it loads"
        return Verdict(kind=VerdictKind.EMPTY, reason=reason, needs_browser=True)
    if head.reading < NOTHING:
        if marks.COOKIE_AND_AGAIN.search(head.markup):
            return _say(VerdictKind.BLOCKED, "a script challenge")
        scripted = "<script" in head.markup.lower()
        return Verdict(kind=VerdictKind.EMPTY, reason="there is nothing to read on the page", needs_browser=scripted)
    return None


def _holds_any(body: Body, wanted: tuple[str, ...]) -> bool:
    """Whether one of the strings is in the body, in the encodings that Chinese and English pages come in."""
    content = without_stray(body.content)
    for text in wanted:
        for encoding in ("utf-8", "gb18030", "big5"):
            if text.encode(encoding, "ignore") in content:
                return True
    return False
