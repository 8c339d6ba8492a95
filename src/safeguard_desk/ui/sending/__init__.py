"""Sending things about a meeting: mails drafted, written to a folder, and recorded."""
