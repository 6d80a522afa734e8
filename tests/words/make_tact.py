"""Learns sheetfollow/words/data/tact.txt from the judged cells of tests/data/words.

    python -m tests.words.make_tact

Source of the weights: those cells alone. Whether a cell was judged not to be quoted is learned by
scikit-learn's logistic regression; a weight is rounded to tenths, and what stands in one cell alone
is left out. How well that goes on cells of people whom it has not learned from, test_tact.py tells.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from sheetfollow.words.tact import features
from sheetfollow.words.tidy import tools
from tests.words.cells import rows

FILE = Path(__file__).parents[2] / "sheetfollow" / "words" / "data" / "tact.txt"
TABLES = ("cells.tsv", "cells_fresh.tsv", "cells_judged.tsv")
COLUMNS = ("topic", "challenge", "skill", "team", "idea")
_OWN = 3
"""How much a cell counts that a test of ours names, beside one of those that people made up."""
NOTE = """\
# What each word, word in its column, beginning-, -ending and pair of neighbours adds to the
# log-odds, in tenths, that a cell is not to be quoted; learned from cells that people have
# judged. Own list, made by tests/words/make_tact.py.
"""


def judged() -> list[dict[str, str]]:
    """All judged cells of the columns that are read as notes, each once; that one knows a tool may
    be quoted."""
    found = {
        ("skill", tool): {"column": "skill", "cell": tool, "quotable": "Q"} for tool in tools()
    } | {
        (row["column"], row["cell"].lower()): {"quotable": _by_gold(row), **row}
        for table in TABLES
        for row in rows(table)
        if row["column"] in COLUMNS
    }
    return list(found.values())


def _by_gold(row: dict[str, str]) -> str:
    return "G" if row.get("gold") == "GAP" else "Q"


def learned(cells: Sequence[dict[str, str]]) -> dict[str, int]:
    """{feature: its weight in tenths}; the constant stands in that of each column."""
    counted = CountVectorizer(analyzer=lambda row: features(row["cell"], row["column"]), min_df=2)
    found = counted.fit_transform(cells)
    model = LogisticRegression(C=3, fit_intercept=False, max_iter=1000)
    model.fit(
        found,
        [row["quotable"] == "G" for row in cells],
        sample_weight=[_OWN if row.get("writer", "0") == "0" else 1 for row in cells],
    )
    weights = zip(counted.get_feature_names_out(), model.coef_[0], strict=True)
    tenths = {feature: round(10 * weight) for feature, weight in weights}
    return {feature: weight for feature, weight in tenths.items() if weight}


def written(weights: dict[str, int]) -> str:
    """The weights as the file holds them: a weight and what has it, a hundred letters a line."""
    by_weight: dict[int, list[str]] = defaultdict(list)
    for feature, weight in weights.items():
        by_weight[weight].append(feature)
    return NOTE + "".join(
        f"{weight} {line}\n"
        for weight, seen in sorted(by_weight.items())
        for line in _wrapped(sorted(seen))
    )


def _wrapped(words: Iterable[str]) -> list[str]:
    return textwrap.wrap(" ".join(words), 95, break_long_words=False, break_on_hyphens=False)


if __name__ == "__main__":
    FILE.write_text(written(learned(judged())), encoding="utf-8")
