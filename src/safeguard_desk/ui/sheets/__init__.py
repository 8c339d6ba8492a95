"""Agencies' sheets of actions: sent, read back, decided."""
