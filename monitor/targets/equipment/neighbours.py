"""English names of equipment that the lexicon lacks, told by the company they keep.

purchase dry electrodes, ultra-low-power chips and torque motors
         known           |between two known ones      known
such as ventilators, laryngeal cameras and stretchers
        known        named like a device
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.text import late as re

#: Between two members of an enumeration.
_JOINT = re.compile(r"(?:,? (?:and|or|as well as|plus) |[,;] )(?:the |an? |some |new |\d[\d,]* )?")
_JOINT_BEFORE = re.compile(r"(?:,? (?:and|or|as well as|plus) |[,;] )(?:the |an? |some |new |\d[\d,]* )?$")
_STOP = (
    r"(?:for|in|into|to|at|by|from|with|which|that|who|will|shall|should|must|can|could|may|would|are|is|were|was|be|"
    r"been|being|has|have|had|under|on|as|of|than|across|through|over|per|among|within|between|during|after|before|"
    r"where|when|while|but|not|also|only|both|each|every|any|all|its|their|his|her|our|your|this|these|those|such|"
    r"other|more|and|or|the|an?|it|they|we|including|like|via|using|worth|until|since|so|if|because|up|out|"
    r"\w+ly|suppl(?:y|ied|ying)|(?:purchas|procur|install|provid|deliver|buy|equip|deploy|replac|upgrad|renew|"
    r"acquir|introduc|support|"
    r"promot|develop|manufactur|produc|includ|fund|financ|distribut|donat|cover|mak|build|list|receiv|need|"
    r"requir|expand|"
    r"launch|encourag|prioriti|focus|strengthen|accelerat|add|order|rent|leas|import|export)(?:s|es|e|ed|ing|ies|"
    r"y|ying)?)"
)
_PHRASE = re.compile(rf"(?!{_STOP}\b)[A-Za-z][\w/-]*(?: (?!{_STOP}\b)[\w/-]+){{0,4}}", re.IGNORECASE)
_LEADING = re.compile(rf".*\b{_STOP} ", re.IGNORECASE | re.DOTALL)
_PHRASE_BEFORE = re.compile(r"(?:[\w/-]+ ){0,5}[A-Za-z][\w/-]*$")
#: What follows the last member.
_AFTER = re.compile(rf"\s*(?:$|[.,;:)\n(—–]| {_STOP}\b)", re.IGNORECASE)
_HEADS = (
    r"devices|equipment|systems|machines|instruments|supplies|consumables|kits|monitors?|scanners?|implants|"
    r"pumps|sensors|"
    r"ventilators?|analy[sz]ers?|chips|motors|electrodes|detectors?|tubes|magnets|coils|lasers?|probes|robots?|"
    r"exoskeletons|"
    r"stimulators?|catheters?|stents?|valves|prosthe(?:ses|tics)|lenses|membranes|cameras|lamps|lights|tables|trolleys|"
    r"stretchers|mattresses|refrigerators|freezers|fridges|coolers|incubators|warmers|centrifuges|autoclaves|"
    r"sterili[sz]ers|generators|concentrators|cylinders|vans|buses|ambulances|assays|reagents|masks|gowns|gloves|"
    r"shields|"
    r"respirators|needles|syringes|tubing|dressings|bandages|meters|workstations|aids|wheelchairs|hoists|"
    r"scooters|walkers|"
    r"mammograms|splints|beds|chairs|monitoring|software|algorithms|apparatus|blankets|helmets|hoods|cabinets|readers|"
    r"stapl\w+|sutures|screws|plates|\w+scopes?|\w+graphs?|\w+ometers?|\w+trons?|x-rays?|doppler\w*"
)
#: What names of equipment end in; two words at least, or one that can be nothing else.
_LIKE_DEVICE = re.compile(
    r"(?!(?:new|other|more|the|medical|all|many|various|modern) \w+$)"
    r"(?!.*\b(?:agricultural|farm\w*|industrial|military|construction|power|household|irrigation|payment|transport|"
    r"weapons?|health|education\w*|management|information|school|kitchen|office|gym)\b)"
    rf"(?:(?:[A-Za-z0-9][\w/-]* ){{1,4}}(?:{_HEADS})|(?:oxi|thermo|spiro|gluco|audio|densito)\w+s|"
    r"\w+(?:scopes|graphs|ometers|ators|izers|isers)|(?:centrifuges|stretchers|autoclaves|incubators|wheelchairs))",
    re.IGNORECASE,
)
#: What stands beside equipment and is none.
_NO_DEVICE = re.compile(
    r"(?:.* )?(?:doctors?|nurses?|staff|workers|personnel|technicians|patients|people|hospitals?|clinics?|centres?|"
    r"centers?|services?|training|medicines?|drugs|vaccines|care|research|industr\w+|companies|firms|standards|"
    r"bases|projects|costs|"
    r"treatments?|surger\w+|procedures|facilit\w+|infrastructure|universities|institutes|departments|districts|"
    r"counties|"
    r"provinces|regions|states|countries|schools|enterprises|parks|clusters|markets?|exports?|imports?|jobs|"
    r"posts|others|"
    r"systems|areas|parts|materials|pharmaceuticals|biotechnology|biologics|therap\w+|plans?|policies|"
    r"laborator(?:y|ies)|"
    r"supplies|tests|scans|studies|specialists|operations|results|years|months|weeks|days|percent|million|"
    r"billion|buildings|wards|"
    r"rooms|theatres|ministries|governments|agencies|experts|suppliers|manufacturers|makers|funds?|programmes?|"
    r"programs?)",
    re.IGNORECASE,
)
_MOST = 6


def enumerated(text: str, low: int, high: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Members of enumerations with known names that are named like equipment, or stand between two known ones."""
    found: list[tuple[int, int]] = []
    for start, end in taken:
        found += _rightwards(text, high, end, taken)
        found += _leftwards(text, low, start, taken)
    yield from sorted(set(found))


def _rightwards(text: str, high: int, at: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is joined behind a known name; ends where another known name begins."""
    waiting: list[tuple[int, int]] = []
    for _ in range(_MOST):
        joint = _JOINT.match(text, at, high)
        phrase = _PHRASE.match(text, joint.end(), high) if joint is not None else None
        if phrase is None:
            return
        start, end = phrase.span()
        if any(a < end and b > start for a, b in taken):
            # all that stands between two known names is of their kind
            yield from (span for span in waiting if _NO_DEVICE.fullmatch(text, *span) is None)
            return
        if _AFTER.match(text, end, high) is None:
            return
        if _LIKE_DEVICE.fullmatch(text, start, end):
            yield start, end
        elif text[end - 1] == "s" and end - start < 40:
            waiting.append((start, end))
        else:
            return
        at = end


def _leftwards(text: str, low: int, at: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is joined before a known name and is named like a device."""
    for _ in range(_MOST):
        joint = _JOINT_BEFORE.search(text, max(low, at - 24), at)
        phrase = _PHRASE_BEFORE.search(text, max(low, joint.start() - 60), joint.start()) if joint is not None else None
        if phrase is None:
            return
        start, end = phrase.span()
        verb = _LEADING.match(text, start, end)
        if verb is not None:
            start = verb.end()
        if start >= end or any(a < end and b > start for a, b in taken) or not _LIKE_DEVICE.fullmatch(text, start, end):
            return
        yield start, end
        if verb is not None:
            return
        at = start
