"""Commands that work on the records of any plain list: add, change, do.

They read the same declarations as the window's lists, so what can be filled in there can be here.
"""

import argparse
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.codes import group_id
from safeguard_desk.cli.common import Parsers, add, opened, show, with_file, with_json
from safeguard_desk.cli.reading import record_id
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.reading import Reader
    from safeguard_desk.desk.unit_of_work import UnitOfWork
    from safeguard_desk.registers.declare import Act, Field, Register


def add_commands(parsers: Parsers) -> None:
    """Add the commands."""
    new = with_file(
        add(
            parsers,
            "add",
            _add,
            "add a record to a list; without --set, say what the list asks for",
            'add Harrow.desk risks --group QA --set title="Two posts are vacant" side=children',
        )
    )
    new.add_argument("what", metavar="WHAT", help="the list, as in `list`")
    new.add_argument("--group", metavar="CODE", help="whose it is, where the list is a group's")
    changed = with_file(
        add(
            parsers,
            "change",
            _change,
            "change fields of a record of a list",
            'change Harrow.desk risks QA-R-0001 --set likelihood=4 --reason "A third vacancy"',
        )
    )
    changed.add_argument("what", metavar="WHAT", help="the list, as in `list`")
    changed.add_argument("ref", metavar="REF")
    done = with_file(
        add(
            parsers,
            "do",
            _do,
            "do to a record what its list offers; without ACT, say what that is",
            'do Harrow.desk findings QA-F-0004 recommend --words "Agree one way to share"',
        )
    )
    done.add_argument("what", metavar="WHAT", help="the list, as in `list`")
    done.add_argument("ref", metavar="REF")
    done.add_argument("act", nargs="?", metavar="ACT")
    done.add_argument("--words", default="", metavar="TEXT", help="what the act asks for")
    for one in (new, changed):
        one.add_argument(
            "--set", dest="given", nargs="+", action="extend", default=[], metavar="FIELD=VALUE"
        )
        one.add_argument("--reason", default="", metavar="TEXT", help="why, where that is asked")
    for one in (new, changed, done):
        with_json(one)


def _given(
    reader: "Reader", register: "Register", given: Iterable[str], fields: "list[Field]"
) -> dict[str, Any]:
    """Return what was given by the name of its field; a field is named by its code or its title."""
    from safeguard_desk.registers import cells

    known = {field.title.casefold(): field for field in fields}
    known |= {field.name: field for field in fields}
    known |= {field.name.removesuffix("_id"): field for field in fields}
    values: dict[str, Any] = {}
    for words in given:
        name, equals, said = words.partition("=")
        field = known.get(name.strip().casefold())
        if not equals or field is None:
            raise Refusal(
                f"“{words}” gives no field of {register.title.lower()}.",
                "Nothing was done.",
                f"Write --set FIELD=VALUE, with one of: {_told(fields)}.",
            )
        try:
            values[field.name] = cells.meaning(reader, field, said)
        except cells.Unread as unread:
            raise Refusal(f"{field.title}: {unread}", "Nothing was done.") from None
    return values


def _told(fields: "Iterable[Field]") -> str:
    return ", ".join(
        field.name + (f" ({', '.join(one.value for one in field.term)})" if field.term else "")
        for field in fields
    )


def _add(arguments: argparse.Namespace) -> int:
    from safeguard_desk.registers import cells, register

    wanted = register(arguments.what)
    if wanted.create is None:
        raise cells.not_typed(wanted)
    fields = list(wanted.fields())
    lacking = [field for field in fields if field.required]
    if not arguments.given:
        raise Refusal(
            f"Nothing is said of the new {wanted.one}.",
            "Nothing was added.",
            f"Write --set FIELD=VALUE, with: {_told(fields)}."
            + (f" It needs: {_told(lacking)}." if lacking else ""),
        )

    def verb(uow: "UnitOfWork") -> str:
        values = _given(uow.reader, wanted, arguments.given, fields)
        owner = group_id(uow.reader, arguments.group)
        if wanted.group is not None and owner is None:
            raise Refusal("The group is missing.", "Nothing was added.", "Add --group CODE.")
        empty = [field for field in lacking if values.get(field.name) in {None, ""}]
        if empty:
            raise Refusal(f"It needs: {_told(empty)}.", "Nothing was added.", "Add it to --set.")
        return cells.make(uow, wanted, owner, values, arguments.reason)

    with opened(arguments, writing=True) as desk:
        identity = desk.change(f"New {wanted.one}", verb).result
        with desk.read() as reader:
            ref = _ref(reader, wanted, identity)
    return _tell(arguments, ref)


