"""Policy targets: read from a Document, followed from Version to Version, linked across pages and languages.

read_statements, read_equipment, read_plans     Document -> what it promises
align                                           two Versions' Statements -> StatementChanges
describe                                        a Statement in one line
"""

from __future__ import annotations

from monitor.targets.alignment import StatementChange, align
from monitor.targets.describing import describe
from monitor.targets.equipment import read_equipment
from monitor.targets.plans import read_plans
from monitor.targets.reader import read_statements

__all__ = ["StatementChange", "align", "describe", "read_equipment", "read_plans", "read_statements"]
