"""What differs between two Versions of a Page, and how much it matters.

compare(previous, now)          -> Changes      targets, equipment, text, attachments
page_change(kind, page, reason) -> Change       blocked, gone, back …
diff_blocks(before, after)      -> Edits        blocks, then words
headline(change, language)      -> one line that says it all
"""

from monitor.changes.compare import compare, page_change
from monitor.changes.deadlines import deadline_changes
from monitor.changes.diff import diff_blocks
from monitor.changes.passage import sentence
from monitor.changes.reports import with_reports
from monitor.changes.restless import is_quietened
from monitor.changes.retold import Elsewhere, nowhere
from monitor.changes.significance import NOISE
from monitor.changes.wording import equipment_name, figure, figures, headline, is_chinese, label, shortened
from monitor.changes.words import diff_words

__all__ = [
    "NOISE",
    "Elsewhere",
    "compare",
    "deadline_changes",
    "diff_blocks",
    "diff_words",
    "equipment_name",
    "figure",
    "figures",
    "headline",
    "is_chinese",
    "is_quietened",
    "label",
    "nowhere",
    "page_change",
    "sentence",
    "shortened",
    "with_reports",
]
