"""The scorecard: the grid of figures, charts, what is awaited, and what a signal leads to."""
