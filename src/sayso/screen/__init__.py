"""How records look on a terminal or in plain text; every part yields pairs of style and line."""
