"""Who is who: armed groups, states and their organs, monitors, outlets, with the names they go by."""
