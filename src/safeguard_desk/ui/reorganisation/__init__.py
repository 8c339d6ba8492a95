"""Groups merged, split, renamed and ended, tried out first and done in one step."""
