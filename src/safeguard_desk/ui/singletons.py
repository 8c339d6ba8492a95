"""Python 3.11 under bindings that no longer count references of None, True and False.

PySide6 6.12 relies on their being immortal, as they are from Python 3.12 on (PEP 683). On 3.11 each
call that returns one of them takes a reference nobody gave: measured, a window that is painted and
typed in for some hours runs the count down to nothing, and the interpreter aborts. Giving each a
count that cannot run out does by hand what PEP 683 does by rule.
"""

import ctypes
import sys

_SINGLETONS = (None, True, False, NotImplemented, Ellipsis)


def make_immortal() -> None:
    """Give the singletons a count that cannot run out; nothing to do from Python 3.12 on."""
    if sys.version_info >= (3, 12):
        return
    for singleton in _SINGLETONS:
        count = ctypes.c_ssize_t.from_address(id(singleton))
        count.value = max(count.value, sys.maxsize // 2)
