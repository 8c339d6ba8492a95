"""Coverage: partners against the audits and data sets of a year."""
