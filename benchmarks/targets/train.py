"""Learn the weights of `monitor/targets/learned/kinds.en.json`, `kinds.zh.json`, `tenor.en.json` and `tenor.zh.json`.

    python -m benchmarks.targets.train CORPUS...            five-fold cross-validation, figures of the folds left out
    python -m benchmarks.targets.train CORPUS... --write    then learn from all of it and write them

CORPUS are files of labelled documents, a JSON object a line: `text`, `lang`, `published`, and `statements` with kind,
quote, value, value_high and unit; `corpus/` beside this file holds ours. The reading cases of the tests are learned
from besides. Every figure that the reader comes to is an example: a target, a baseline, or neither, when no label fits
it. A document is in one fold. Needs scikit-learn (dependency group `bench`).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.targets import tenors
from monitor.targets.learned import kinds, tenor
from monitor.targets.learned.kinds import BASELINE, NONE, TARGET
from monitor.targets.marks import Quantity
from monitor.targets.plans.mentions import plans_of
from monitor.targets.reader import statements_of
from monitor.targets.whole import Whole
from monitor.text.views import look

FOLDS = 5
#: How freely the weights may move: the inverse strength of the regression's penalty.
FREEDOM = 0.5
#: Evidence that stands in fewer documents is not learned, nor are weights so small written.
MIN_DOCUMENTS, LEAST = 2, 0.05
#: A construction that a rule is for stands once or twice in the cases; it counts so much there.
CASES_WEIGHT = 2.0
#: A figure may be named so far outside a label's quote, in characters.
NEAR = 30
CASES = Path(__file__).parents[2] / "tests" / "cases" / "targets"
MODELS = Path(kinds.__file__).parent
KINDS = (BASELINE, NONE, TARGET)


@dataclass(slots=True)
class Example:
    """One figure of a document."""

    document: str
    language: str
    #: What the rules come to.
    ruled: str
    evidence: list[str]
    #: Where it stands in the document's text.
    span: tuple[int, int]
    value: Decimal
    high: Decimal | None
    unit: str
    kind: str = NONE
    #: By when a target is due, as its label says.
    deadline: str | None = None


@dataclass(slots=True)
class Collector:
    """Stands in for the judge: notes what it is asked, and answers what the rules come to."""

    text: str
    position: int = 0
    found: list[tuple[int, int, Quantity, str, str, list[str]]] = field(default_factory=list)

    def __call__(self, language: str, clause: Any, evidence: Iterable[str], ruled: str) -> str:
        at = self.text.find(clause.line, self.position)
        if at >= 0:
            self.position = at
            quantity = clause.quantity
            start, end = at + quantity.start, at + quantity.end
            self.found.append((start, end, quantity, language, ruled, list(evidence)))
        return ruled


def examples_of(document: dict[str, Any]) -> list[Example]:
    """All figures of a labelled document, with their labels."""
    view = look(document["text"])
    collector = Collector(view.text.replace("\n", " "))
    statements_of(view, published=document["published"], plans=plans_of(view), judge=collector)
    found = [
        Example(
            document=document["id"],
            language=language,
            ruled=ruled,
            evidence=evidence,
            span=view.span(start, end),
            value=quantity.value,
            high=quantity.high,
            unit=quantity.unit,
        )
        for start, end, quantity, language, ruled, evidence in collector.found
    ]
    if document["statements"] is None:
        # a page without targets: what the rules take for a fact is one
        for example in found:
            example.kind = BASELINE if example.ruled == BASELINE else NONE
    elif document["id"].startswith("cases/"):
        _label_case(found, document["statements"])
    else:
        label(found, document["text"], document["statements"])
    return found


def _label_case(examples: list[Example], labels: list[dict[str, Any]]) -> None:
    """As `label`, of labels that do not say where they stand: their value is of that kind wherever it is said again.

    Where a value is of both kinds, or stands more often than it should, the rules say which place is which: the tests
    hold them to it.
    """
    for example in examples:
        kinds_of = [x["kind"] for x in labels if same(example.value, x["value"]) and x["unit"] == example.unit]
        told = [one for one in examples if (one.value, one.unit) == (example.value, example.unit)]
        if len(set(kinds_of)) > 1 or len(told) > len(kinds_of) > 0:
            example.kind = example.ruled
        elif kinds_of:
            example.kind = kinds_of[0]


def label(examples: list[Example], text: str, labels: list[dict[str, Any]]) -> None:
    """Gives each label's kind and deadline to the figure of that value and unit in its quote, or nearest to it."""
    taken: set[int] = set()
    for one in labels:
        places = [(match.start(), match.end()) for match in re.finditer(re.escape(one["quote"]), text)]
        fitting = [
            (min(_outside(example.span, place) for place in places), index)
            for index, example in enumerate(examples)
            if index not in taken and places and _fits(example, one)
        ]
        if fitting and min(fitting)[0] <= NEAR:
            index = min(fitting)[1]
            taken.add(index)
            examples[index].kind, examples[index].deadline = one["kind"], one.get("deadline") or None


