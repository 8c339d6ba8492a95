"""Whom training reached: figures by course, agency, side, role and level, each with its rows."""
