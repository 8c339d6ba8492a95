"""The page of what agencies owe, worked by keyboard and mouse."""
