"""What people see: Qt, and only here."""

from safeguard_desk.ui.singletons import make_immortal

make_immortal()
