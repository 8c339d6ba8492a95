"""A desk without file and records, on which reading is rehearsed before the first is opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from safeguard_desk.desk.engine import over
from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Base


@contextmanager
def rehearsal(today: date) -> Iterator[Reader]:
    """Give a reader that finds nothing: what it compiles is there when the same is read again.

    Half of what Home takes the first time is compiling its statements.
    """
    engine = over(lambda: dbapi2.connect(":memory:", check_same_thread=False))
    try:
        with engine.connect() as connection:
            Base.metadata.create_all(connection)
            with Session(connection) as session:
                yield Reader(session, today)
    finally:
        engine.dispose()
