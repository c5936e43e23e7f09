"""Phrases of time in English sentences, where they stand between a figure and what it measures.

by the end of 2027 | over the next four years | in fiscal year 2026 | a year | at present
"""

from __future__ import annotations

from monitor.text import late as re

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|"
    r"aug|sept?|oct|nov|dec)\.?"
)
_COUNT = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|several|few|a few|coming|past)"
_YEAR = (
    r"(?:(?:the\s)?(?:fy|fiscal|financial year|fiscal year|year of|year)\s?)?(?:(?:19|20)\d\d)(?:\s?[-–/]\s?\d{2,4})?"
)
_FISCAL = r"fy\s?\d\d(?:[-/]\d\d)?"
_POINT = (
    r"(?:end|close|start|beginning|middle|course|first half|second half|(?:first|second|third|fourth|last) quarter|"
    r"(?:first|last|next|past|coming) \w+ (?:months|quarters)|turn)"
)
_SPAN = (
    rf"(?:{_FISCAL}|{_YEAR}(?:\s(?:to|and|through)\s{_YEAR})?(?:\s(?:fiscal|financial|calendar) year)?|"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?)?{_MONTH}(?:\s\d{{1,2}},?)?(?:\s(?:19|20)\d\d)?|"
    r"(?:(?:this|next|last|current|coming|previous|same|following|past|whole|present|target)\s)"
    r"(?:(?:fiscal|financial|calendar)\s)?(?:year|month|decade|week|quarter|time|period|cycle|term|administration)|"
    rf"(?:(?:next|coming|past|last|first|following)\s)?{_COUNT}[\s-](?:year|month|week|day|quarter)s?'?(?:\speriod|\sspan)?|"
    r"(?:(?<=the\s)(?:decade|century|year|period|month|week|day|rainy season))|"
    r"(?:\d{1,2}th|\w+th|\w+teenth)?\s?five-year plan(?:\speriod)?)"
)
_PHRASE = (
    r"(?:(?:by|in|before|until|till|from|since|during|at|over|within|through|throughout|for|to|of|as of|on|after|"
    r"around|across|up to|no later than|not later than|as early as|late|early|mid|end|per)[\s-]){0,3}"
    rf"(?:the\s)?(?:{_POINT}\s(?:of\s)?(?:the\s)?){{0,2}}(?:{_SPAN})"
    r"|(?:at present|at the moment|right now|(?:every|each|a|per|this|last|next|that|the same) (?:year|month|week|day)|"
    r"per annum|annually|yearly|today|currently|now|year-on-year|over (?:that|this|the same) period|in (?:all|total)|"
    r"so far|by then|for the first time|a year earlier|at the latest)"
)
#: At the end of what is looked at; the word before it ended.
ENDING = re.compile(rf"(?<![\w-])(?:{_PHRASE})$", re.IGNORECASE)
LEADING = re.compile(rf"(?:{_PHRASE})(?![\w-])", re.IGNORECASE)
#: The longest phrase.
FAR = 64
