"""What an answer is worth: the document, or a wall in front of it.

verdict.py   judge
look.py      the head of a page: title, headings, visible text
marks.py     the marks of walls, errors, logins, paywalls, shells
wording.py   the words of short pages, weighed
"""

from monitor.judge.look import HEAD_BYTES
from monitor.judge.verdict import judge

__all__ = ["HEAD_BYTES", "judge"]
