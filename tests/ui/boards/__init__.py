"""The maps of the boards, worked by keyboard and mouse."""
