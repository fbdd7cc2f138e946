"""What is known leaves the house: the brief."""
