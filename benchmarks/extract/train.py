"""Learn the weights of `monitor/extract/model.json`.

    python -m benchmarks.extract.train CASES_DIR            five-fold cross-validation, figures of the folds left out
    python -m benchmarks.extract.train CASES_DIR --write    then learn from all of it and write model.json

CASES_DIR holds NAME.html.gz beside NAME.txt (the wanted text) or NAME.seg.json (wanted and unwanted segments), in one
folder per data set. A run of text is a good example when most of its 4-token shingles are in the wanted text, a bad one
when few are; the rest, and runs that segments say nothing about, are left out. Every page weighs the same, in it every
run by the 0.6th power of its size. A site's pages are in one fold. Needs scikit-learn (dependency group `bench`).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from benchmarks.extract.quality import TOKEN, shingles
from monitor.extract import content, score
from monitor.extract.blocks import blocks_of
from monitor.extract.company import ELEMENT_COMPANY, RUN_COMPANY, Company
from monitor.extract.complete import complete
from monitor.extract.features import STEPS, TABLES, Kinds, Measures
from monitor.extract.html import readable, title_of
from monitor.extract.parse import outline_of
from monitor.extract.polish import polish
from monitor.extract.tree import Outline

FOLDS = 5
#: A feature has to occur on this many pages to be learned.
MIN_PAGES = 6
#: How much a thread counts among pages in the first look, and a page that is none among threads in the second: there
#: are few threads to learn from.
THREAD_WEIGHT = 3.0
OTHERS_WEIGHT = 0.05
MODEL = Path(score.__file__).with_name("model.json")


@dataclass(slots=True)
class Example:
    """One page, measured and labelled."""

    dataset: str
    name: str
    #: The last labels of the host's name: pages of one site are never in two folds.
    site: str
    page: Outline
    measures: Measures
    kinds: Kinds
    #: Of each run: 1 wanted, 0 unwanted, 0.5 unknown.
    labels: list[float]

    @property
    def fold(self) -> int:
        """By the hash of the page's site, so that it never changes."""
        return int(hashlib.md5(self.site.encode()).hexdigest(), 16) % FOLDS


def site_of(url: str | None, name: str) -> str:
    """`example.co.uk` of an address there; the name of a page without an address."""
    labels = (urlsplit(url or "").hostname or "").split(".")
    if len(labels) < 2:
        return name
    return ".".join(labels[-3 if len(labels[-2]) <= 3 and len(labels[-1]) == 2 else -2 :])


def label(page: Outline, gold: str | None, segments: dict[str, list[str]] | None) -> list[float]:
    """How much of each run is wanted."""
    labels = []
    if gold is not None:
        wanted = shingles(gold)
        spaced = " " + " ".join(TOKEN.findall(gold)) + " "
        for run in page.runs:
            tokens = TOKEN.findall(run.text)
            if len(tokens) >= 4:
                own = [tuple(tokens[at : at + 4]) for at in range(len(tokens) - 3)]
                labels.append(sum(one in wanted for one in own) / len(own))
            else:
                labels.append(0.9 if len(tokens) > 1 and f" {' '.join(tokens)} " in spaced else 0.5)
        return labels
    assert segments is not None
    for run in page.runs:
        if any(part in run.text or (len(run.text) > 25 and run.text in part) for part in segments["with"]):
            labels.append(1.0)
        else:
            labels.append(0.0 if any(part in run.text for part in segments["without"]) else 0.5)
    return labels


def load_examples(root: Path) -> list[Example]:
    """All pages under `root` that have a gold text or segments."""
    examples = []
    for path in sorted(root.rglob("*.html.gz")):
        name = path.name.removesuffix(".html.gz")
        gold_path, segments_path = path.with_name(name + ".txt"), path.with_name(name + ".seg.json")
        gold = gold_path.read_text(encoding="utf-8") if gold_path.is_file() else None
        segments = json.loads(segments_path.read_text(encoding="utf-8")) if segments_path.is_file() else None
        index = path.with_name("index.json")
        urls = (
            {one["id"]: one.get("url") for one in json.loads(index.read_text(encoding="utf-8"))}
            if index.is_file()
            else {}
        )
        markup = readable(gzip.decompress(path.read_bytes()), None)
        parsed = outline_of(markup.source)
        if parsed is None or not parsed[1].runs or (gold is None and segments is None):
            continue
        page = parsed[1]
        if segments is not None:
            segments = {kind: [" ".join(part.split()) for part in segments[kind]] for kind in ("with", "without")}
        kinds = Kinds(markup.text, markup.descriptions, urls.get(name))
        examples.append(
            Example(
                path.parent.name,
                name,
                site_of(urls.get(name), name),
                page,
                Measures(page, title_of(markup.text)),
                kinds,
                label(page, gold, segments),
            )
        )
    return examples


