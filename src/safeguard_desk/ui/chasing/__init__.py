"""Chasing actions, by those whom each chase goes to."""
