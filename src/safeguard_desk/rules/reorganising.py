"""A reorganisation of groups as somebody plans it: who ends, who begins, and what goes where."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms import GroupKind

NOTHING = "Nothing was changed."


@dataclass(frozen=True)
class Founded:
    """A group that begins."""

    code: str
    name: str
    kind: GroupKind = GroupKind.THEMATIC


@dataclass(frozen=True)
class Plan:
    """A reorganisation, by the codes of groups.

    on: the first day of the new order.
    founds: groups that begin then.
    ends: groups that end the day before, each with the group that takes its work ("" for nobody,
        which is possible only where there is nothing left to take).
    renames: new names of groups that go on.
    places: by a record's id, the group that takes it instead; a split is made of these. A member
        may go to several.
    """

    on: date
    founds: tuple[Founded, ...] = ()
    ends: Mapping[str, str] = field(default_factory=dict)
    renames: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Sequence[str]] = field(default_factory=dict)


def check(plan: Plan, codes: Collection[str]) -> None:
    """Refuse a plan that does nothing or contradicts itself; `codes` are the groups there are.

    A group cannot end and be renamed, take the work of one while it ends itself, begin under a
    code that another has, or be named twice.
    """
    known = {*codes, *(one.code for one in plan.founds)}
    if not (plan.founds or plan.ends or plan.renames or plan.places):
        raise Refusal("The plan changes nothing.", NOTHING, "End, rename, split or found a group.")
    _refuse_unknown([*plan.ends, *plan.renames], set(codes), known)
    takers = [taker for taker in plan.ends.values() if taker]
    takers += [code for placed in plan.places.values() for code in placed]
    _refuse_unknown(takers, known, known)
    for code in takers:
        if code in plan.ends:
            raise Refusal(
                f"{code} is to take work and ends itself.",
                NOTHING,
                "Send the work to a group that goes on.",
            )
    for code, name in plan.renames.items():
        if code in plan.ends:
            raise Refusal(
                f"{code} ends and is renamed.", NOTHING, "Do one of the two, or found a successor."
            )
        if not name.strip():
            raise Refusal(f"{code} would have no name.", NOTHING, "Type its new name.")
    twice = [one.code for one in plan.founds if one.code in codes]
    if twice or len({one.code for one in plan.founds}) < len(plan.founds):
        raise Refusal(
            f"The code {(twice or [plan.founds[-1].code])[0]} would be given twice.",
            NOTHING,
            "Choose another: references must never meet.",
        )


def _refuse_unknown(wanted: Collection[str], allowed: Collection[str], known: set[str]) -> None:
    for code in wanted:
        if code not in allowed:
            raise Refusal(
                f"There is no group {code} that goes on.",
                NOTHING,
                f"Known: {', '.join(sorted(known))}.",
            )


def takers(plan: Plan, thing_id: str, group: str, follows: str | None) -> tuple[str, ...]:
    """Return which groups take something of a group: its own place, its source's, or the group's.

    Empty: nobody takes it. The group itself: it stays.
    """
    for key in (thing_id, follows):
        if key is not None and key in plan.places:
            return tuple(plan.places[key])
    if group not in plan.ends:
        return (group,)
    return (plan.ends[group],) if plan.ends[group] else ()


def ended(plan: Plan, code: str, taker: str) -> Plan:
    """Return the plan with a group ending; no taker: nobody takes its work."""
    return replace(stays(plan, code), ends={**plan.ends, code: taker})


def named(plan: Plan, code: str, name: str) -> Plan:
    """Return the plan with a group under a new name; it goes on, or begins under that name."""
    if code in {one.code for one in plan.founds}:
        begin = (replace(one, name=name) if one.code == code else one for one in plan.founds)
        return replace(plan, founds=tuple(begin))
    return replace(stays(plan, code), renames={**plan.renames, code: name})


def stays(plan: Plan, code: str) -> Plan:
    """Return the plan with a group as it is: neither ended nor renamed; what was to begin is not.

    What was to go to a group that now does not begin goes the usual way.
    """
    begins = code in {one.code for one in plan.founds}
    return replace(
        plan,
        founds=tuple(one for one in plan.founds if one.code != code),
        ends={
            group: taker
            for group, taker in plan.ends.items()
            if group != code and not (begins and taker == code)
        },
        renames={group: name for group, name in plan.renames.items() if group != code},
        places={key: codes for key, codes in plan.places.items() if not (begins and code in codes)},
    )


def known(plan: Plan, codes: Collection[str]) -> Plan:
    """Return what of a plan still holds for the groups there are."""
    founds = tuple(one for one in plan.founds if one.code not in codes)
    after = {*codes, *(one.code for one in founds), ""}
    return replace(
        plan,
        founds=founds,
        ends={a: b for a, b in plan.ends.items() if a in codes and b in after},
        renames={a: b for a, b in plan.renames.items() if a in codes},
        places={key: to for key, to in plan.places.items() if set(to) <= after},
    )


def read_founded(words: str) -> Founded:
    """Read a new group as it is typed: "PQ, Practice and Quality, quality"; refuse what is none.

    The kind is a term's code and may be left out: a thematic group.
    """
    code, _, rest = words.partition(",")
    name, comma, kind = rest.rpartition(",")
    if not comma:
        name, kind = rest, GroupKind.THEMATIC.value
    kinds = {term.value: term for term in GroupKind if term is not GroupKind.BOARD}
    chosen = kinds.get(kind.strip().lower())
    if not code.strip() or not name.strip() or chosen is None:
        raise Refusal(
            f"“{words}” names no group.",
            NOTHING,
            f"Type code, name and kind with commas between; kinds are {', '.join(kinds)}.",
        )
    return Founded(code.strip().upper(), name.strip(), chosen)


def placed(plan: Plan, ids: Iterable[str], codes: Sequence[str]) -> Plan:
    """Return the plan with these records going to other groups; no codes: the usual way again."""
    wanted = set(ids)
    rest = {key: value for key, value in plan.places.items() if key not in wanted}
    return replace(plan, places={**rest, **(dict.fromkeys(wanted, tuple(codes)) if codes else {})})
