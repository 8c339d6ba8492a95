"""Training in the window: needs, the programme, courses, and sessions with their delegates."""
