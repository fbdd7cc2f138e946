"""Words as data: lists by language, checked against their schema on loading, and compiled once into what readers use."""
