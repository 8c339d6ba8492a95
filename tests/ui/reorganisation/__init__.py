"""The page that reorganises groups, worked by keyboard and mouse."""
