"""Safeguard Desk: the desk of the people who run a borough's safeguarding boards."""

__version__ = "0.4.0"
