"""Policy targets: read from a Document, followed from Version to Version, linked across pages and languages.

read_statements, read_equipment, read_plans     Document -> what it promises            reader, equipment, plans
read_promises                                   all of them in one reading              promises
align                                           two Versions -> StatementChanges        following
link, compare_targets                           what many pages tell -> LinkedTargets   linking, following
describe                                        a Statement in one line                 describing

        whole (what is found once), setting (what the page says of itself), marks (dates, quantities), noted
view ─> lines ─> dates, quantities ─> what governs each figure ─> Statement with quote, metric, rule
   reader ─> english | chinese: dates, quantities, clauses ─> weighing, drops ─> evidence ─> kind, deadline, metric
                 neither knows of the other; learned decides with the rules what each figure is (kinds) and what is
                 due when no date is said (dues)
          └> tables: head ─> cells, in both languages
   names of equipment ─> what governs each, other names ─> EquipmentMention
   equipment: names (lexicon) ─> walk ─> stances ─> evidence ─> wanted
   names of plans ─> key, edition, period ─> PlanMention; which plan governs a figure
"""

from __future__ import annotations

from monitor.targets.describing import describe
from monitor.targets.equipment.mentions import read_equipment
from monitor.targets.following.alignment import StatementChange, align
from monitor.targets.following.comparing import Told, compare_targets
from monitor.targets.linking.links import Linked, link
from monitor.targets.plans.mentions import read_plans
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
