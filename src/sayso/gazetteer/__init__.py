"""Names of places and where they are: compiled from public sources and our own tables."""
