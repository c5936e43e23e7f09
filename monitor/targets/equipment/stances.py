"""What becomes of equipment that a text names: the stances, and what a sentence rules of one name."""

from __future__ import annotations

from typing import NamedTuple

#: What may be wanted of equipment, and as kinds of English cue words (`cues/english.yaml`).
STANCES = ("restrict", "update", "break_through", "procure", "develop", "promote")
CUES = tuple(f"stance_{name}" for name in STANCES)


class Ruling(NamedTuple):
    """What the rules say of a name."""

    #: One of STANCES, or "" for none.
    stance: str
    #: Why it is wanted by nobody, "" when somebody wants it.
    why: str
    #: What the stance comes from: `verb`, `lead` (a heading, the head of a list), `page`, `plan` (one for the name).
    by: str
