"""The bench: how well and how fast Sayso reads, measured on every set that is found; run with `python -m bench`."""
