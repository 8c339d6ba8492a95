"""What is true in the field: pure facts and functions, no file, no window."""
