"""The golden thread on screen: drawn from left to right, or as a plain list."""
