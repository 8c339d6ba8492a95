"""Commands of a session's delegates: their mails, certificates and charges, and tables out."""

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.codes import group_id
from safeguard_desk.cli.common import (
    Parsers,
    add,
    needed,
    opened,
    place_for,
    show,
    with_file,
    with_json,
)
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.desk import Desk


def add_commands(parsers: Parsers) -> None:
    """Add the commands of this family."""
    told = with_file(
        add(
            parsers,
            "delegates",
            _delegates,
            "write a session's joining instructions, reminders, certificates and charges",
            "delegates Harrow.desk --session LD-S-0004 --mails out",
        )
    )
    told.add_argument("--session", metavar="REF", required=True)
    told.add_argument("--mails", type=Path, metavar="FOLDER", help="what delegates are to be told")
    told.add_argument("--charges", type=Path, metavar="FOLDER", help="letters on places not used")
    told.add_argument("--certificates", type=Path, metavar="FOLDER", help="one file for each")
    told.add_argument("--charge", metavar="CODE", help="the delegate whose charge is settled")
    told.add_argument("--as", dest="state", choices=("due", "sent", "paid", "waived"))
    told.add_argument("--reason", metavar="WORDS", default="", help="why a charge is waived")
    with_json(told)
    out = with_file(
        add(
            parsers,
            "training-export",
            _export,
            "write sessions or attendance as CSV, to be imported again without a change",
            "training-export Harrow.desk --what attendance -o attendance.csv",
        )
    )
    out.add_argument("--what", choices=("sessions", "attendance"), default="attendance")
    out.add_argument("--group", metavar="CODE")
    out.add_argument("-o", "--out", required=True, type=Path, metavar="OUT")


def _export(arguments: argparse.Namespace) -> int:
    from safeguard_desk.exchange import training_export

    place_for(arguments.out, ".csv")
    with opened(arguments) as desk, desk.read() as reader:
        group = group_id(reader, arguments.group)
        training_export.write(reader, arguments.out, what=arguments.what, group_id=group)
    print(arguments.out)
    return 0


def _delegates(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.evaluation_session import find_session

    given = [arguments.mails, arguments.charges, arguments.certificates, arguments.charge]
    if sum(one is not None for one in given) != 1:
        raise Refusal(
            "It is not clear what is to be made.",
            "Nothing was done.",
            "Give one of --mails, --charges, --certificates or --charge.",
        )
    with opened(arguments, writing=True) as desk:
        with desk.read() as reader:
            session = find_session(reader, arguments.session)
        told = _run(desk, session, arguments)
    if arguments.json:
        show(told)
    else:
        for name, value in told.items():
            words = ", ".join(map(str, value)) if isinstance(value, list) else value
            print(f"{name.replace('_', ' ')}: {words}")
    return 0


def _run(desk: "Desk", session: str, arguments: argparse.Namespace) -> dict[str, Any]:
    if arguments.certificates is not None:
        from safeguard_desk.exchange.certificates import carry_out as certify

        arguments.certificates.mkdir(parents=True, exist_ok=True)
        return {
            "certificates": [one.name for one in certify(desk, session, arguments.certificates)]
        }
    if arguments.charge is not None:
        return _settle(desk, session, arguments)
    from safeguard_desk.exchange.session_mails import carry_out

    folder = arguments.mails or arguments.charges
    folder.mkdir(parents=True, exist_ok=True)
    batch = carry_out(desk, session, folder, charges=arguments.charges is not None)
    return {
        "mails": [one.filename for one in batch.made],
        "without_address": [one.code for one in batch.unreached],
    }


def _settle(desk: "Desk", session: str, arguments: argparse.Namespace) -> dict[str, Any]:
    from safeguard_desk.rules.terms_learning import ChargeState
    from safeguard_desk.views.training_sessions import delegate_lines
    from safeguard_desk.work import telling_delegates

    state = ChargeState(needed(arguments.state, "--as due, sent, paid or waived"))
    wanted = arguments.charge.strip().upper()
    with desk.read() as reader:
        lines = delegate_lines(reader, session)
    booking = next((one.id for one in lines if one.code.upper() == wanted), None)
    if booking is None:
        raise Refusal(
            f"No delegate “{arguments.charge}” is on the list of this session.",
            "Nothing was changed.",
            "See the list of delegates for the codes.",
        )
    desk.change(
        f"Charge of {arguments.charge}: {state.label.lower()}",
        partial(
            telling_delegates.settle_charge,
            booking_id=booking,
            state=state,
            reason=arguments.reason,
        ),
    )
    return {"delegate": wanted, "charge": state.value}
