"""Currencies in English texts, by sign, code and name; what an ambiguous sign means in a text.

US$ 1.2bn, Rs 3,420 crore, RM60 million, Sh2.6 billion, R784m, 7.5 million euros; a bare $ in an Australian text.
"""

from __future__ import annotations

from monitor.text import late as re

_CODES = tuple(
    code
    for line in (
        "INR USD EUR GBP CNY SAR AED BRL JPY HKD TWD CHF SGD KRW AUD CAD NZD MYR IDR PHP THB VND NGN GHS KES",
        "UGX TZS ZAR EGP QAR KWD OMR BHD ILS TRY RUB PLN SEK NOK DKK CZK HUF MXN ARS CLP COP PKR LKR BDT ETB RWF",
    )
    for code in line.split(" ")
)
#: Signs that may be written in any case; before the figure.
_PLAIN = {
    "US$": "USD",
    "US $": "USD",
    "HK$": "HKD",
    "NT$": "TWD",
    "R$": "BRL",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "S$": "SGD",
    "NZ$": "NZD",
    "Int$": "USD",
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "₹": "INR",
    "Rs": "INR",
    "Rs.": "INR",
    "RMB": "CNY",
    "¥": "CNY",
    "₩": "KRW",
    "₦": "NGN",
    "₱": "PHP",
    "₺": "TRY",
    "₽": "RUB",
    "₪": "ILS",
    "₫": "VND",
    "฿": "THB",
    "₴": "UAH",
    "GH¢": "GHS",
    "GH₵": "GHS",
    "SR": "SAR",
    **{code: code for code in _CODES},
}
#: Signs that are words or letters of other things when they are written otherwise.
_EXACT = {
    "Frw": "RWF",
    "FRw": "RWF",
    "B$": "BND",
    "J$": "JMD",
    "TT$": "TTD",
    "N$": "NAD",
    "FJ$": "FJD",
    "FCFA": "XOF",
    "CFAF": "XOF",
    "Br": "ETB",
    "Nu.": "BTN",
    "Rf": "MVR",
    **{
        code: code
        for line in (
            "RON BGN UAH KZT AZN UZS MMK KHR NPR MVR BTN MNT JMD TTD BBD BSD XOF XAF XCD ZMW MWK NAD BWP MUR MZN "
            "AOA TND",
            "MAD DZD LYD SDG JOD IQD LBP BND FJD PGK SBD PYG UYU DOP GTQ HNL NIO CRC SLE LRD GMD GNF SZL LSL SCR",
        )
        for code in line.split(" ")
    },
    "RM": "MYR",
    "Rp": "IDR",
    "Php": "PHP",
    "PhP": "PHP",
    "Tk": "BDT",
    "Dh": "AED",
    "Dhs": "AED",
    "KSh": "KES",
    "Ksh": "KES",
    "Kshs": "KES",
    "Sh": "KES",
    "Shs": "KES",
    "Shillings": "KES",
    "Rupees": "INR",
    "Naira": "NGN",
    "USh": "UGX",
    "UShs": "UGX",
    "Ush": "UGX",
    "TSh": "TZS",
    "Tsh": "TZS",
    "TL": "TRY",
    "QR": "QAR",
    "KD": "KWD",
    "LE": "EGP",
    "NIS": "ILS",
    "RO": "OMR",
    "Rupiah": "IDR",
    "Ringgit": "MYR",
    "Euro": "EUR",
    "Euros": "EUR",
    "Baht": "THB",
    "Birr": "ETB",
    "Taka": "BDT",
    "Can$": "CAD",
    "SG$": "SGD",
    "Bt": "THB",
    "MX$": "MXN",
    "EC$": "XCD",
}
#: One letter is a currency only before a sum: R784 million, P1.2 billion, N5bn.
_LETTER = {"R": "ZAR", "P": "PHP", "N": "NGN"}
LETTERS = frozenset(_LETTER)
SIGNS = {**_PLAIN, **_EXACT, **_LETTER}
#: Signs that also stand behind a figure: 22.7 M€.
MARKS = {"€": "EUR", "£": "GBP", "FCFA": "XOF", "Frw": "RWF", "zł": "PLN", "Kč": "CZK", "₽": "RUB", "₸": "KZT"}
NAMES = {
    "yuan": "CNY",
    "renminbi": "CNY",
    "rmb": "CNY",
    "us dollar": "USD",
    "u.s. dollar": "USD",
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "rupee": "INR",
    "riyal": "SAR",
    "real": "BRL",
    "reai": "BRL",
    "hong kong dollar": "HKD",
    "nt dollar": "TWD",
    "new taiwan dollar": "TWD",
    "taiwan dollar": "TWD",
    "australian dollar": "AUD",
    "canadian dollar": "CAD",
    "singapore dollar": "SGD",
    "new zealand dollar": "NZD",
    "egyptian pound": "EGP",
    "mexican peso": "MXN",
    "chilean peso": "CLP",
    "colombian peso": "COP",
    "argentine peso": "ARS",
    "pakistani rupee": "PKR",
    "sri lankan rupee": "LKR",
    "swiss franc": "CHF",
    "franc": "CHF",
    "cfa franc": "XOF",
    "rwandan franc": "RWF",
    "norwegian krone": "NOK",
    "danish krone": "DKK",
    "jordanian dinar": "JOD",
    "tanzanian shilling": "TZS",
    "ugandan shilling": "UGX",
    "yen": "JPY",
    "won": "KRW",
    "dirham": "AED",
    "ringgit": "MYR",
    "rupiah": "IDR",
    "peso": "PHP",
    "baht": "THB",
    "dong": "VND",
    "taka": "BDT",
    "naira": "NGN",
    "cedi": "GHS",
    "shilling": "KES",
    "rand": "ZAR",
    "lira": "TRY",
    "ruble": "RUB",
    "rouble": "RUB",
    "zloty": "PLN",
    "tenge": "KZT",
    "manat": "AZN",
    "hryvnia": "UAH",
    "birr": "ETB",
    "kwacha": "ZMW",
    "forint": "HUF",
    "dinar": "KWD",
    "krona": "SEK",
    "kronor": "SEK",
    "krone": "DKK",
    "kroner": "DKK",
    "shekel": "ILS",
    "rial": "IRR",
    **{code.lower(): code for code in _CODES if code not in ("TRY", "ALL")},
}


