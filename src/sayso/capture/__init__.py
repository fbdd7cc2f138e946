"""Bytes from the world, kept exactly, with when and how."""
