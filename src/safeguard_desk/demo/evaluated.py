"""The demonstration's evaluation forms: of the last sessions held, at three stages, with themes."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from sqlalchemy import select

from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import EvaluationAnswer, EvaluationForm
from safeguard_desk.rules.evaluation import later_due
from safeguard_desk.rules.terms_learning import Asked, FormSource
from safeguard_desk.views.evaluation_due import due
from safeguard_desk.views.evaluation_session import Delegate, SessionView, sessions
from safeguard_desk.work import comment_themes, evaluation, evaluation_requests
from safeguard_desk.work.evaluation import Answers

SESSIONS, DELEGATES = 5, 14
"""How many sessions are evaluated, and delegates of each at most. Its chances are its own, so that
nothing else of the demonstration depends on how many courses there are."""
INTENDED = (
    "Ask about sleep and food at every visit",
    "Write down what was said in the person's own words",
    "Bring it to supervision and not wait for the next crisis",
    "Share on the same day with the school nurse",
)
COMMENTS = (
    "Examples from practice that I could use the next day",
    "More time for group work, please",
    "Good to meet colleagues of other agencies",
)
CHANGES = (
    "We use the tool with every family on the team's board",
    "No time for it: caseloads went up in the summer",
    "I plan visits together with the housing officer now",
)
EXAMPLES = (
    "A boy was seen weekly because the tool showed a drift; he has a bed of his own now",
    "A man let the fire service in after we had planned the visit together",
)
THEMES = (
    ("Tools used", ("tool",)),
    ("Time and caseload", ("time", "caseload")),
    ("Working together", ("together", "colleagues", "housing officer")),
)


def evaluate(stage: Stage) -> None:
    """Take in forms of the last sessions that were held, and put their comments under themes."""
    chance = Random(f"evaluation/{stage.today}")  # noqa: S311 - chosen, not secret
    stage.clock.set(stage.today - timedelta(days=1))
    stage.do("Take evaluation forms in", lambda uow: _forms(uow, chance))
    stage.do("Put comments under themes", _themes)
    stage.clock.set(stage.today)


def _forms(uow: UnitOfWork, chance: Random) -> None:
    held = [one for one in sessions(uow.reader) if one.held_on < uow.today]
    recent = held[: SESSIONS - 2]
    older = [one for one in held if later_due(one.held_on) < uow.today and one not in recent]
    taken = {(one.booking_id, one.asked) for one in uow.all(select(EvaluationForm))}
    for session in (*recent, *older[:2]):
        for delegate in session.present(Asked.END)[:DELEGATES]:
            _form(uow, chance, session, delegate, taken)


def _form(
    uow: UnitOfWork,
    chance: Random,
    session: SessionView,
    delegate: Delegate,
    taken: set[tuple[str | None, Asked]],
) -> None:
    low = chance.choice((1, 2, 2, 3, 3, 4))
    high = min(5, low + chance.choice((0, 1, 1, 2)))
    scores = {Asked.BEFORE: low, Asked.END: high, Asked.LATER: max(1, high - chance.randint(0, 1))}
    wanted: list[tuple[Asked, float, dict[str, int | str | None]]] = [
        (Asked.BEFORE, 0.85, {}),
        (Asked.END, 0.7, _reaction(chance)),
    ]
    if later_due(session.held_on) < uow.today:
        wanted.append((Asked.LATER, 0.4, _later(chance)))
    for asked, share, said in wanted:
        if chance.random() > share:
            continue
        # What came with the bookings is not said otherwise here.
        known = (delegate.id, asked) in taken
        both = {} if known else {"confidence": scores[asked], "knowledge": scores[asked]}
        answers: Answers = {**both, **said}
        if answers:
            evaluation.take_form(
                *(uow, session.id, delegate.id, asked, answers),
                source=FormSource.TYPED,
                received_on=uow.today if asked is Asked.LATER else session.held_on,
                with_manager=asked is Asked.LATER and chance.random() < 0.6,
            )


def _some(chance: Random, share: float, code: str, words: Sequence[str]) -> dict[str, str]:
    return {code: chance.choice(words)} if chance.random() < share else {}


def _reaction(chance: Random) -> dict[str, int | str | None]:
    scores = {code: chance.choice((3, 4, 4, 5)) for code in ("relevant", "delivery", "recommend")}
    return {
        **scores,
        **_some(chance, 0.5, "intended", INTENDED),
        **_some(chance, 0.3, "comment", COMMENTS),
    }


def _later(chance: Random) -> dict[str, int | str | None]:
    changed = int(chance.random() < 0.7)
    said: dict[str, int | str | None] = {"changed": changed}
    said |= _some(chance, 0.8, "change", CHANGES[:1] + CHANGES[2:] if changed else CHANGES[1:2])
    return said | (_some(chance, 0.4, "example", EXAMPLES) if changed else {})


def _themes(uow: UnitOfWork) -> None:
    found = uow.all(
        select(EvaluationAnswer)
        .where(EvaluationAnswer.words != "")
        .order_by(EvaluationAnswer.created_at, EvaluationAnswer.id)
    )
    if not found:
        return
    for title, signs in THEMES:
        theme = comment_themes.add_theme(uow, title)
        uow.flush()
        for answer in found[: len(found) * 2 // 3]:
            if any(sign in answer.words for sign in signs):
                comment_themes.put(uow, answer.id, theme.id)


def ask(stage: Stage) -> None:
    """Ask the delegates of the earliest session that is due for the later form."""

    def request(uow: UnitOfWork) -> None:
        lines = [one for one in due(uow.reader) if one.wanted]
        if not lines:
            return
        first = [one.id for one in lines if one.session_id == lines[0].session_id]
        evaluation_requests.record(uow, first[:6])

    stage.clock.set(stage.today - timedelta(days=20))
    stage.do("Ask for later forms", request)
    stage.clock.set(stage.today)
