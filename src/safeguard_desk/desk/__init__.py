"""The open file: one door for reading, one for change."""
