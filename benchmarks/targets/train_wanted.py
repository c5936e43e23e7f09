"""Learn the weights of `monitor/targets/learned/wanted.en.json`: which equipment that an English text names is wanted.

    python -m benchmarks.targets.train_wanted CORPUS...            figures of each file by what the others teach
    python -m benchmarks.targets.train_wanted CORPUS... --write    then learn from all of it and write them

CORPUS are files of labelled documents, as for `benchmarks.targets.train`, with the `equipment` that each document's
policy supports, plans or buys. Every name of equipment that the reader comes to is an example; it is wanted when it and
a label contain each other or share two thirds of their characters.

Names that the lexicon lacks are rare in documents that it was made from, and common in others: the documents are read
twice more with a part of the lexicon forgotten, and what is only found then is learned from at half weight. The
reading cases of the tests are learned from besides, at double weight: their constructions are rare.
Needs scikit-learn (dependency group `bench`).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock
from zlib import crc32

import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.targets.train import CASES, documents_in
from monitor.targets import learned, lexicon
from monitor.targets.equipment import loose
from monitor.targets.equipment.mentions import equipment_of
from monitor.targets.equipment.named import Named
from monitor.targets.equipment.wanted import THRESHOLD, VOICE, Page
from monitor.targets.plans.mentions import plans_of
from monitor.targets.reader import statements_of
from monitor.targets.whole import Whole
from monitor.text.views import look

#: How freely the weights may move: the inverse strength of the regression's penalty.
FREEDOM = 0.1
#: What the words of a page move by: they are many, each tells little, and what they tell is a writer's own.
PAGE_WORDS = 0.3
#: Evidence that stands in fewer documents is not learned, nor are weights so small written.
MIN_DOCUMENTS, LEAST = 2, 0.02
#: What a name in a reading case of the tests weighs.
CASES_WEIGHT = 2.0
#: How much less a name counts in a document of many: this power of their number.
CROWD = 0.3
#: Percent of the lexicon's entries forgotten, for each further reading, and what a name only found then weighs.
FORGOTTEN, FORGOTTEN_WEIGHT = {"first": 40, "second": 40}, 0.5

_DROPPED = re.compile(r"[\s()（）\[\]【】“”\"'‘’,，、.。;；:：]+")
_PINYIN = re.compile(r"(?<=[\u3400-\u9fff])\s*[(（][^()（）\u3400-\u9fff0-9]{1,8}[)）]")


@dataclass(slots=True)
class Example:
    """One name of equipment in a document."""

    surface: str
    start: int
    end: int
    loose: bool
    ruled: bool
    evidence: list[str]
    wanted: bool
    weight: float = 1.0


@dataclass(slots=True)
class Labelled:
    """A document: what is wanted in it, and the names that the reader comes to."""

    id: str
    labels: list[str]
    examples: list[Example]
    #: What is only found when a part of the lexicon is forgotten.
    more: list[Example] = field(default_factory=list)


def same(one: str, other: str) -> bool:
    """Whether two names are taken for one: one contains the other, or they share two thirds of their characters."""
    first, second = (_DROPPED.sub("", _PINYIN.sub("", name)).casefold() for name in (one, other))
    if not first or not second:
        return False
    if first in second or second in first:
        return min(len(first), len(second)) >= 2
    pairs, others = ({name[i : i + 2] for i in range(len(name) - 1)} or {name} for name in (first, second))
    return len(pairs & others) / max(len(pairs), len(others)) >= 2 / 3


def examples_of(document: dict[str, Any]) -> list[Example]:
    """All names of equipment in a document, with whether its labels want them."""
    view = look(document["text"])
    found: list[Example] = []

    def judge(named: Named, evidence: Iterable[str], page: Page) -> bool:
        start, end = view.span(named.hit.start, named.hit.end)
        surface = view.source[start:end]
        labelled = any(same(label, surface) for label in document["equipment"])
        everything = [*evidence, *page.evidence()]
        found.append(Example(surface, start, end, named.hit.loose, named.ruled, everything, labelled))
        return False

    statements = statements_of(view, published=document["published"], plans=plans_of(view))
    equipment_of(view, statements, judge=judge)
    return found


def cases() -> Iterator[dict[str, Any]]:
    """The English reading cases of the tests that tell of equipment, as labelled documents."""
    for path in sorted((CASES / "reading").glob("*.yaml")):
        case = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "equipment" in case and not Whole(look(case["text"])).ideographs:
            yield case | {"id": f"cases/{path.stem}"}


def labelled(documents: Sequence[dict[str, Any]]) -> list[Labelled]:
    """Documents with their examples."""
    found = [Labelled(d["id"], d["equipment"], examples_of(d)) for d in documents]
    for salt, share in FORGOTTEN.items():
        with forgetting(share, salt):
            for document, one in zip(documents, found, strict=True):
                known = {(example.start, example.end) for example in one.examples if example.loose}
                for example in examples_of(document):
                    if example.loose and (example.start, example.end) not in known:
                        example.weight = FORGOTTEN_WEIGHT
                        one.more.append(example)
    return found


@contextmanager
def forgetting(share: int, salt: str) -> Iterator[None]:
    """Without so many percent of the lexicon's entries."""
    kept = tuple(one for one in lexicon.entries() if crc32(f"{salt}{one.term}".encode()) % 100 >= share)
    with mock.patch.object(lexicon, "entries", return_value=kept):
        _forget()
        yield
    _forget()


