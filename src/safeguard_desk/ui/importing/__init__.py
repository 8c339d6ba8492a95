"""Bringing in what people have: a tracker shown row by row before anything is done."""
