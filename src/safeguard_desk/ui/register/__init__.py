"""Any declared register as a screen: table, form, history."""
