"""Classes of English words that decide where a noun phrase begins and ends, and what a verb does with a figure.

will  has  to                      before a verb: the subject stands before them
reach  exceed  stood at            measure: their subject is what the figure measures
approve  set aside  launch         act: their subject only does something with the figure
said  wants  hopes                 tell: what is told begins behind them
"""

from __future__ import annotations

from monitor.text import late as re


def _forms(bases: str) -> frozenset[str]:
    """All regular forms of some verbs."""
    forms = set()
    for base in bases.split():
        stem = base[:-1] if base.endswith("e") else base
        third = re.sub(r"(?<=[^aeiou])y$", "ie", base)
        third += "es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s"
        past = re.sub(r"(?<=[^aeiou])y$", "i", stem) + "ed"
        forms |= {base, third, past, f"{stem}ing"}
    return frozenset(forms)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _plurals(singles: str) -> frozenset[str]:
    return frozenset(f"{single}{ending}" for single in singles.split() for ending in ("", "s"))


MODALS = _words("will would should shall must can could may might cannot won't to")
COPULAS = _words("is are was were be been being has have had having do does did isn't aren't wasn't weren't")
AUXILIARIES = MODALS | COPULAS
#: Their subject, or their object, is what the figure measures.
MEASURING = _forms(
    "reach exceed surpass total amount account increase climb reduce drop decline decrease achieve remain number "
    "average double triple quadruple halve stabilize stabilise stay equal shorten raise lift lower boost cover "
    "occupy expand extend limit maintain control improve keep hold represent constitute strive break cap slash "
    "trim scale ramp accumulate estimate expect project value stagnate shrink bring push arrive pass top near "
    "approach"
) | _words(
    "become becomes became stand stands stood rise rises rose risen rising grow grows grew grown growing fall "
    "falls fell fallen falling come comes came coming go goes went gone going hit hits cut cuts cutting dropped "
    "kept held brought bring brings bringing make makes made making take takes taking took taken run runs running "
    "ran broken broke striven capped put sink sinks sank sunk sinking puts putting meet meets met shrank shrunk "
    "slid slipped planned cost costs costing occupies topped totalled totaled totalling totaling ramped"
)
#: Their subject has the figure done: what it is done for stands behind.
ACTING = _forms(
    "approve endorse announce launch unveil allocate earmark reserve budget provide release invest pledge commit "
    "pour grant award inject propose sanction clear arrange pay appropriate finance fund support channel give "
    "contribute deploy mobilize mobilise offer need require return save collect install open build nurture "
    "cultivate introduce deliver receive supply add create establish place recruit train hire buy procure "
    "purchase replace renew upgrade update acquire confirm back adopt agree designate develop construct form "
    "dedicate ensure secure attract implement carry issue certify review decide treat test start begin promote "
    "license connect convert transfer serve employ equip fit house host plan benefit generate produce manufacture "
    "sell ship export import use set get record draw belong complete finish strengthen accelerate foster gather "
    "apply lay prepare perform fill want aim seek see eye raise read"
) | _words(
    "spent spend spends spending gave given lent built paid bought sold won led drew drawn committed planned "
    "fitted shipped transferred made begun began found find finds finding laid seen saw let lets"
)
#: What is told begins behind them.
TELLING = _forms(
    "want hope expect aim intend say announce seek plan mean declare believe think promise pledge estimate stress "
    "note state report add show stipulate require specify ask call provide target predict wish propose"
) | _words("said says told tells meant means foresees foresaw let see sees saw")
FINITE = MEASURING | ACTING | TELLING
#: Nouns that are as often verbs.
NOUNY = _plurals(
    "value cost number average rate target plan budget fund project report level increase export import drop "
    "offer support award grant supply total estimate purchase finance test review reading build equip process "
    "account run limit cover scale train stay place state use need design cut fit issue practice house host "
    "contract benefit plant ship sale read start open set fill return note hope call measure deal advance treat "
    "form sound fall rise growth aim upgrade control display back trim cap hold cast put hit"
) | _words("supplies increases processes purchasing spending funding building testing screening")
DETERMINERS = _words(
    "the a an its their our his her my your this these those that such all any each every some no both another either"
)
PRONOUNS = _words("it they we he she i you them him us this that these those there which who whom one ones itself")
SUBJECTS = _words("it they we he she i you there")
PREPOSITIONS = _words(
    "of for in on at with within by from to into onto across over under through throughout per among between "
    "against towards toward during since until till before after about around near as than without via including "
    "upon beyond according despite regarding above below like up down out off"
)
CONJUNCTIONS = _words(
    "and or but while whereas when where if because although though so then that which who whose whom nor yet "
    "once meanwhile besides moreover also however furthermore wherein whereby thereby thus"
)
ADVERBS = _words(
    "not also then now still already only just about around nearly almost approximately some over more less than "
    "at least most up down further even both again together too roughly to currently today as well there ever "
    "long yet aside out off away available later earlier longer fewer higher lower faster greater no never else "
    "annually yearly initially newly otherwise once altogether respectively"
)
#: They say where a figure comes from.
FINDING = _words(
    "found finds find shows showed showing said says reports reported recorded estimates suggests suggested"
)
#: They name a figure, not what it measures.
HOLLOW = _words(
    "figure figures goal goals ambition target targets aim objective objectives total sum it this that they these "
    "those number numbers amount which level average result results country minister year years rest remainder "
    "one ones value money them him us increase decrease rise fall growth cost costs half minimum maximum least "
    "most lowest highest current final new overall latest nod approval go-ahead clearance green light million "
    "billion trillion crore lakh thousand hundred per cent percent pc yuan euros pesos dollars pounds won yen rs "
    "rmb nearly about around of cut its hours days weeks months minutes two three four five six seven eight nine "
    "ten twelve eleven fifteen twenty thirty forty fifty sixty seventy eighty ninety or less more worth cases "
    "occasions whole"
)
#: Verbs of one that gets what stands behind.
GETTING = r"get|receive|have|gain|obtain|host|house|open|run|acquire|own|operate|boast|possess|offer|use"
#: Words of a counted noun that say nothing of what is counted.
COUNTERS = _words(
    "items item pieces piece sets set units unit pcs companies company persons person people person-times times "
    "cases ones others each positions cents kinds types"
)
#: Bodies and places: when something is counted by them, the thing is what is measured.
PLACES = re.compile(
    r"(?:hospital|clinic|district|count(?:y|ie)|cit(?:y|ie)|province|state|countr(?:y|ie)|location|site|town|region|"
    r"regenc(?:y|ie)|municipalit(?:y|ie)|college|universit(?:y|ie)|school|village|prefecture|department|territor(?:y|ie)|"
    r"constituenc(?:y|ie)|facilit(?:y|ie)|ward|block|township)s?$",
    re.IGNORECASE,
)
#: Where a metric begins, whoever raises it.
ANCHORS = _words(
    "share proportion percentage rate ratio number density coverage scale value level rates shares proportions "
    "intensity volume scope length time average availability wait"
)
#: Behind one of these, an infinitive is no clause of its own.
INFINITIVE = _words("able unable required needed time capacity ability access right eligible due expected authorised")
#: A quantity that swallows its own article: a total of 300.
QUANTIFIERS = _words("total minimum maximum average sum record rate cost level further region order")
#: Verbs that act when the figure is their object: raise 5 billion, but stand at 5 billion.
OBJECTS = _forms("raise bring put make take get keep improve expand extend lift push") | _words(
    "cut cuts cutting made took"
)
#: What a phrase of time may end in, besides a figure.
TIMES_END = _words(
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec year years month months week weeks day days quarter quarters decade century "
    "period span time cycle term administration season plan present moment now annum annually yearly today "
    "currently year-on-year all total far then earlier latest"
)
