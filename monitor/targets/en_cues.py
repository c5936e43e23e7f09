"""The words by which an English text says that a figure is a goal, a fact, or neither."""

from __future__ import annotations

import re

#: Says that something is to come.
GOAL = re.compile(
    r"\b(?:will|shall|should|must|ought|won't|to be|aim(?:s|ed|ing)?|plan(?:s|ned|ning)? to|intend\w*|goals?|"
    r"targets?|targeted|pledg\w+|commit(?:s|ted|ment|ments|ting)?|"
    r"(?:is|are|be) expected to|expects?|(?:is|are) to|would|seek(?:s|ing)? to|propos\w+|allocat\w+|earmark\w+|"
    r"outlay|set aside|sets? aside|approved|striv\w+|needs? to|necessary to|wants?|"
    r"promis\w+|means? to|hopes? to|ambition|aspir\w+|objective|require[sd]?|requirement|initially establish|"
    r"establish by|going to|envisag\w+|mandat\w+|to reach|to achieve|to exceed|"
    r"to become|on track to|strategy|invest(?:s|ing)?|investment of|funding of|budget(?:ed)?|vision|no later than|"
    r"ensure|being built|to complete|future|plan to|to (?:roll out|open|invest|build|spend|create|receive|deliver|"
    r"buy|fund|cut|boost|launch|expand|train|hire|procure|provide|add|increase|reduce)|backed by|thanks to|strives?|"
    r"phase in|newly increase[sd]?|totally reach|enter the priority|"
    r"will|gets?|receives?|shall)\b",
    re.IGNORECASE,
)
#: Says that something is. Strong words.
FACT = re.compile(
    r"\b(?:currently|already|last year|previous year|year-on-year|year on year|compared (?:with|to)|as of|so far|"
    r"to date|at present|since|today|stood at|stands at|totall?ed|"
    r"accounted for|accounts for|recorded|reported|has been|have been|had|there (?:were|was|are|is)|now|still|"
    r"statistics|ago|(?:has|have) (?:already |now |so far )?(?!been|to\b|reached)\w+(?:ed|en)|hitherto|until then|"
    r"estimated|came to|was put at)\b",
    re.IGNORECASE,
)
#: Money that is given: it stays a goal in the perfect tense (has been earmarked).
GIVEN = re.compile(
    r"\b(?:outlay|earmark\w*|allocat\w+|set aside|sets aside|sanctioned|approved an?|budget of|committed|pledg\w+|"
    r"backed by|investment|funding|package|grant|"
    r"financing|provid(?:e|es|ing|ed) up to|worth)\b",
    re.IGNORECASE,
)
#: Past tense: strong in good English, worth little in machine translation.
PAST = re.compile(
    r"\b(?:was|were|did|reached|exceeded|rose|fell|grew|increased by|decreased by|dropped|made|carried out|achieved|"
    r"completed|has|have|received|approved \d|built|entered|served|treated|met|registered)\b",
    re.IGNORECASE,
)
PRICE = re.compile(
    r"\b(?:price[sd]?|priced|fees?|fined?|penalt\w+|salary|wages?|per unit|each unit|retail\w*|sold for|bid of|"
    r"shipping|a day through|hire one|rent(?:al)?|invoice|deposit|discount|"
    r"settlement|damages|lawsuit|shares?(?: rose| fell| price)|stock price|market cap\w*|revenue of the company|"
    r"registered capital|ticket|subscription|warranty|buy one|booths?|exhibit\w*)\b",
    re.IGNORECASE,
)
PARAMETER = re.compile(
    r"\b(?:can claim|may claim|maximum assistance|limited to|rewarded? (?:with|of)|be awarded|capped at|"
    r"margin of preference|per applicant|per company|per project|per beneficiary|"
    r"eligible|reimburs\w+|deductible|interest rate|tariffs?|customs duty|"
    r"subsid(?:y|ies) of|grants? of up to|incentive of|tax (?:rate|credit)|co-?pay\w*|on incremental sales|"
    r"of the (?:project|eligible) cost|of (?:its|their) investment|pay a domestic bidder)\b",
    re.IGNORECASE,
)
FORECAST = re.compile(
    r"\b(?:analysts?|market size|market research|market (?:is|was|will) (?:\w+ ){0,2}(?:valued|worth|grow|reach)|"
    r"CAGR|compound annual|forecasts?|(?:is|are) set to (?:increase|rise|grow|reach|double)|unless we|estimated to|"
    r"projected|projections?|consultanc\w+|consulting firm|"
    r"modelling|modeling|could save|might save|will need one|research firm|research report|market report|"
    r"experts? (?:believe|predict|estimate)|is predicted|researchers (?:estimate|say)|reckon\w*)\b",
    re.IGNORECASE,
)
WISH = re.compile(
    r"\b(?:association|industry body|trade body|lobby|federation|chamber|campaigners?|unions?|companies|"
    r"manufacturers|firms?)\b[^.]{0,40}\b(?:calls? for|called for|urg\w+|hopes?|hoped|asks?|asked|wants?|demand\w*|"
    r"would like|argued?|suggest\w*)\b",
    re.IGNORECASE,
)
INSPECTION = re.compile(
    r"\b(?:inspections?|recalls?|violations?|complaints?|adverse events?|defects?|"
    r"warning letters?|cases? of|lawsuits?|injur\w+|deaths?)\b",
    re.IGNORECASE,
)
#: Nouns that count the plan's own parts, with what may stand between them and the number.
STRUCTURE = re.compile(
    r"\s(?:(?:key|priority|main|major|core|strategic|development|new|big|broad|specific|guiding|important|"
    r"overarching|other|policy|focus|cross-cutting|action|thematic|"
    r"distinct|different|additional|basic|first|more|separate|interlinked|flagship)\s(?:\w+\s)?){0,3}"
    r"(?:areas?|fields?|places?|dates?|conditions?|modules?|directions?|tasks?|measures|steps?|pillars?|"
    r"initiatives?|reforms?|proposals?|goals?|"
    r"objectives?|targets?|components?|"
    r"sections?|chapters?|phases?|principles?|priorit\w+|aspects?|things?|ways?|questions?|"
    r"recommendations?|actions?|stages?|parts?|themes?|points?|dimensions?|reasons?|options?|criteria|elements?|"
    r"sectors?|missions?|shares|figures|numbers|strands?|tracks?|kinds?|types?|categories|"
    r"tiers?|rounds?|parties|countries|ministries|departments|agencies|officials|reports?|documents?|weeks? later|"
    r"sides|halves|levels?|regions of|pages|minutes? read|comments?|articles?|years? (?:later|ago|earlier)|"
    r"member states|studies|authors|legs|lines|sentences|paragraphs|days (?:later|ago|earlier)|months (?:later|ago|"
    r"earlier)|of (?:them|these|those|the)|another|main directions|stories|times a)\b",
    re.IGNORECASE,
)
#: Marks of machine-translated Chinese, in which tenses mean little.
TRANSLATED = re.compile(
    r"(?:^|\n)\s*\.\s*(?:\n|$)|hundred million|ten thousand yuan|it is necessary to|\"(?:the )?(?:Plan|Opinions|"
    r"Measures|Notice|Program|Scheme)\"|Printing and Distributing|during the \"?1[2-6]th Five|strive to|"
    r"above designated size|will exert|\b(?:Municipal|Provincial) (?:Party|Economic and)|first \(set\)|first set",
    re.IGNORECASE,
)


def last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the last match of a pattern begins in `text[start:end]`; -1 for none."""
    found = -1
    for match in pattern.finditer(text, start, end):
        found = match.start()
    return found
