"""A capture becomes a report: text whose layers and dated passages are told apart."""
