"""Policy targets: read from a Document, followed from Version to Version, linked across pages and languages.

read_statements, read_equipment, read_plans     Document -> what it promises            reader, equipment, plans
read_promises                                   all of them in one reading              promises, whole
align                                           two Versions -> StatementChanges        alignment
link, compare_targets                           what many pages tell -> LinkedTargets   linking
describe                                        a Statement in one line                 describing

view ─> lines ─> dates, quantities ─> what governs each figure ─> Statement with quote, metric, rule
                 zh_dates, zh_quantities (zh_bounds, zh_shares), zh_reader (zh_layout, zh_mood, zh_clauses),
                 zh_drops, zh_metric
                 en_dates (en_relative), en_quantities (en_bounds, en_shares, en_ellipsis), en_reader, en_clauses,
                 en_chains, en_drops (en_prices), en_weighing, en_due,
                 en_metric (en_phrases, en_grammar, en_words, en_times, en_purpose, en_quotes)
                 en_evidence, zh_evidence ─> kinds (rules and learned weights together), en_judging
        rows  ─> tables
      names of equipment ─> what governs each, other names ─> EquipmentMention
                 equipment_names (lexicon, en_neighbours, en_loose, en_equipment), equipment_walk (equipment_cues),
                 en_stances, zh_stances,
                 equipment_evidence ─> wanted (rules and learned weights together), equipment
"""

from __future__ import annotations

from monitor.targets.alignment import StatementChange, align
from monitor.targets.comparing import Told, compare_targets
from monitor.targets.describing import describe
from monitor.targets.equipment import read_equipment
from monitor.targets.linking import Linked, link
from monitor.targets.plans import read_plans
from monitor.targets.promises import Promises, read_promises
from monitor.targets.reader import read_statements

__all__ = [
    "Linked",
    "Promises",
    "StatementChange",
    "Told",
    "align",
    "compare_targets",
    "describe",
    "link",
    "read_equipment",
    "read_plans",
    "read_promises",
    "read_statements",
]
