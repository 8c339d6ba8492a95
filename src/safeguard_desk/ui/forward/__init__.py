"""The forward plan of a group, by meetings."""
