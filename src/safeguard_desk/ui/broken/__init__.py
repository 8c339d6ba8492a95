"""Broken threads: what is missing, and the step that mends it."""
