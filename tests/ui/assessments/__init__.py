"""The audits pages, worked by keyboard and mouse."""
