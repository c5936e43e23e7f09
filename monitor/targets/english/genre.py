"""What kind of page an English text is: most kinds that are not about policy set no targets, some state no facts of it.

words of tenders, price lists, job advertisements, rulings     -> its figures are nobody's goal and no fact of policy
words of markets, firms, studies, letters, recalls, fairs      -> it may state facts, but sets no targets
the head of an association has the word                        -> what it aims at is no policy
"""

from __future__ import annotations

from functools import cache

from monitor.text import late as re
from monitor.text.finder import Finder

#: Characters of a text that tell what it is.
_HEAD = 6000
#: What others say in it, but no name of a plan.
_QUOTED = re.compile(r"[“\"](?<![\w.,!?][“\"])(?=\w)[^”\"\n]{60,600}[”\"]")

#: Kinds whose figures are parameters and prices, with how many of their words it takes.
_IDLE: dict[str, tuple[int, str]] = {
    "tender": (
        3,
        "request for quotation|request for quotations|request for proposals|request for proposal|rfq|rfp|"
        "invitation to bid|invitation for bids|invitation to tender|call for tenders|tender notice|notice of tender|"
        "bidders|bidder|bid security|bid bond|earnest money|performance security|award criteria|pre-bid|lots|"
        "contract notice|contracting authority|tenderers|tenderer|liquidated damages|submission of tenders|quotations|"
        "sealed envelope|sealed bids|cpv|contract award notice|successful bidder|bid validity|tender documents|"
        "bidding documents|scope of supply|warranty period|terms of payment|incoterms",
    ),
    "price list": (
        3,
        "price list|ex works|vat|discount|discounts|list price|warranty|guarantee|delivery time|in stock|add to cart|"
        "free shipping|order now|refurbished|deposit|price eur|price usd|moq|minimum order|excl vat|incl vat|checkout|"
        "quote|best price|unit price|spare parts|shipping|your order|trade-in",
    ),
    "job": (
        3,
        "vacancy|vacancies|job title|job description|salary|apply by|applicants should|we are looking for|full-time|"
        "part-time|pension scheme|annual leave|curriculum vitae|reporting to|years of experience|essential criteria|"
        "equal opportunity|equal opportunities|join our team|successful candidate|cover letter|per annum|your cv|"
        "pay band|working hours|closing date for applications",
    ),
    "data sheet": (
        4,
        "specifications|technical data|dimensions|weight|resolution|battery life|key features|power supply|"
        "operating temperature|user manual|weighs|display|footprint|rated|accessories|part number|model|sensitivity|"
        "throughput|plug and play|datasheet|brochure",
    ),
    "ruling": (
        5,
        "fined|fine|fines|penalty|ruling|court|judge|convicted|sentenced|prosecutors|violations|unregistered|"
        "without registration|infringement|settlement|pleaded guilty|tribunal|seized|counterfeit|barred|cautioned|"
        "licence|lawsuit|plaintiffs|damages|appeal|judges|ruled|upheld|claimant|claimants|defendant|defendants|verdict|"
        "acquitted|costs of the case|repay",
    ),
}
#: Kinds that state facts.
_FACTS: dict[str, tuple[int, str]] = {
    "market": (
        2,
        "market size|cagr|forecast period|market report|compound annual growth rate|our analysts|key players|"
        "report id|market research|compound rate|according to a report|a report released|free sample|market "
        "drivers|market segmentation|full report",
    ),
    "firm": (
        3,
        "per share|per diluted share|forward-looking statements|forward-looking|nasdaq|nyse|ticker|net income|"
        "gross margin|operating margin|shareholders|fourth quarter|third quarter|second quarter|first quarter|"
        "our customers|our company|our products|the company expects|the company plans|the company said|funding round|"
        "series a|series b|series c|investors|venture capital|ebitda|dividend|earnings|headquartered|startup|start-up|"
        "net profit|operating profit|share price|shares rose|shares fell|stock exchange|order book|total funding|"
        "its chief executive|chief financial officer|outlook|for immediate release|revenue grew|quarter revenue|"
        "co-founder|seed round|valuation|press contact|management|sales rose|sales fell|organic growth",
    ),
    "study": (
        3,
        "abstract|methods|methodology|results|conclusions|background|keywords|confidence interval|odds ratio|"
        "hazard ratio|cohort|randomised|randomized|et al|doi|participants|multicentre|multicenter|we found|we examined|"
        "we analysed|we analyzed|we estimated|sensitivity|specificity|limitations|the authors|systematic review|"
        "the study|study finds|journal|peer-reviewed|corresponding author|researchers|decision model|sample|"
        "respondents|patients were|enrolled|95% ci|statistically significant|in radiology",
    ),
    "letter": (
        3,
        "letter to the editor|letters to the editor|sir,|dear editor|dear sir|yours etc|yours faithfully|"
        "yours sincerely| i |in my view|in my opinion|opinion|op-ed|columnist| my |guest column|"
        "the writer is|the author is|views expressed|personal view|if i were",
    ),
    "recall": (
        4,
        "recall|recalls|recalled|recalling|lot numbers|batch|affected units|field safety notice|serial numbers|"
        "do not use|malfunction|incident reports|adverse events|class i|voluntary recall|faulty|defect|defective|"
        "the manufacturer|proceedings|hazard|return them|replacement units|serial number|affected devices",
    ),
    "event": (
        4,
        "conference|at the fair|the fair|the show|in its 50th|edition|hall|healthcare show|exhibitors|visitors|"
        "trade fair|trade show|register now|speakers|booth|booths|early bird|keynote|"
        "exhibition|expo|registration fee|tickets|halls|square metres of floor|organisers|organizers|attendees",
    ),
    "appeal": (
        4,
        "donate|donations|donors|fundraising|fundraisers|fund-raising|raffle|raffles|charity|volunteers|sponsored|"
        "trustees|marathon|marathons|well-wishers|crowdfunding|legacy|supporters",
    ),
    "advice": (
        4,
        "your|you can|you should|you may|your doctor|your appointment|your surgeon|opening hours|"
        "frequently asked questions|faq|do i need|how do i|how to choose|before you|ask your|book online|"
        "policyholders|premium|deductible|cover starts",
    ),
    "magazine": (
        3,
        "trends to watch|trends for|what to watch|reader poll|readers' poll|like what you read|our predictions|"
        "predictions for|our hit rate|issues for|our readers|we hear|our forecast",
    ),
    "goods": (
        2,
        "price from|prices range|moq|customers ask|how to choose|per unit|free sample|is recalling|"
        "researchers trained|buy|full report|shipping|warranty|deductible",
    ),
}
#: Words of policy.
_POLICY = (
    "government|ministry|minister|ministers|ministries|department of health|commission|parliament|congress|cabinet|nhs|"
    "fda|regulator|authority|national plan|strategy|policy|programme|program|council|state council|five-year|"
    "white house|administration|hospitals will|budget|scheme|mission|action plan|province|prime minister|treasury|"
    "member states|state|grant notice|crore|directive"
)