def _any_of(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


PLAIN_SIGN = _any_of(_PLAIN)
SIGN = _any_of({**_PLAIN, **_EXACT}) + r"|[RPN](?=\d[\d.,]*\s?-?(?:million|billion|trillion|bn|mn|m|b|M|B)\b)"
NAME = _any_of(NAMES)

#: A currency of several countries: which words tell another one than the first.
_ELSEWHERE = {
    "INR": (
        ("PKR", "Pakistan"),
        ("PKR", "LAHORE"),
        ("PKR", "Lahore"),
        ("PKR", "Karachi"),
        ("PKR", "ISLAMABAD"),
        ("LKR", "Sri Lanka"),
        ("NPR", "Nepal"),
    ),
    "KES": (
        *(("UGX", "Uganda"), ("TZS", "Tanzania"), ("SOS", "Somalia"), ("UGX", "Kampala"), ("UGX", "KAMPALA")),
        *(("TZS", "Dodoma"), ("TZS", "DODOMA"), ("TZS", "Dar es Salaam"), ("TZS", "DAR ES SALAAM")),
    ),
    "PHP": (
        ("MXN", "Mexic"),
        ("MXN", "MEXIC"),
        ("COP", "Colombia"),
        ("COP", "Bogot"),
        ("CLP", "Chile"),
        ("ARS", "Argentin"),
        ("ARS", "Buenos Aires"),
        ("UYU", "Uruguay"),
        ("DOP", "Dominican"),
        ("CUP", "Havana"),
    ),
    "CNY": (("JPY", "Japan"),),
    "GBP": (("EGP", "Egypt"), ("EGP", "Cairo"), ("EGP", "CAIRO")),
    "DKK": (("NOK", "Norw"), ("NOK", "Oslo")),
    "KWD": (
        ("IQD", "Iraq"),
        ("JOD", "Jordan"),
        ("DZD", "Algeria"),
        ("TND", "Tunisia"),
        ("RSD", "Serbia"),
        ("BHD", "Bahrain"),
    ),
}
_AT_HOME = {
    "INR": "India",
    "KES": "Kenya",
    "PHP": "Philippine",
    "CNY": "China",
    "GBP": "Brit",
    "DKK": "Denmark",
    "KWD": "Kuwait",
}
#: Whose dollar a bare $ is: the country by name, else its offices and cities.
_DOLLARS = (
    ("AUD", "Australian"),
    ("CAD", "Canadian"),
    ("HKD", "Hong Kong"),
    ("SGD", "Singapore"),
    ("NZD", "New Zealand"),
    ("FJD", "Fiji"),
    ("JMD", "Jamaica"),
    ("NAD", "Namibia"),
    ("TTD", "Trinidad"),
    ("HKD", r"Hospital Authority|\bHKT\b|HKSAR|LegCo\b"),
    ("CAD", r"Ontario|Toronto|TORONTO|Ottawa|OTTAWA|Vancouver|VANCOUVER|British Columbia|Alberta|Quebec|Québec|"
            "Manitoba|Saskatchewan|Nova Scotia|Health Canada|Montr[eé]al"),
    ("NZD", r"Te Whatu Ora|Health NZ|Manatū Hauora|Wellington|Auckland|Christchurch|\bPharmac\b|Medsafe|"
            "proactively released"),
    ("SGD", "SINGAPORE|SingHealth|Synapxe|Healthier SG|MediShield|MediSave|CHAS|Committee of Supply"),
    ("AUD", "Queensland|New South Wales|NSW Health|Canberra|CANBERRA|Melbourne|MELBOURNE|Sydney|SYDNEY|"
            "Therapeutic Goods Administration|Tasmania"),
)  # fmt: skip
#: Words of government by which a text without American ones is told to be of a country.
_DOLLAR_OFFICES = (
    ("NZD", r"Vote Health|Cabinet Business Committee|New Zealand|Aotea|hauora|"
            r"\b[A-Z]?[a-z]*[\u0101\u0113\u012b\u014d\u016b][a-z\u0101\u0113\u012b\u014d\u016b]*\b"),
    ("CAD", r"Provinces? of\b|[Pp]rovinces and territories|First Nations|Fall (?:[Ee]conomic )?[Ss]tatement|"
            r"New Brunswick|Newfoundland|Prince Edward Island|Canada['’]s|Canada had|\bCIHI\b|Treasury Board|"
            r"(?i:Federal–Provincial)|[Tt]hrone speech"),
    ("HKD", r"(?i:Legislative Council)|District Council|Public Works Subcommittee|Policy Address|Kowloon|Kai Tak|"
            r"(?<!Under )Secretary for Health|New Territories|Northern Metropolis"),
    ("AUD", r"Services Australia|Aged Care|Local Health (?:District|Network|Service)|[Bb]ulk[- ]bill|"
            r"forward estimates|Labor Government|Mid-Year (?:Review|Economic)|(?i:Budget Paper No)|Aboriginal|"
            r"Yarning|Western Australia|Northern Territory|Victorian Government|Proof Hansard|"
            r"(?i:Estimates hearing)|State Budget 20\d\d|Payments? Measures|Budget [Mm]easures?|Australia['’]s"),
)  # fmt: skip
_AMERICAN = re.compile(
    r"\bU\.S\.|\bUSD\b|US ?\$|Medicaid|\bCMS\b|American|Washington|\bCongress|Capitol|World Bank|Global Fund|UNICEF|"
    r"Wall Street|Nasdaq|NASDAQ|NYSE|\bGovernor\b"
)
_OFFICE_WORDS = re.compile("|".join(f"({words})" for _, words in _DOLLAR_OFFICES))
_DOLLAR_WORDS = re.compile("|".join(f"({words})" for _, words in _DOLLARS))
_US_DOLLAR = re.compile(r"(?<!\()US ?\$")
_BARE_DOLLAR = re.compile(r"(?<![A-Za-z])(?<!US )\$")


def dollar_of(text: str) -> str:
    """Whose dollar a bare $ of a text is; "" for the American one, and where the text does not tell."""
    if "$" not in text:
        return ""
    found = {match.lastindex or 0 for match in _DOLLAR_WORDS.finditer(text)}
    if found:
        return _DOLLARS[min(found) - 1][0]
    offices = _OFFICE_WORDS.search(text)
    if offices is None or _AMERICAN.search(text):
        return ""
    return _DOLLAR_OFFICES[(offices.lastindex or 1) - 1][0]


class LocalCurrencies:
    """What ambiguous currencies stand for in a text, each found out when a sum in it comes up."""

    def __init__(self, text: str, dollar: str) -> None:
        """`dollar` is the currency of a bare $, "" for the American one."""
        self._text = text
        self._dollar = dollar
        self._meant: dict[str, str] = {}

    def of(self, code: str, written: str) -> str:
        """A currency as its text means it; `written` is the figure with its sign. Codes and full names stay."""
        if code != "USD" and code not in _ELSEWHERE:
            return code
        meant = self._meant.get(code) or self._meant.setdefault(code, self._find(code))
        if meant == code:
            return code
        if code == "USD":
            return meant if _BARE_DOLLAR.search(written) else code
        said = code in written or "yuan" in written.lower() or "RMB" in written or "£" in written
        return code if said else meant

    def _find(self, code: str) -> str:
        """What a code stands for in the whole text: itself in most."""
        text = self._text
        if code == "USD":
            return self._dollar if self._dollar and not _US_DOLLAR.search(text) else code
        if _AT_HOME[code] in text:
            return code
        return next((other for other, word in _ELSEWHERE[code] if word in text), code)
