"""English names of equipment that only their head noun gives away: hearing loop system, mobile dental unit.

A noun of devices and what stands before it, back to a verb or a function word. Whether it is equipment for care, and
wanted, is for what was learned to say: the rules take none of them.
"""

from __future__ import annotations

from functools import cache

from monitor.targets import lexicon
from monitor.targets.cues import listed
from monitor.text import late as re

_WORD = re.compile(r"[A-Za-z0-9][\w/.'’-]*$")
_STOP = re.compile(
    r"(?:a|an|the|and|or|nor|but|for|in|into|to|at|by|from|with|without|which|that|who|will|shall|should|must|can|"
    r"could|may|might|would|are|is|were|was|be|been|being|has|have|had|under|on|onto|as|of|off|than|across|through|"
    r"over|per|among|within|between|during|after|before|where|when|while|not|no|also|only|just|both|each|every|any|"
    r"all|its|their|his|her|our|your|my|this|these|those|such|other|another|more|most|less|least|few|fewer|many|much|"
    r"several|some|various|one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred|thousand|million|"
    r"billion|first|second|third|new|newer|old|older|existing|additional|further|extra|modern|it|they|we|you|he|she|i|"
    r"including|includes|include|like|via|using|use|uses|worth|until|since|so|if|because|up|out|own|same|different|"
    r"\w+ly|\w{3,}ing(?<!imaging)(?<!hearing)(?<!screening)(?<!monitoring)(?<!nursing)(?<!sequencing)(?<!operating)"
    r"(?<!testing)(?<!training)(?<!charging)(?<!sampling)(?<!cleaning)(?<!warming)(?<!cooling)(?<!walking)"
    r"(?<!stretching)(?<!lifting)(?<!dressing)(?<!feeding)(?<!reading)(?<!breathing)(?<!processing)|"
    r"(?:suppl|procur|install|provid|deliver|buy|equip|deploy|replac|upgrad|renew|acquir|introduc|support|promot|"
    r"develop|manufactur|produc|includ|fund|financ|distribut|donat|cover|make|build|list|receiv|need|requir|expand|"
    r"launch|encourag|prioriti\w|focus|strengthen|accelerat|add|order|rent|leas|import|export|purchas|get|put|set|"
    r"give|given|gives|bought|built|made|got)(?:s|es|e|ed|y|ies|ied)?)",
    re.IGNORECASE,
)
#: A figure before a head, which alone makes a name of it: 14 monitors.
_COUNTED = re.compile(
    r"(?:\b\d[\d,.]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred|thousand)) $"
)
_WORDS = 4


@cache
def _general() -> frozenset[str]:
    """Heads of too much that is no equipment."""
    return frozenset(listed("equipment.yaml")["general_heads"])


@cache
def vocabulary() -> frozenset[str]:
    """Words that stand before the last one in English names of the lexicon."""
    return frozenset(
        word
        for entry in lexicon.entries()
        for name in entry.names
        if name.isascii()
        for word in name.lower().split(" ")[:-1]
        if len(word) > 2
    )


def known_words(name: str) -> int:
    """How many words before the last of a name stand in names of the lexicon."""
    return sum(word in vocabulary() for word in name.lower().split(" ")[:-1])


def loose(text: str, start: int, end: int) -> int:
    """Where the name begins whose head stands at `text[start:end]`; -1 when nothing qualifies it."""
    if text[start:end].lower() in _general():
        return -1
    at = start
    for _ in range(_WORDS):
        if at < 2 or text[at - 1] != " ":
            break
        match = _WORD.search(text, max(0, at - 26), at - 1)
        if match is None or _STOP.fullmatch(match[0]) or match[0].replace(",", "").replace(".", "").isdigit():
            break
        at = match.start()
    if at == start and (text[end - 1] != "s" or _COUNTED.search(text, max(0, start - 16), start) is None):
        return -1
    return at
