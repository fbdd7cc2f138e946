"""A report becomes drafts of claims: who says so, what happened, to whom, how many, where, when, in which words."""
