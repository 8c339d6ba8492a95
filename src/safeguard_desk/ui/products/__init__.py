"""The page of learning products."""