def first_features(example: Example) -> list[Counter[str]]:
    """Names and counts of everything the first look weighs, per run."""
    page, measures, thread = example.page, example.measures, example.kinds.thread
    frames = score.Frames(page, measures)
    words = {id(element): score.chain_words(element.name) for element in page.elements}
    around: dict[int, Counter[str]] = {}
    rows = []
    for run, *measured in zip(page.runs, *measures.columns, strict=True):
        element = run.element
        if id(element) not in around:
            found: Counter[str] = Counter(frames.marks(element))
            found.update("kind:" + name for name in example.kinds.names())
            found["tag:" + element.tag] += 1
            if thread:
                found["T:tag:" + element.tag] += 1
            here, steps = element, 0
            while here is not None:
                reach = "near:" if steps < score.NEAR else "far:"
                found.update(reach + word for word in words[id(here)])
                if thread:
                    found.update("T:" + reach + word for word in words[id(here)] if word in score.THREAD_WORDS)
                here, steps = here.parent, steps + 1
            around[id(element)] = found
        row = Counter(around[id(element)])
        tables = zip((*TABLES, STEPS), (*measured, element.steps), strict=True)
        for measure in (measure for (_, parts), index in tables for measure in parts(index)):
            bare = measure.replace("*", "")
            row[bare] += 1
            if thread and bare != measure:
                row["T:" + bare] += 1
        rows.append(row)
    return rows


class Corpus:
    """All runs of all examples as arrays."""

    def __init__(self, examples: list[Example]) -> None:
        self.examples = examples
        self.starts = np.concatenate([[0], np.cumsum([len(one.page.runs) for one in examples])])
        self.labels = np.array([label for one in examples for label in one.labels])
        pages = np.repeat(np.arange(len(examples)), np.diff(self.starts))
        self.folds = np.array([one.fold for one in examples])[pages]
        self.known = (self.labels > 0.6) | (self.labels < 0.3)
        weights = np.minimum(np.array([size for one in examples for size in one.measures.sizes]), 600) ** 0.6
        sums = np.zeros(len(examples))
        np.add.at(sums, pages[self.known], weights[self.known])
        self.weights = weights / np.maximum(sums[pages], 1) * 10
        self.in_thread = np.array([one.kinds.thread for one in examples])[pages]
        rows = [first_features(one) for one in examples]
        seen: Counter[str] = Counter()
        for page in rows:
            seen.update({name for row in page for name in row})
        self.names = sorted(name for name, count in seen.items() if count >= MIN_PAGES)
        index = {name: at for at, name in enumerate(self.names)}
        matrix = sparse.lil_matrix((len(self.labels), len(self.names)), dtype=np.float32)
        triples = [
            (at, index[name], count)
            for at, row in enumerate(row for page in rows for row in page)
            for name, count in row.items()
            if name in index
        ]
        at, column, value = zip(*triples, strict=True)
        self.matrix = sparse.csr_matrix((value, (at, column)), shape=matrix.shape, dtype=np.float32)

    def first(self, train: np.ndarray) -> dict[str, float]:
        """Weights of the first look, learned from the runs marked in `train`."""
        fit = LogisticRegression(C=0.1, max_iter=500)
        weights = self.weights * np.where(self.in_thread, THREAD_WEIGHT, 1.0)
        fit.fit(self.matrix[train], self.labels[train] > 0.5, sample_weight=weights[train])
        learned = {name: float(weight) for name, weight in zip(self.names, fit.coef_[0], strict=True)}
        learned["bias"] = float(fit.intercept_[0])
        return learned

    def first_scores(self, learned: dict[str, float]) -> np.ndarray:
        """Scores of all runs under these weights, as the product computes them."""
        model = score.Model(learned)
        scores = [model.first(one.page, one.measures, one.kinds) for one in self.examples]
        return np.array([value for page in scores for value in page])

    def company(self, scores: np.ndarray) -> np.ndarray:
        """The second look's values for all runs."""
        rows: list[tuple[float, ...]] = []
        for at, one in enumerate(self.examples):
            first = scores[self.starts[at] : self.starts[at + 1]].tolist()
            company = Company(one.page, one.measures, first)
            of_element = {id(run.element): company.of_element(run.element) for run in one.page.runs}
            rows += [(*company.of_run(i), *of_element[id(run.element)]) for i, run in enumerate(one.page.runs)]
        return np.array(rows)

    def seconds(self, values: np.ndarray, train: np.ndarray) -> tuple[dict[str, float], dict[str, float]]:
        """Weights of the second look for pages that are no threads, and for threads."""
        alone = self._second(values, train & ~self.in_thread, self.weights)
        return alone, self._second(values, train, self.weights * np.where(self.in_thread, 1.0, OTHERS_WEIGHT))

    def _second(self, values: np.ndarray, train: np.ndarray, run_weights: np.ndarray) -> dict[str, float]:
        """Weights of the second look, for values as they are (the scaling is folded in)."""
        scaler = StandardScaler().fit(values[train])
        fit = LogisticRegression(C=1.0, max_iter=1000)
        fit.fit(scaler.transform(values[train]), self.labels[train] > 0.5, sample_weight=run_weights[train])
        scale = np.where(scaler.scale_ == 0, 1, scaler.scale_)
        weights = fit.coef_[0] / scale
        names = (*RUN_COMPANY, *ELEMENT_COMPANY)
        learned = {name: float(weight) for name, weight in zip(names, weights, strict=True)}
        learned["bias"] = float(fit.intercept_[0] - (weights * scaler.mean_).sum())
        return learned