def _outside(span: tuple[int, int], place: tuple[int, int]) -> int:
    """How far a span reaches beyond a place; 0 inside it."""
    return max(0, place[0] - span[0], span[1] - place[1])


def _fits(example: Example, label: dict[str, Any]) -> bool:
    values = same(example.value, label["value"]) and same(example.high, label["value_high"])
    return values and example.unit == label["unit"]


def same(one: Decimal | None, other: object) -> bool:
    """Whether two values are one, as near as numbers go."""
    if one is None or other in (None, ""):
        return one is None and other in (None, "")
    return abs(float(one) - float(str(other))) <= 1e-6 * max(1.0, abs(float(one)))


@dataclass(slots=True)
class Learned:
    """A regression and the names of its evidence."""

    names: DictVectorizer
    regression: LogisticRegression

    def likelihood(self, examples: Sequence[Example]) -> np.ndarray[Any, Any]:
        """Of each example by kind, in the order of KINDS."""
        found: np.ndarray[Any, Any] = self.regression.predict_proba(self.names.transform(map(_facts, examples)))
        return found


def learn(examples: Sequence[Example]) -> Learned:
    """Weights from labelled figures."""
    documents: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for name in example.evidence:
            documents[name].add(example.document)
    known = {name for name, places in documents.items() if len(places) >= MIN_DOCUMENTS}
    names = DictVectorizer()
    table = names.fit_transform({name: 1.0 for name in example.evidence if name in known} for example in examples)
    regression = LogisticRegression(C=FREEDOM, max_iter=5000)
    weights = [CASES_WEIGHT if example.document.startswith("cases/") else 1.0 for example in examples]
    regression.fit(table, [example.kind for example in examples], sample_weight=weights)
    assert tuple(regression.classes_) == tuple(sorted(KINDS))
    return Learned(names, regression)


def _facts(example: Example) -> dict[str, float]:
    return dict.fromkeys(example.evidence, 1.0)


def taken_for(likelihood: np.ndarray[Any, Any], examples: Sequence[Example]) -> list[str]:
    """The likeliest kind of each figure, the rules having their voice."""
    order = sorted(KINDS)
    voice = np.array(
        [[kinds.VOICE[example.language] * (example.ruled == kind) for kind in order] for example in examples]
    )
    return [order[int(index)] for index in (likelihood + voice).argmax(axis=1)]


def report(name: str, examples: Sequence[Example], answers: Sequence[str]) -> None:
    """Precision, recall and F1 of both kinds."""
    parts = []
    for kind in (TARGET, BASELINE):
        hits = sum(answer == example.kind == kind for example, answer in zip(examples, answers, strict=True))
        said = sum(answer == kind for answer in answers)
        there = sum(example.kind == kind for example in examples)
        parts.append(
            f"{kind}s P {hits / max(said, 1):.3f} R {hits / max(there, 1):.3f} F1 {2 * hits / (said + there):.3f}"
        )
    print(f"  {name:22}", "   ".join(parts))


def cross_validate(examples: Sequence[Example]) -> None:
    """Answers for each fold by what the others teach."""
    folds = {document: number % FOLDS for number, document in enumerate(dict.fromkeys(e.document for e in examples))}
    told: list[Example] = []
    answers: list[str] = []
    for fold in range(FOLDS):
        left_out = [example for example in examples if folds[example.document] == fold]
        model = learn([example for example in examples if folds[example.document] != fold])
        told += left_out
        answers += taken_for(model.likelihood(left_out), left_out)
    report("rules alone", told, [example.ruled for example in told])
    report("with what was learned", told, answers)


