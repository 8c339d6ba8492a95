"""The calendar of all groups and boards: month, year, and the planner of a year."""
