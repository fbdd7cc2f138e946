"""The desk: a server for one person on their own machine or for a team, on the same ledger, with pages and an API.

`app.app` makes it; `serving.serve` runs it. `docs/architecture.md` says which file does what.
"""
