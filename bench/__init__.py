"""Measures Sayso against annotated data and against the clock: `python -m bench`, explained in docs/bench.md."""
