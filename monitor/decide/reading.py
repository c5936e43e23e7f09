"""From bytes to a Version: the same way for a fresh Body and for a stored Snapshot."""

from __future__ import annotations

from monitor.decide.archive import document_of_archive, is_archive
from monitor.decide.evidence import body_of
from monitor.extract import EXTRACTOR_VERSION, NOTHING_LEARNED, Boilerplate, extract
from monitor.extract.boilerplate import strip
from monitor.targets.promises import read_promises
from monitor.types import Body, Recipe, Snapshot, Source, Version


def recipe_for(source: Source, mask: Boilerplate = NOTHING_LEARNED) -> Recipe:
    """How a page of this source, on a host with this learned boilerplate, is read today."""
    return Recipe(extractor=EXTRACTOR_VERSION, rules=source.rules.digest, boilerplate=mask.revision)


def read(
    evidence: Body | Snapshot, source: Source, *, mask: Boilerplate = NOTHING_LEARNED, technical: bool = False
) -> Version:
    """Read a page with today's Recipe: the document, its statements, equipment and plans. Never raises on any bytes.

    What the mask takes off is named in `Document.removed`: learning goes on from there.
    """
    body = body_of(evidence) if isinstance(evidence, Snapshot) else evidence
    document = extract(body, rules=source.rules)
    if not document.blocks and is_archive(body):
        document = document_of_archive(body, source.rules)
    document = strip(document, mask)
    promises = read_promises(document)
    return Version(
        document=document,
        statements=promises.statements,
        equipment=promises.equipment,
        plans=promises.plans,
        recipe=recipe_for(source, mask),
        snapshot_sha256=body.sha256,
        fetched_at=body.fetched_at,
        technical=technical,
    )
