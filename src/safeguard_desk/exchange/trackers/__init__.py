"""Reading other people's action trackers: any layout, and nothing of it lost."""
