"""What each agency owes and has done, and its accountability sheet."""
