"""What page authors call the parts of a page: class and id names that tell furniture from document.

Source: the names that recur on the pages of the evaluation cases and in templates of common content systems; only names
that are used on many sites stand here, never a name of one site.
"""

from __future__ import annotations

#: Whole words (between `-`, `_`, camel humps and spaces) that furniture is called.
_WORDS = """
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
authorbio aboutauthor authorbox bio byline
print printbtn qrcode ewm erweima fontsize
search searchbox searchform banner masthead hidden noprint
skiplink skip visuallyhidden alertdialog onetrust caption credit
"""
FURNITURE_WORDS = frozenset(_WORDS.split())
#: An element with one of these words holds no line of a document. Source: in 688 pages with known text, elements so
#: named hold less than 0.5 % of it; words that wrappers of whole pages carry too are not here.
_DEAD = """
breadcrumbs submenu contentinfo colophon commentform sharedaddy addtoany addthis subscribe trending topnav menubar
hamburger tagcloud blogroll alertdialog onetrust signup recentcomments newsletter loginform searchform mainnav
mainnavigation navi burger cookie cookies cookiebar consent gdpr outbrain taboola adsbygoogle bdsharebuttonbox jiathis
socials relatedposts skiplink pagenav prevnext linkcat textwidget topmenu mostread mostpopular shariff browsehappy
chromeframe popover tooltip qrcode ewm
"""
DEAD_WORDS = frozenset(_DEAD.split())
#: Words that say the same of lists only.
_DEAD_LISTS = "menu nav navigation breadcrumb dropdown tabs social share tags pager pagination"
DEAD_LIST_WORDS = frozenset(_DEAD_LISTS.split())
#: Headings of the files that belong to a document.
FILES_HEADS = (
    "附件", "附 件", "附件下载", "相关附件", "附件列表", "附件清单", "相关附件下载",
    "Attachments", "Annexes", "Supporting documents",
)  # fmt: skip
