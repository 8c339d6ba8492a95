"""Terms of reference: their words, their duties, and whether these are exercised."""
