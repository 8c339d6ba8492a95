"""Reports to the boards: begun, commented in place, compared, issued; every number has its rows."""
