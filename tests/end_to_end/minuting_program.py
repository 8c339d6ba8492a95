"""A program that minutes until it is killed, and says of each entry when it is on the disk.

python minuting_program.py DESK KEY MEETING_ID FIRST_NUMBER
"""

import sys
from pathlib import Path

from safeguard_desk.desk.keys import Key
from safeguard_desk.desk.opening import open_desk
from safeguard_desk.work import capturing

LINES = ("n: entry {n}", "d: entry {n} was agreed", "a: entry {n} @DN by 15 Jan", "r: entry {n}")


def main() -> None:
    """Take line after line, each in a change of its own."""
    path, raw, salt, meeting, first = sys.argv[1:]
    desk = open_desk(Path(path), Key(bytes.fromhex(raw), bytes.fromhex(salt)), who="minute-taker")
    n = int(first)
    item: str | None = None
    while True:
        line = LINES[n % len(LINES)].format(n=n)
        item = desk.change(
            "Take a line",
            lambda uow, line=line, item=item: capturing.take(uow, meeting, item, line),  # type: ignore[misc]
        ).result.item_id
        sys.stdout.write(f"{n}\n")
        sys.stdout.flush()
        n += 1


if __name__ == "__main__":
    main()
