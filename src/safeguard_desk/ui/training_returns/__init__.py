"""The page of agencies' returns on their own training."""
