"""The record: entries are appended, never changed."""
