"""Figures of actions: charts, the same as numbers, and the way from a bar to its rows."""
