"""A course's scores as pictures: how they are spread, how they moved, and who answered."""

from safeguard_desk.documents.model import Chart, ChartKind, Series, Tone
from safeguard_desk.rules.evaluation import HIGHEST, LOWEST
from safeguard_desk.rules.terms_learning import Asked, QuestionKind
from safeguard_desk.views.evaluation import Evaluated

_TONES = (Tone.RED, Tone.AMBER, Tone.GREY, Tone.BLUE, Tone.GREEN)
STAGE_TONES = {Asked.BEFORE: Tone.GREY, Asked.END: Tone.BLUE, Asked.LATER: Tone.GREEN}


def spread(found: Evaluated, asked: Asked = Asked.END) -> Chart | None:
    """Return how often each score was given at a stage; None where nothing was scored."""
    scores = [
        one
        for one in found.scores
        if one.asked is asked and one.question.kind is QuestionKind.SCORE
    ]
    if not scores:
        return None
    categories = tuple(one.question.short for one in scores)
    series = tuple(
        Series(str(score), tuple(float(one.counts[score - 1]) for one in scores), tone)
        for score, tone in zip(range(LOWEST, HIGHEST + 1), _TONES, strict=True)
    )
    stage = found.stage(asked)
    return Chart(
        ChartKind.SHARES,
        f"Scores {asked.label.lower()}, {LOWEST} to {HIGHEST}",
        categories,
        series,
        note=f"Answered: {stage.words}.",
    )


def spread_words(found: Evaluated, asked: Asked = Asked.END) -> str:
    """Return the spread in sentences, for those who hear it; the table has every number."""
    said = [
        f"Of {one.answered} who answered on {one.question.short.lower()},"
        f" {sum(one.counts[3:])} gave a high score and {sum(one.counts[:2])} a low one."
        for one in found.scores
        if one.asked is asked and one.question.kind is QuestionKind.SCORE
    ]
    return " ".join([f"How scores {asked.label.lower()} are spread.", *said])


def means(found: Evaluated) -> Chart | None:
    """Return the mean of what is asked three times, by stage; None where there is nothing."""
    asked = [
        one
        for one in found.questions.values()
        if one.kind is QuestionKind.SCORE
        and len(one.stages) > 1
        and any(found.score(one.code, stage) for stage in Asked)
    ]
    if not asked:
        return None
    stages = [stage for stage in Asked if any(found.score(one.code, stage) for one in asked)]
    series = []
    for stage in stages:
        held = [found.score(one.code, stage) for one in asked]
        values = tuple(
            None if score is None or score.mean is None else round(score.mean, 1) for score in held
        )
        series.append(Series(stage.label, values, STAGE_TONES[stage]))
    told = ", ".join(f"{stage.label.lower()} {found.stage(stage).words}" for stage in stages)
    return Chart(
        ChartKind.COLUMNS,
        f"Mean score by stage, {LOWEST} to {HIGHEST}",
        tuple(one.short for one in asked),
        tuple(series),
        note=f"Answered: {told}. Means are of all who answered then, not of the same people.",
    )


def responses(found: Evaluated) -> Chart | None:
    """Return who answered at each stage of those asked; None where nobody was asked."""
    stages = [one for one in found.stages if one.sought]
    if not stages:
        return None
    came = tuple(float(min(one.forms, one.sought)) for one in stages)
    missing = tuple(float(max(0, one.sought - one.forms)) for one in stages)
    return Chart(
        ChartKind.BARS,
        "Who answered of those asked",
        tuple(one.asked.label for one in stages),
        (Series("Answered", came, Tone.BLUE), Series("No answer", missing, Tone.GREY)),
    )
