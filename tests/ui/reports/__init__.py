"""The page of reports, worked by keyboard and mouse."""