def _forget() -> None:
    lexicon._names.cache_clear()
    loose.vocabulary.cache_clear()


@dataclass(slots=True)
class Learned:
    """A regression and the names of its evidence."""

    names: DictVectorizer
    regression: LogisticRegression

    def likelihood(self, examples: Sequence[Example]) -> Iterator[float]:
        """Of each example, that it is wanted."""
        if examples:
            table = self.names.transform({one: _scale(one) for one in example.evidence} for example in examples)
            yield from map(float, self.regression.predict_proba(table)[:, 1])


def _scale(evidence: str) -> float:
    """What a name of evidence counts: of less, less is learned."""
    return PAGE_WORDS if evidence.startswith("D=") else 1.0


def learn(documents: Sequence[Labelled]) -> Learned:
    """Weights from labelled documents."""
    examples = [(d.id, e) for d in documents for e in (*d.examples, *d.more)]
    places: dict[str, set[str]] = defaultdict(set)
    for name, example in examples:
        for evidence in example.evidence:
            places[evidence].add(name)
    known = {evidence for evidence, where in places.items() if len(where) >= MIN_DOCUMENTS}
    crowd = Counter(name for name, _ in examples)
    names = DictVectorizer()
    told = ({one: _scale(one) for one in example.evidence if one in known} for _, example in examples)
    table = names.fit_transform(told)
    regression = LogisticRegression(C=FREEDOM, max_iter=5000)
    own = [CASES_WEIGHT if name.startswith("cases/") else 1.0 for name, _ in examples]
    weights = [2 * w * e.weight * crowd[name] ** -CROWD for w, (name, e) in zip(own, examples, strict=True)]
    regression.fit(table, [example.wanted for _, example in examples], sample_weight=weights)
    return Learned(names, regression)


def score(documents: Sequence[Labelled], taken: dict[int, float], threshold: float) -> str:
    """Precision, recall and F1 of the names taken, each once a document; `taken` is how likely each is, by `id`."""
    hits = there = right = said = 0
    for document in documents:
        likely = (e.surface for e in document.examples if taken.get(id(e), 0.0) >= threshold)
        answers = list({surface.lower(): surface for surface in likely}.values())
        said += len(answers)
        right += sum(any(same(label, answer) for label in document.labels) for answer in answers)
        there += len(document.labels)
        hits += sum(any(same(label, answer) for answer in answers) for label in document.labels)
    wrong = said - right
    precision, recall = hits / max(hits + wrong, 1), hits / max(there, 1)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}"


def cross_validate(documents: Sequence[Labelled]) -> None:
    """Answers for each file by what the others teach: a writer's hand is learned too, and tells nothing of others."""
    ruled = {id(e): float(e.ruled) for d in documents for e in d.examples}
    likely: dict[int, float] = {}
    files = list(dict.fromkeys(_file(document) for document in documents))
    for name in (file for file in files if file != "cases" and len(files) > 1):
        model = learn([document for document in documents if _file(document) != name])
        mine = [example for document in documents if _file(document) == name for example in document.examples]
        heard = (VOICE if example.ruled else -VOICE for example in mine)
        likely |= {id(e): p + word for e, p, word in zip(mine, model.likelihood(mine), heard, strict=True)}
        report(name, [document for document in documents if _file(document) == name], ruled, likely)
    report("all", [document for document in documents if _file(document) != "cases"], ruled, likely)


def _file(document: Labelled) -> str:
    return document.id.split("/")[0]


def report(name: str, documents: Sequence[Labelled], ruled: dict[int, float], likely: dict[int, float]) -> None:
    """What the rules alone find, and what is found with what was learned."""
    print(f"  {name}: {len(documents)} documents")
    print("    rules alone           ", score(documents, ruled, 0.5))
    print("    with what was learned ", score(documents, likely, THRESHOLD))


def weights(model: Learned) -> dict[str, Any]:
    """As `wanted.en.json` has them."""
    row = model.regression.coef_[0]
    of = {name: round(float(row[column]) * _scale(name), 2) for name, column in sorted(model.names.vocabulary_.items())}
    start = round(float(model.regression.intercept_[0]), 3)
    return {"start": start, "of": {name: weight for name, weight in of.items() if abs(weight) >= LEAST}}


def main() -> None:
    """Read the arguments and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights")
    options = parser.parse_args()
    corpus = [document for document in documents_in(options.corpus) if document["lang"][:2] == "en"]
    documents = labelled([*corpus, *cases()])
    print(f"{len(documents)} documents, {sum(len(document.examples) for document in documents)} names")
    cross_validate(documents)
    if options.write:
        model, path = weights(learn(documents)), Path(learned.__file__).parent / "wanted.en.json"
        path.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"  {path.name}: {len(model['of'])} weights, {path.stat().st_size // 1000} KB")


if __name__ == "__main__":
    main()
