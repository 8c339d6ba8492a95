"""Who came over a year, as a table of members and meetings."""
