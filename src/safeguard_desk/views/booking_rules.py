"""What the partnership has settled about bookings, as the desk's settings hold it."""

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Setting
from safeguard_desk.rules.booking import KEYS, BookingRules


def booking_rules(reader: Reader) -> BookingRules:
    """Return the rules of bookings; what nobody has settled is as usual."""
    statement = select(Setting.key, Setting.value).where(Setting.key.in_(KEYS.values()))
    held = {key: value for key, value in reader.rows(statement) if value.isdigit()}
    return BookingRules(**{name: int(held[key]) for name, key in KEYS.items() if key in held})
