"""Home: what the person at the desk should know today."""
