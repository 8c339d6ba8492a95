"""Pages of the boards: maps of priorities and risks, with the rows behind every number."""
