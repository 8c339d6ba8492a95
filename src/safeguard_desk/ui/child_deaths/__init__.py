"""The page of child death findings."""