def cross_validate(corpus: Corpus) -> tuple[list[score.Model], np.ndarray]:
    """A model for each fold, learned without it, and the first scores of all runs by models that never saw them."""
    firsts = []
    left_out = np.zeros(len(corpus.labels))
    for fold in range(FOLDS):
        learned = corpus.first(corpus.known & (corpus.folds != fold))
        firsts.append(learned)
        scores = corpus.first_scores(learned)
        left_out[corpus.folds == fold] = scores[corpus.folds == fold]
    values = corpus.company(left_out)
    looked_at = corpus.known & (left_out >= score.HOPELESS)
    models = [
        score.Model(learned, *corpus.seconds(values, looked_at & (corpus.folds != fold)))
        for fold, learned in enumerate(firsts)
    ]
    return models, left_out


def write(corpus: Corpus, left_out: np.ndarray) -> None:
    """Learn from everything; the second look still learns from scores of models that had not seen the page."""
    first = corpus.first(corpus.known)
    values = corpus.company(left_out)
    second, threads = corpus.seconds(values, corpus.known & (left_out >= score.HOPELESS))
    model = {
        "first": {name: round(weight, 3) for name, weight in first.items() if abs(weight) >= 0.01},
        "second": {name: round(weight, 4) for name, weight in second.items()},
        "second of threads": {name: round(weight, 4) for name, weight in threads.items()},
    }
    MODEL.write_text(json.dumps(model, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{MODEL}: {len(model['first'])} weights of the first look, {len(model['second'])} of the second")


def predict(corpus: Corpus, models: list[score.Model]) -> dict[str, str]:
    """Text of each page by the model that did not see it."""
    texts = {}
    for one in corpus.examples:
        model = models[one.fold]
        first = model.first(one.page, one.measures, one.kinds)
        scores = model.second(one.page, one.measures, first, thread=one.kinds.thread)
        keep = content.settle(one.page, one.measures, scores, thread=one.kinds.thread)
        complete(one.page, keep, thread=one.kinds.thread)
        polish(one.page, keep, thread=one.kinds.thread)
        texts[one.name] = "\n".join(block.text for block in blocks_of(one.page, keep))
    return texts


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--write", action="store_true", help="write model.json, learned from all cases")
    parser.add_argument("--texts", type=Path, help="write the texts of the cross-validation to this folder")
    arguments = parser.parse_args()
    corpus = Corpus(load_examples(arguments.cases))
    print(f"{len(corpus.examples)} pages, {len(corpus.labels)} runs, {len(corpus.names)} features")
    models, left_out = cross_validate(corpus)
    if arguments.texts:
        for one in corpus.examples:
            folder = arguments.texts / one.dataset
            folder.mkdir(parents=True, exist_ok=True)
        texts = predict(corpus, models)
        for one in corpus.examples:
            (arguments.texts / one.dataset / f"{one.name}.txt").write_text(texts[one.name], encoding="utf-8")
    if arguments.write:
        write(corpus, left_out)


if __name__ == "__main__":
    main()
