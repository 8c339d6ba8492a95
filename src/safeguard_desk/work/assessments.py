"""Rounds of self-assessment: standards in versions, what agencies return, and peers' scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Agency,
    Assessment,
    AssessmentAnswer,
    AssessmentRound,
    AuditQuestion,
    Group,
    StaffSurvey,
    Standard,
    StandardMap,
    StandardQuestion,
    StandardSet,
)
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Part, Score
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.work.audits import words_for
from safeguard_desk.work.references import next_reference


@dataclass(frozen=True)
class NewStandard:
    """A standard to be taken into a set; `carries` are the codes of those it carries on."""

    code: str
    text: str
    expected: str = ""
    carries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What an agency says of itself on a standard."""

    score: Score
    evidence: str = ""
    planned: str = ""


def make_set(
    uow: UnitOfWork,
    group_id: str,
    name: str,
    standards: Sequence[NewStandard],
    *,
    side: Side = Side.BOTH,
) -> StandardSet:
    """Add a version of a set of standards; the first, or the next after the last of its name.

    Refuses none, a code twice, and a code carried on that the earlier version does not have.
    """
    named = words_for(name, "A set of standards needs a name", "Say what it is, as “Section 11”.")
    codes = [one.code.strip() for one in standards]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if not codes or twice or not all(codes):
        what = (
            f"{', '.join(twice)} stands twice" if twice else "A standard or its number is missing"
        )
        raise Refusal(f"{what}.", "Nothing was added.", "Give each standard a number of its own.")
    uow.flush()
    sets = select(StandardSet).where(StandardSet.name == named)
    earlier = uow.find(sets.order_by(StandardSet.number.desc()).limit(1))
    made = uow.add(
        StandardSet(
            name=named,
            number=earlier.number + 1 if earlier else 1,
            group_id=uow.get(Group, group_id).id,
            side=side,
            made_on=uow.today,
            earlier_id=earlier.id if earlier else None,
        )
    )
    old = {one.code: one for one in standards_of(uow, earlier.id)} if earlier else {}
    for position, one in enumerate(standards, 1):
        _add_standard(uow, made, position, one, old)
    uow.flush()
    return made


def _add_standard(
    uow: UnitOfWork, made: StandardSet, position: int, one: NewStandard, old: Mapping[str, Standard]
) -> None:
    """Add a standard to a version, with what it carries on of the standards in `old`.

    Where nothing is named, it carries on the one of the same number and words.
    """
    kept = uow.add(
        Standard(
            set_id=made.id,
            position=position,
            code=one.code.strip(),
            text=words_for(one.text, "A standard needs words", "Say what is to be met."),
            expected=one.expected.strip(),
        )
    )
    same = old.get(kept.code)
    unchanged = (kept.code,) if same is not None and same.text == kept.text else ()
    for code in one.carries or unchanged:
        if code not in old:
            raise Refusal(
                f"{one.code} is to carry on {code}, which version {made.number - 1} has not.",
                "Nothing was added.",
                "Name a standard of the version before.",
            )
        uow.add(StandardMap(standard_id=kept.id, earlier_id=old[code].id))


def standards_of(uow: UnitOfWork, set_id: str) -> list[Standard]:
    """Return the standards of a version in their order."""
    found = select(Standard).where(Standard.set_id == set_id).order_by(Standard.position)
    return list(uow.all(found))


def open_round(
    uow: UnitOfWork,
    group_id: str,
    title: str,
    set_id: str,
    agencies: Sequence[str],
    due_on: date,
) -> AssessmentRound:
    """Ask agencies to assess themselves by a day; refuses nobody, and a day that is past."""
    if not agencies or due_on < uow.today:
        raise Refusal(
            "A round needs agencies and a day to come by which they answer.",
            "No round was opened.",
            "Choose who is asked, and a later day.",
        )
    group = uow.get(Group, group_id)
    made = uow.add(
        AssessmentRound(
            ref=next_reference(uow, f"{group.code}-SA"),
            title=words_for(
                title, "A round needs a title", "Say what it is, as “Section 11 2026”."
            ),
            group_id=group_id,
            set_id=uow.get(StandardSet, set_id).id,
            side=uow.get(StandardSet, set_id).side,
            year=financial_year(uow.today),
            opened_on=uow.today,
            due_on=due_on,
        )
    )
    for agency_id in dict.fromkeys(agencies):
        uow.get(Agency, agency_id)
        uow.add(Assessment(round_id=made.id, agency_id=agency_id, invited_on=uow.today))
    uow.flush()
    return made


def assessment(uow: UnitOfWork, round_id: str, agency_id: str) -> Assessment:
    """Return an agency's part in a round; refuses an agency that was not asked."""
    uow.flush()
    found = uow.find(
        select(Assessment).where(Assessment.round_id == round_id, Assessment.agency_id == agency_id)
    )
    if found is None:
        name = uow.get(Agency, agency_id).name
        raise Refusal(f"{name} was not asked in this round.", "Nothing was taken in.")
    return found


