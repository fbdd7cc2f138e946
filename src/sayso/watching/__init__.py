"""Following sources over time: what is configured, what is due, what changed, and how each source stands."""
