"""The demonstration desk: a believable year of a borough, made with the program's own verbs."""

from safeguard_desk.demo.making import make

__all__ = ["make"]
