"""Cases for how articles brought together are judged: those of one incident, some of two, against groups."""

import pytest

from bench.incidents import Groups, b_cubed, judge
from bench.outcome import Counts

_TRUTH = {"a": frozenset({"1"}), "b": frozenset({"1"}), "c": frozenset({"2"}), "d": frozenset({"1", "2"})}


@pytest.mark.parametrize(
    ("found", "precision", "recall", "pairs"),
    [
        pytest.param([["a"], ["b"], ["c"], ["d"]], 1.0, 0.354, Counts(0, 8, 0), id="each alone is never wrong"),
        pytest.param([["a", "b", "d"], ["c"]], 1.0, 0.8125, Counts(6, 8, 6), id="an article of two stands with either"),
        pytest.param([["a", "b", "c", "d"]], 0.75, 1.0, Counts(8, 8, 12), id="all in one"),
        pytest.param([["a", "c"], ["b", "d"]], 0.75, 0.5, Counts(2, 8, 4), id="half right"),
    ],
)
def test_judging(found: Groups, precision: float, recall: float, pairs: Counts) -> None:
    """B-cubed is averaged over articles, and pairs are counted from both sides."""
    cases = judge(found, _TRUTH)
    assert b_cubed(cases)[:2] == pytest.approx((precision, recall), abs=0.001)
    assert sum((case.pairs for case in cases.values()), Counts()) == pairs
