"""Words become bodies, places and times, or stay open."""
