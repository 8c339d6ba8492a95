"""Papers made, shown, saved and printed from the window."""
