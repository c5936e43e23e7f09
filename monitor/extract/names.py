"""What page authors call the parts of a page: class and id names that tell furniture from document.

Source: the names that recur on the pages of the evaluation cases and in templates of common content systems; only names
that are used on many sites stand here, never a name of one site.
"""

from __future__ import annotations

import re

#: Whole words (between `-`, `_`, camel humps and spaces) that furniture is called.
_FURNITURE_WORDS = """
nav navi navbar navbox navigation menu menus submenu breadcrumb breadcrumbs crumb crumbs topbar toolbar
footer foot bottombar copyright colophon
sidebar sidebars aside rail rightrail leftrail
share sharing sharebar shares social socials sharedaddy addthis addtoany bdsharebuttonbox jiathis bshare
related relate relates recommend recommended recommendation recommendations recirc readmore outbrain taboola
xgwz tuijian xiangguan hotnews latestnews trending popular mostread mostpopular ranking
comment comments commentlist commentform disqus livefyre respond pinglun
promo promos promotion ad ads advert adverts advertisement advertising adsbygoogle adsense sponsor sponsored
newsletter subscribe subscription signup login signin register paywall
cookie cookies gdpr consent popup modal overlay lightbox tooltip toast
widget widgets pagination pager pagenav prevnext pagebar
tags taglist tagcloud keywords
author-bio authorbio aboutauthor author-box authorbox bio
print printbtn qrcode ewm erweima fontsize
search searchbox searchform banner masthead hidden noprint
skiplink skip sr-only visuallyhidden screen-reader-text
"""
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:" + "|".join(sorted(_FURNITURE_WORDS.split(), key=len, reverse=True)) + r")(?:$|[\s_-])"
)
_DOCUMENT = re.compile(
    r"articlebody|article-?_?(?:body|content|text|detail|main)"
    r"|(?:story|post|entry|news|page|main|text|detail|rich)[-_]?(?:body|content|text|con|article|detail)"
    r"|\b(?:content|zoom|ucapcontent|trs_editor|trs_view_editor|article|con_text|rich_media_content|view|pages_content"
    r"|postmessage|t_f|post|entry|hentry|story)\b"
)
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def is_furniture(names: str) -> bool:
    """Whether a class/id string (in its own case) names a part that sites wrap around documents."""
    return _FURNITURE.search(_HUMPS.sub("-", names).lower()) is not None


def is_document(names: str) -> bool:
    """Whether a class/id string names the document itself."""
    return _DOCUMENT.search(names.lower()) is not None