def _change(arguments: argparse.Namespace) -> int:
    from safeguard_desk.registers import cells, register

    wanted = register(arguments.what)
    fields = [field for field in wanted.fields() if not field.new_only]
    if wanted.edit is None or not fields:
        raise Refusal(f"{wanted.title} are not changed by hand.", "Nothing was changed.")
    if not arguments.given:
        raise Refusal(
            "No change is given.",
            "Nothing was changed.",
            f"Write --set FIELD=VALUE, with: {_told(fields)}.",
        )

    def verb(uow: "UnitOfWork") -> None:
        identity = record_id(uow.reader, wanted, arguments.ref)
        values = _given(uow.reader, wanted, arguments.given, fields)
        changed = [
            cells.Cell(
                identity,
                name,
                cells.values(uow.reader, wanted, [identity], name)[identity],
                value,
            )
            for name, value in values.items()
        ]
        cells.change(uow, wanted, changed, arguments.reason)

    with opened(arguments, writing=True) as desk:
        desk.change(f"Change {arguments.ref}", verb)
    return _tell(arguments, arguments.ref.strip())


def _do(arguments: argparse.Namespace) -> int:
    from safeguard_desk.registers import register

    wanted = register(arguments.what)
    act = next((one for one in wanted.acts if one.code == arguments.act), None)
    if act is None:
        offered = "; ".join(_asking(one) for one in wanted.acts) or "nothing"
        raise Refusal(
            f"“{arguments.act}” is nothing that {wanted.title.lower()} offer."
            if arguments.act
            else "It is not said what to do.",
            "Nothing was done.",
            f"Offered is: {offered}.",
        )
    if act.asks and not arguments.words.strip():
        raise Refusal(act.asks, "Nothing was done.", "Say it with --words TEXT.")

    def verb(uow: "UnitOfWork") -> None:
        identity = record_id(uow.reader, wanted, arguments.ref)
        act.verb(uow, identity, arguments.words.strip())

    with opened(arguments, writing=True) as desk:
        done = desk.change(f"{act.title}: {arguments.ref}", verb)
        made = sorted(done.changes.created)
        with desk.read() as reader:
            refs = list(filter(None, map(partial(_named, reader), made)))
    return _tell(arguments, arguments.ref.strip(), refs)


def _asking(act: "Act") -> str:
    return f"{act.code} ({act.asks})" if act.asks else act.code


def _named(reader: "Reader", key: tuple[str, str]) -> str:
    """Return the reference of a record that has one."""
    from sqlalchemy import select

    from safeguard_desk.models import KINDS

    columns: Any = KINDS[key[0]].__table__.c
    if "ref" not in columns:
        return ""
    return str(reader.scalar(select(columns.ref).where(columns.id == key[1])) or "")


def _ref(reader: "Reader", register: "Register", identity: str) -> str:
    from sqlalchemy import select

    statement = select(register.ref).select_from(register.source).where(register.id == identity)
    return str(reader.scalar(statement) or identity)


def _tell(arguments: argparse.Namespace, ref: str, made: Iterable[str] = ()) -> int:
    new = [one for one in made if one != ref]
    if arguments.json:
        show({"ref": ref, "made": new})
    else:
        print(" ".join([ref, *(f"-> {one}" for one in new)]))
    return 0
