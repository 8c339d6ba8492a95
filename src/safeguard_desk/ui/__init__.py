"""What people see: Qt, and only here."""
