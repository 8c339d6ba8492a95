"""The page of self-assessment rounds."""
