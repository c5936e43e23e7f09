"""The nouns of the product as frozen dataclasses; every floor speaks in them.

    source.py     Source, Schedule, LinkRule, ExtractRules       what to watch and how
    page.py       Page, FetchRequest, Body, NotModified, FetchFailure, Verdict, FoundLink
    document.py   Document, Block, Removed, Recipe               what a Snapshot says
    statement.py  Statement, EquipmentMention, PlanMention       what a Document promises
    version.py    Version, Snapshot                              what is kept
    change.py     Change, Edit                                   what differs between two Versions
    alert.py      Channel, AlertRule, Alert, Message             who is told
    boilerplate.py  SeenPage, LearnedHost, LearnedLine         what a host's pages share
    check.py      CheckResult                                    all that one check decided

All datetimes are aware and in UTC; `require_aware` refuses others where they enter.
"""

from monitor.types.alert import (
    Alert,
    AlertRule,
    AlertState,
    Channel,
    ChatChannel,
    EmailChannel,
    Message,
    RuleFilter,
    SendFailure,
    SendOutcome,
    SendPolicy,
    Sent,
    WebhookChannel,
)
from monitor.types.boilerplate import (
    LearnedHost,
    LearnedLine,
    LineState,
    SeenBlock,
    SeenPage,
    Why,
    host_of,
)
from monitor.types.change import Change, ChangeKind, Edit, EditKind
from monitor.types.check import CheckResult, Heeded, Outcome
from monitor.types.document import Attachment, Block, BlockKind, Document, Recipe, Removed, Role
from monitor.types.page import (
    Body,
    FailureKind,
    Fetched,
    FetchFailure,
    FetchRequest,
    FoundLink,
    NotModified,
    Page,
    PageRole,
    PageState,
    Validators,
    Verdict,
    VerdictKind,
)
from monitor.types.source import ExtractRules, LinkRule, Render, Replies, Schedule, Source, SourceKind
from monitor.types.statement import Comparator, EquipmentMention, PlanMention, Statement, StatementKind
from monitor.types.version import Snapshot, Version

__all__ = [
    "Alert",
    "AlertRule",
    "AlertState",
    "Attachment",
    "Block",
    "BlockKind",
    "Body",
    "Change",
    "ChangeKind",
    "Channel",
    "ChatChannel",
    "CheckResult",
    "Comparator",
    "Document",
    "Edit",
    "EditKind",
    "EmailChannel",
    "EquipmentMention",
    "ExtractRules",
    "FailureKind",
    "FetchFailure",
    "FetchRequest",
    "Fetched",
    "FoundLink",
    "Heeded",
    "LearnedHost",
    "LearnedLine",
    "LineState",
    "LinkRule",
    "Message",
    "NotModified",
    "Outcome",
    "Page",
    "PageRole",
    "PageState",
    "PlanMention",
    "Recipe",
    "Removed",
    "Render",
    "Replies",
    "Role",
    "RuleFilter",
    "Schedule",
    "SeenBlock",
    "SeenPage",
    "SendFailure",
    "SendOutcome",
    "SendPolicy",
    "Sent",
    "Snapshot",
    "Source",
    "SourceKind",
    "Statement",
    "StatementKind",
    "Validators",
    "Verdict",
    "VerdictKind",
    "Version",
    "WebhookChannel",
    "Why",
    "host_of",
]
