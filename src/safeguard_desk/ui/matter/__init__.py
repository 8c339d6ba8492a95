"""A matter on screen: its history over all meetings."""
