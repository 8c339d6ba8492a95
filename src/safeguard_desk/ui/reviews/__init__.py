"""Case review in the window: the board of cases, one case step by step, the tool library."""
