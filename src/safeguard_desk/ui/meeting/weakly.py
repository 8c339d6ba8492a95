"""Methods handed to parts of a widget, without the part keeping the widget alive."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar
from weakref import WeakMethod

P = ParamSpec("P")
T = TypeVar("T")


def weakly(method: Callable[P, T]) -> Callable[P, T]:
    """Return a function that calls a bound method without holding its object.

    A widget that holds a part that holds the widget's method would wait for the collector to be
    freed; calling it after the widget has gone is a bug.
    """
    held = WeakMethod(method)

    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        alive = held()
        if alive is None:
            raise ReferenceError("the widget has gone")
        return alive(*args, **kwargs)

    return call
