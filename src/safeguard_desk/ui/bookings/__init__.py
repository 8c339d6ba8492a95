"""What comes in from booking systems."""
