"""Views of lists that somebody has named, kept with the desk so that others find them too."""

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import NamedView


def name_view(
    uow: UnitOfWork, register: str, group_id: str | None, title: str, body: str
) -> NamedView:
    """Keep a view under a name; the same name in the same list takes the new one."""
    named = " ".join(title.split())
    if not named:
        raise Refusal("A view needs a name.", "Nothing was kept.", "Type a name for it.")
    held = [
        view
        for view in uow.all(
            select(NamedView).where(
                NamedView.register == register, NamedView.group_id.is_(group_id)
            )
        )
        if view.title.casefold() == named.casefold()
    ]
    if held:
        held[0].body = body
        return held[0]
    return uow.add(NamedView(title=named, register=register, group_id=group_id, body=body))


def forget_view(uow: UnitOfWork, view_id: str) -> None:
    """Take a named view away; what it lists stays."""
    uow.delete(uow.get(NamedView, view_id))