#: One of these stands in every text that sets targets: who governs, where, and by what.
_PUBLIC = (
    "government|governments|government's|ministry|ministries|minister|ministers|ministerial|treasury|cabinet|"
    "parliament|"
    "congress|senate|council|councils|commission|commissioner|federal|national|province|provinces|provincial|municipal|"
    "county|counties|governor|governors|mayor|regional|authority|authorities|regulator|regulators|bureau|state|"
    "secretary|"
    "secretariat|care board|board paper|nhs|health service|world health|member states|eu|european union|assembly|"
    "resolution|decree|circular|law|bill|directive|strategy|strategies|programme|programmes|program|programs|scheme|"
    "schemes|initiative|roadmap|road map|framework|budget|five-year|district|districts|crore|lakh|prime minister|"
    "administration|official|officials|summit|heads of state|mission|public|fda|country|inhabitants|republic|kingdom|"
    "agenda|plan|action plan|policies|white paper|green paper|lawmakers|legislation|nationwide|citizens|constituency|"
    "city|cities|region|health board|health trust|trusts|territory|territories|canton|prefecture|emirate|devolved"
)
#: `plan` may be a verb, `public` that of shares.
_NOT_PUBLIC = (
    "plan to",
    "public listing",
    "public offering",
    "go public",
    "went public",
    "state-of-the-art",
    "law firm",
)
#: Texts shorter than this may leave out who speaks.
_SHORT = 250
#: Behind these each other word is one more: I counted, my own.
_PRONOUNS = frozenset({" i ", " my "})


@cache
def _words() -> tuple[Finder, list[tuple[str, list[str]]]]:
    """All words, and by number each with the kinds it is of."""
    kinds: dict[str, list[str]] = {}
    for kind, (_, words) in {**_IDLE, **_FACTS, "policy": (0, _POLICY), "public": (0, _PUBLIC)}.items():
        for word in words.split("|"):
            kinds.setdefault(word, []).append(kind)
    return Finder(list(kinds)), list(kinds.items())


def kind_of(text: str) -> str:
    """`idle` when the figures of an English text are those of a tender, a price list, a job or a ruling.

    `facts` when it is about goods, firms, studies or markets; "" for what may be policy.
    """
    head = _QUOTED.sub(" ", text[:_HEAD]).lower()
    for phrase in _NOT_PUBLIC:
        head = head.replace(phrase, " ")
    seen: dict[str, set[str]] = {}
    finder, words = _words()
    for number, start, end in finder.find(head):
        word, kinds = words[number]
        if word in _PRONOUNS:
            word = head[start : end + 5]
        elif (start and head[start - 1].isalnum()) or head[end : end + 1].isalnum():
            continue
        for kind in kinds:
            seen.setdefault(kind, set()).add(word)
    policy = len(seen.get("policy", ()))
    # where nobody who governs is spoken of, nobody sets targets
    default = "facts" if len(head) >= _SHORT and not seen.get("public") else ""
    for name, table in (("idle", _IDLE), ("facts", _FACTS)):
        counts = ((len(seen.get(kind, ())), least) for kind, (least, _) in table.items())
        if any(count >= least and (policy < 2 or count > policy + 1) for count, least in counts):
            return name
    return default


#: Words of bodies that speak for themselves; one of them stands in every match of `_PRIVATE`.
_BODIES = ("ssociation", "ederation", "hamber", "trade body", "industry body", "lobby")
_PRIVATE = re.compile(
    r"\b(?:[Aa]ssociation|[Ff]ederation|[Cc]hamber of [Cc]ommerce|trade body|industry body|lobby)\b[^.\n]{0,60}"
    r"\b(?:head|president|chair\w*|secretary[- ]general|director|chief executive)\b|"
    r"\b(?:[Hh]ead|[Pp]resident|[Cc]hair\w*|[Ss]ecretary[- ][Gg]eneral|[Dd]irector(?:[- ]general)?) of (?:the )?"
    r"[^.,\n]{0,80}\b(?:Association|Federation|Chamber)\b|"
    r"\A[^\n]{0,40}\b(?:[Aa]ssociation|[Ff]ederation|[Cc]hamber|[Ll]obby|[Uu]nion|[Aa]lliance)\b"
)


def speaks_privately(text: str) -> bool:
    """Whether the head of an association has the word in an English text: what he aims at is no policy."""
    head = text[:2000]
    return any(word in head for word in _BODIES) and _PRIVATE.search(head) is not None
