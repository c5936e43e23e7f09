"""Learn the weights of `learned/dues.en.json` and `dues.zh.json`: by when a goal is due that says no date.

    python -m benchmarks.targets.deadlines CORPUS...            five-fold cross-validation, goals of the folds left out
    python -m benchmarks.targets.deadlines CORPUS... --write    then learn from all of it and write them

Every labelled target that the reader comes to and has no date for is an example: its options are the dates of the
document and none at all, the right one is its label's. A conditional logistic regression learns what speaks for an
option. CORPUS as for `train.py`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from benchmarks.targets import train
from monitor.targets.learned import dues
from monitor.targets.learned.kinds import NONE, TARGET
from monitor.targets.marks import Reading
from monitor.targets.plans.mentions import plans_of
from monitor.targets.reader import statements_of
from monitor.text.views import look

#: How freely the weights may move: the inverse strength of the penalty.
FREEDOM = 0.1
#: A construction of the cases counts so much: few stand there, each for a kind of page.
CASES_WEIGHT = 6
#: Weights so small are not written.
LEAST = 0.02
MODELS = Path(dues.__file__).parent


@dataclass(frozen=True, slots=True)
class Choice:
    """A labelled target that the rules find no date for, and the deadlines it may have."""

    document: str
    language: str
    options: dues.Options
    #: What the label says.
    right: str | None


def choices_of(document: dict[str, Any]) -> list[Choice]:
    """The targets without a date of a labelled document that the reader comes to; what is one, the labels say."""
    view = look(document["text"])
    kinds = {example.span: example.kind for example in train.examples_of(document)}
    replay = train.Collector(view.text.replace("\n", " "))

    def judge(language: str, clause: Any, evidence: Iterable[str], ruled: str) -> str:
        located = len(replay.found)
        replay(language, clause, (), ruled)
        return kinds.get(view.span(*replay.found[-1][:2]), ruled) if len(replay.found) > located else ruled

    found: list[tuple[str, Reading, dues.Options]] = []

    def choose(language: str, goal: Reading, options: dues.Options) -> None:
        found.append((language, goal, options))

    statements_of(view, published=document["published"], plans=plans_of(view), judge=judge, choose=choose)
    if document["id"].startswith("cases/"):
        return [
            Choice(document["id"], language, options, right[0])
            for language, goal, options in found
            if len(right := _deadlines(goal, document["statements"])) == 1
        ]
    told = [_example(document["id"], language, goal, view.span(*_figure(goal))) for language, goal, _ in found]
    train.label(told, document["text"], document["statements"])
    return [
        Choice(document["id"], language, options, example.deadline)
        for (language, _, options), example in zip(found, told, strict=True)
        if example.kind == TARGET
    ]


def _deadlines(goal: Reading, labels: list[dict[str, Any]]) -> list[str | None]:
    """Those of the labels of a case that a goal may have: they do not say where they stand."""
    quantity = goal.quantity
    return [x["deadline"] for x in labels if train.same(quantity.value, x["value"]) and quantity.unit == x["unit"]]


def _figure(goal: Reading) -> tuple[int, int]:
    return goal.quantity.start, goal.quantity.end


def _example(document: str, language: str, goal: Reading, span: tuple[int, int]) -> train.Example:
    quantity = goal.quantity
    return train.Example(
        document, language, NONE, [], span, value=quantity.value, high=quantity.high, unit=quantity.unit
    )


def learn(choices: Sequence[Choice]) -> dict[str, float]:
    """The weights that make the right options likeliest."""
    choices = [choice for choice in choices if choice.right in choice.options]
    choices += [choice for choice in choices if choice.document.startswith("cases/")] * (CASES_WEIGHT - 1)
    documents: dict[str, set[str]] = defaultdict(set)
    for choice in choices:
        for names in choice.options.values():
            for name in names:
                documents[name].add(choice.document)
    columns = {
        name: i for i, name in enumerate(sorted(n for n, d in documents.items() if len(d) >= train.MIN_DOCUMENTS))
    }
    rows: list[tuple[int, int]] = []
    of_choice: list[int] = []
    right: list[bool] = []
    for number, choice in enumerate(choices):
        for due, names in choice.options.items():
            rows += [(len(right), columns[name]) for name in set(names) if name in columns]
            of_choice.append(number)
            right.append(due == choice.right)
    at, of = np.array(rows).T
    table = sparse.csr_matrix((np.ones(len(rows)), (at, of)), shape=(len(right), len(columns)))
    weights = _fitted(table, np.array(of_choice), np.array(right))
    return {name: round(float(weights[i]), 2) for name, i in columns.items() if abs(weights[i]) >= LEAST}


def _fitted(table: Any, of_choice: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The weights of the columns by which the right row of each choice is likeliest among its rows."""
    begins = np.flatnonzero(np.diff(of_choice, prepend=-1))

    def loss(weights: np.ndarray[Any, Any]) -> tuple[float, np.ndarray[Any, Any]]:
        scores = table @ weights
        scores -= np.maximum.reduceat(scores, begins)[of_choice]
        odds = np.exp(scores)
        whole = np.add.reduceat(odds, begins)
        missed = np.log(whole).sum() - scores[right].sum()
        slope = table.T @ (odds / whole[of_choice] - right)
        return float(missed + weights @ weights / (2 * FREEDOM)), slope + weights / FREEDOM

    found: np.ndarray[Any, Any] = minimize(
        loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}
    ).x
    return found


def cross_validate(choices: Sequence[Choice]) -> None:
    """How many deadlines are right by what the other folds teach, by the file of the documents."""
    folds = {document: i % train.FOLDS for i, document in enumerate(dict.fromkeys(c.document for c in choices))}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for fold in range(train.FOLDS):
        weights = learn([choice for choice in choices if folds[choice.document] != fold])
        for choice in choices:
            if folds[choice.document] == fold:
                due = dues.likeliest(weights, dues.VOICE[choice.language], choice.options)
                for name in (choice.document.partition("/")[0], "all"):
                    counts[name]["goals"] += 1
                    counts[name]["known"] += choice.right in choice.options
                    counts[name]["none"] += choice.right is None
                    counts[name]["right"] += due == choice.right
    for name, of in counts.items():
        shares = {said: f"{of[said] / of['goals']:.3f}" for said in ("none", "right", "known")}
        print(
            f"  {name:20} {of['goals']:5} goals without a date: right to leave {shares['none']}, "
            f"chosen right {shares['right']}, right one among the options {shares['known']}"
        )


def main() -> None:
    """Read the arguments and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights")
    options = parser.parse_args()
    labelled = [*train.documents_in(options.corpus), *train.cases()]
    choices = [choice for document in labelled if document["statements"] for choice in choices_of(document)]
    for language in ("en", "zh"):
        mine = [choice for choice in choices if choice.language == language]
        print(f"{language}: {len({choice.document for choice in mine})} documents with targets")
        cross_validate(mine)
        if options.write:
            weights, path = learn(mine), MODELS / f"dues.{language}.json"
            path.write_text(
                json.dumps(weights, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8"
            )
            print(f"  {path.name}: {len(weights)} weights, {path.stat().st_size // 1000} KB")


if __name__ == "__main__":
    main()