def weights(model: Learned) -> dict[str, Any]:
    """As `kinds.en.json` has them: of a target and of a baseline, against none."""
    order = list(model.regression.classes_)
    target, baseline, none = (order.index(kind) for kind in (TARGET, BASELINE, NONE))
    rows, start = model.regression.coef_, model.regression.intercept_
    of = {}
    for name, column in sorted(model.names.vocabulary_.items()):
        pair = [round(float(rows[kind][column] - rows[none][column]), 2) for kind in (target, baseline)]
        if max(map(abs, pair)) >= LEAST:
            of[name] = pair
    return {"start": [round(float(start[kind] - start[none]), 3) for kind in (target, baseline)], "of": of}


def cases() -> Iterator[dict[str, Any]]:
    """The reading cases of the tests as labelled documents: each construction that a rule knows, a few times."""
    for path in sorted((CASES / "reading").glob("*.yaml")):
        case = _load(path)
        yield _case(f"cases/{path.stem}", case["text"], case["published"], _kinds(case["targets"], case["baselines"]))
    for number, (text, targets, baselines, *published) in enumerate(_load(CASES / "sentences" / "chinese.yaml")):
        day = published[0] if published else "2025-06-19"
        yield _case(f"cases/chinese-{number}", text, day, _kinds(targets, baselines))
    for number, (day, text) in enumerate(_load(CASES / "sentences" / "chinese-no-targets.yaml")):
        yield {"id": f"cases/no-targets-{number}", "text": text, "published": day, "statements": None}
    for name, text in _load(CASES / "sentences" / "english-no-targets.yaml").items():
        yield {"id": f"cases/{name}", "text": text, "published": "2024-06-12", "statements": None}
    for number, sentence in enumerate(_load(CASES / "sentences" / "english.yaml")):
        labels = [(kind, value, unit, date) for kind, value, unit, _, date in sentence["reads"]]
        yield _case(f"cases/english-{number}", sentence["says"], sentence.get("on", "2024-06-12"), labels)


def _load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _kinds(targets: list[list[Any]], baselines: list[list[Any]]) -> list[tuple[str, Any, str, str | None]]:
    """Kind, value, unit and deadline of each."""
    return [(TARGET, x[0], x[2], x[4]) for x in targets] + [(BASELINE, x[0], x[1], None) for x in baselines]


def _case(name: str, text: str, published: str, labels: list[tuple[str, Any, str, str | None]]) -> dict[str, Any]:
    keys = ("kind", "value", "unit", "deadline")
    statements = [dict(zip(keys, label, strict=True)) for label in labels]
    return {"id": name, "text": text, "published": published, "statements": statements}


def documents_in(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """The documents of these files, names kept apart."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                document = json.loads(line)
                yield document | {"id": f"{path.stem}/{document['id']}"}


def learn_tenor(labelled: Sequence[dict[str, Any]], language: str, examples: Sequence[Example]) -> dict[str, Any]:
    """What the words of the pages of a language teach, and the evidence of all examples put right by it.

    An example hears of its page what the other pages teach; a case of the tests, which is no page, what all do.
    """
    texts = {document["id"]: Whole(look(document["text"])).lower for document in labelled}
    pages = [
        tenors.page_of(document, texts[document["id"]], language)
        for document in labelled
        if document.get("lang", "")[:2] == language
    ]
    model = tenors.learn(pages)
    steps = tenors.left_out(pages)
    for example in examples:
        at = steps.get(example.document)
        if at is None:
            words = tenor.words_of(texts[example.document], language)
            at = steps[example.document] = tenor.step(words, model)
        before = [name for name in example.evidence if not name.startswith("sets>=")]
        example.evidence = [*before, *tenor.EVIDENCE[at]]
    return model


def write(name: str, model: dict[str, Any]) -> None:
    """Weights as the reader loads them."""
    path = MODELS / name
    path.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"  {path.name}: {len(model['of'])} weights, {path.stat().st_size // 1000} KB")


def main() -> None:
    """Read the arguments and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights")
    options = parser.parse_args()
    labelled = [*documents_in(options.corpus), *cases()]
    examples = [example for document in labelled for example in examples_of(document)]
    for language in ("en", "zh"):
        mine = [example for example in examples if example.language[:2] == language]
        counts = Counter(example.kind or "neither" for example in mine)
        manner = learn_tenor(labelled, language, mine)
        print(f"{language}: {len({e.document for e in mine})} documents, {len(mine)} figures: {dict(counts)}")
        cross_validate(mine)
        if options.write:
            write(f"tenor.{language}.json", manner)
            write(f"kinds.{language}.json", weights(learn(mine)))


if __name__ == "__main__":
    main()
