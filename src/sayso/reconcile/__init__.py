"""Claims become events: what stands together, between which figures, and where accounts differ."""
