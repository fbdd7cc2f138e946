"""What a claim is made of: kinds, figures, moments, places, parties."""
