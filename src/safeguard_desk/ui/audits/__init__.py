"""Audits: the programme of a year, the workspace of one audit, and the library of tools."""