def take(uow: UnitOfWork, assessment_id: str, answers: Mapping[str, Answer]) -> int:
    """Take an agency's answers in, by the code of each standard; return how many changed.

    Refuses a standard that the round has not, and an answer that peers have scored already and
    that is now another. The same answers again change nothing.
    """
    part = uow.get(Assessment, assessment_id)
    found = standards_of(uow, uow.get(AssessmentRound, part.round_id).set_id)
    known = {one.code: one.id for one in found}
    strange = sorted(set(answers) - set(known))
    if strange:
        raise Refusal(
            f"This round has no standard {', '.join(strange)}.",
            "Nothing was taken in.",
            "Send the form of this round back.",
        )
    given = select(AssessmentAnswer).where(AssessmentAnswer.assessment_id == assessment_id)
    held = {one.standard_id: one for one in uow.all(given)}
    _refuse_scored({code: held[known[code]] for code in answers if known[code] in held}, answers)
    changed = 0
    for code, said in answers.items():
        before = held.get(known[code])
        if before is None:
            uow.add(
                AssessmentAnswer(
                    assessment_id=assessment_id,
                    standard_id=known[code],
                    score=said.score,
                    evidence=said.evidence.strip(),
                    planned=said.planned.strip(),
                )
            )
        elif (before.score, before.evidence, before.planned) == (
            *(said.score, said.evidence.strip(), said.planned.strip()),
        ):
            continue
        else:
            before.score = said.score
            before.evidence, before.planned = said.evidence.strip(), said.planned.strip()
        changed += 1
    if changed or answers:
        part.part, part.reason = Part.TOOK_PART, ""
        part.returned_on = part.returned_on or uow.today
    uow.flush()
    return changed


def _refuse_scored(held: Mapping[str, AssessmentAnswer], answers: Mapping[str, Answer]) -> None:
    """Refuse another score or evidence where peers have scored the first one already."""
    for code, before in held.items():
        now = answers[code]
        same = (before.score, before.evidence) == (now.score, now.evidence.strip())
        if before.moderated is not None and not same:
            raise Refusal(
                f"Peers have scored {code} already, and its score or evidence is another now.",
                "Nothing was taken in.",
                "Take the peers' score away first, or keep the answer as it was.",
            )


def decline(uow: UnitOfWork, assessment_id: str, reason: str) -> None:
    """Take down that an agency declines, and why; refuses where it has answered."""
    part = uow.get(Assessment, assessment_id)
    if part.returned_on is not None:
        raise Refusal("This agency has answered already.", "Nothing was changed.")
    part.reason = words_for(reason, "A reason is missing", "Say why it declines.")
    part.part = Part.DECLINED


def moderate(uow: UnitOfWork, answer_id: str, score: Score | None, *, reason: str, by: str) -> None:
    """Set the peers' score beside an agency's own, which is kept; None takes it away.

    Another score than the agency's needs a reason.
    """
    answer = uow.get(AssessmentAnswer, answer_id)
    if score is not None and score is not answer.score and not reason.strip():
        raise Refusal(
            "The peers score otherwise than the agency, and give no reason.",
            "The score stays as it was.",
            "Say why; the agency reads it.",
        )
    answer.moderated = score
    answer.reason = reason.strip() if score is not None else ""
    answer.moderated_by = by.strip() if score is not None else ""
    answer.moderated_on = uow.today if score is not None else None


def survey(
    uow: UnitOfWork,
    round_id: str,
    agency_id: str,
    standard_id: str,
    answered: int,
    agreed: int,
) -> StaffSurvey:
    """Take down what an agency's staff said on a standard; the last figures stand.

    Refuses more who agree than answered.
    """
    if not 0 <= agreed <= answered:
        raise Refusal(
            f"{agreed} of {answered} cannot have agreed.", "Nothing was changed.", "Check both."
        )
    if uow.get(Standard, standard_id).set_id != uow.get(AssessmentRound, round_id).set_id:
        raise Refusal("This standard is not one of the round.", "Nothing was changed.")
    uow.flush()
    s = StaffSurvey
    found = uow.find(
        select(s).where(
            s.round_id == round_id, s.agency_id == agency_id, s.standard_id == standard_id
        )
    )
    if found is None:
        return uow.add(
            StaffSurvey(
                round_id=uow.get(AssessmentRound, round_id).id,
                agency_id=uow.get(Agency, agency_id).id,
                standard_id=uow.get(Standard, standard_id).id,
                answered=answered,
                agreed=agreed,
            )
        )
    found.answered, found.agreed = answered, agreed
    return found


def map_question(uow: UnitOfWork, standard_id: str, question_id: str) -> StandardQuestion:
    """Say that a question of an audit shows whether a standard is met; once."""
    q = StandardQuestion
    uow.flush()
    held = uow.find(select(q).where(q.standard_id == standard_id, q.question_id == question_id))
    if held is not None:
        return held
    return uow.add(
        StandardQuestion(
            standard_id=uow.get(Standard, standard_id).id,
            question_id=uow.get(AuditQuestion, question_id).id,
        )
    )


def find_round(uow: UnitOfWork, ref: str) -> AssessmentRound:
    """Return a round by its reference; refuses one that is not there."""
    found = uow.find(
        select(AssessmentRound).where(func.upper(AssessmentRound.ref) == ref.strip().upper())
    )
    if found is None:
        raise Refusal(
            f"There is no round of self-assessment “{ref.strip()}”.",
            "Nothing was changed.",
            "See: list assessments. A reference reads like QA-SA-0001.",
        )
    return found
