"""The words of other people's action trackers: their headings, statuses and colours.

Nothing is guessed: what no table here knows is given back as None, and the reader keeps it as text.
"""

import colorsys
import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from safeguard_desk.rules.dates import find_date
from safeguard_desk.rules.terms import ActionStatus, Rating


class Part(StrEnum):
    """What a column of a tracker holds."""

    REF = "ref"
    RAISED_ON = "raised_on"
    RAISED_AT = "raised_at"
    TITLE = "title"
    OWNER = "owner"
    AGENCY = "agency"
    DUE = "due"
    REVISED = "revised"
    STATUS = "status"
    RATING = "rating"
    PERCENT = "percent"
    UPDATE = "update"
    EVIDENCE = "evidence"
    IMPACT = "impact"
    COMPLETED_ON = "completed_on"
    CLOSED_ON = "closed_on"
    GROUP = "group"
    BOARD = "board"


HEADINGS: dict[Part, tuple[str, ...]] = {
    Part.REF: (
        *("ref", "refno", "reference", "referenceno", "referencenumber", "actionref", "actionno"),
        *("actionnumber", "actionid", "no", "number", "id", "nr", "itemno", "uid", "rhif"),
        *("actionreference", "logno", "serial", "serialno", "sno", "line", "nummer", "numéro"),
    ),
    Part.RAISED_ON: (
        *("dateofmeeting", "meetingdate", "dateraised", "raised", "raisedon", "dateagreed", "date"),
        *("opened", "dateopened", "dateadded", "added", "datelogged", "meeting", "datecreated"),
        *("created", "dateset", "agreedon", "dateofaction", "dateassigned", "startdate", "start"),
        *("dateissued", "dateactionagreed", "meetingheld", "raiseddate", "logged"),
    ),
    Part.RAISED_AT: (
        *("minute", "minuteref", "minuteno", "minutereference", "item", "agendaitem", "raisedat"),
        *("source", "origin", "agendaitemno", "minuteitem", "raisedin", "theme", "topic"),
    ),
    Part.TITLE: (
        *("action", "actions", "actionagreed", "agreedaction", "actionrequired", "actionpoint"),
        *("actiontobetaken", "actionstobetaken", "task", "tasks", "description", "details"),
        *("actiondescription", "recommendationaction", "whatneedstobedone", "what", "todo"),
        *("deliverable", "recommendation", "requiredaction", "actionneeded", "actiondetail"),
        *("actiondetails", "actionpoints", "agreedactions", "whatwillwedo", "whatwillbedone"),
        *("issueaction", "decisionaction", "actiontitle", "proposedaction", "improvementaction"),
        *("actionsagreed", "actionsrequired", "summary", "subject", "title", "objective"),
        *("gweithred", "camgweithredu", "maßnahme", "aufgabe", "tâche", "acción", "działanie"),
    ),
    Part.OWNER: (
        *("bywhom", "who", "lead", "owner", "responsible", "responsibleofficer", "leadofficer"),
        *("actionowner", "assignedto", "personresponsible", "allocatedto", "leadperson"),
        *("responsibility", "accountable", "actionby", "responsibleperson", "leadname", "actionee"),
        *("owners", "leads", "whoisresponsible", "whowilldoit", "nominatedlead", "actionlead"),
        *("namedlead", "assignee", "officer", "ownedby", "leadresponsible", "perchennog"),
        *("responsable", "verantwortlich", "zuständig", "odpowiedzialny"),
    ),
    Part.AGENCY: (
        *("agency", "organisation", "organization", "partner", "leadagency", "service", "org"),
        *("department", "team", "agencies", "partneragency", "leadorganisation", "directorate"),
        *("responsibleagency", "owningagency", "sector", "provider"),
    ),
    Part.DUE: (
        *("deadline", "due", "duedate", "targetdate", "bywhen", "when", "timescale", "timescales"),
        *("timeframe", "target", "targetcompletiondate", "tobecompletedby", "completeby", "by"),
        *("datedue", "expectedcompletion", "completionby", "bydate", "completiontarget", "dueby"),
        *("targetcompletion", "originaldeadline", "originalduedate", "originaltargetdate"),
        *("expectedcompletiondate", "plannedcompletion", "plannedcompletiondate", "enddate"),
        *("dateforcompletion", "tobedoneby", "completebydate", "timeline", "actiondue"),
        *("dyddiadcau", "erbynpryd", "échéance", "frist", "fällig", "fälligam", "plazo", "termin"),
    ),
    Part.REVISED: (
        *("reviseddate", "revisedduedate", "reviseddeadline", "revisedtarget", "newdeadline"),
        *("revisedtargetdate", "newdate", "extendedto", "reviseddue", "newduedate", "revised"),
    ),
    Part.STATUS: (
        *("status", "ragstatus", "state", "done", "progressstatus", "openclosed", "currentstatus"),
        *("statusrag", "actionstatus", "complete", "completed", "completeyn", "doneyn", "stage"),
        *("closed", "openorclosed", "position", "statut", "stand", "statws", "isitdone"),
        *("completedyn", "bragstatus", "outstandingcomplete", "openclose"),
    ),
    Part.RATING: ("rag", "ragrating", "brag", "bragrating", "colour", "rating", "color", "ragbrag"),
    Part.PERCENT: ("complete%", "%complete", "percentcomplete", "%", "percentagecomplete"),
    Part.UPDATE: (
        *("update", "updates", "progress", "comments", "comment", "notes", "progressupdate"),
        *("latestupdate", "commentary", "actiontaken", "response", "latestposition", "narrative"),
        *("note", "progressnotes", "statusupdate", "currentposition", "progresscomments"),
        *("updatecomments", "remarks", "latestprogress", "progressreport", "updateprogress"),
    ),
    Part.EVIDENCE: (
        *("evidence", "evidenceofcompletion", "proof", "assurance", "evidenceofprogress"),
        *("howevidenced", "supportingevidence", "evidencedby"),
    ),
    Part.IMPACT: (
        *("impact", "evidenceofimpact", "outcome", "outcomes", "sowhat", "difference", "benefit"),
        *("differencemade", "impactevidence", "whatdifferencehasitmade", "outcomeimpact"),
    ),
    Part.COMPLETED_ON: (
        *("datecompleted", "completeddate", "completiondate", "completedon", "dateofcompletion"),
        *("actualcompletiondate", "actualcompletion", "datedone", "datefinished"),
    ),
    Part.CLOSED_ON: ("closedon", "dateclosed", "closuredate", "dateofclosure", "closeddate"),
    Part.GROUP: ("group", "subgroup", "committee", "workstream", "meetinggroup"),
    Part.BOARD: ("board", "side", "childrenadults", "hscbhsab"),
}
"""Headings by what they hold: lower case, letters, digits and % only; the first part wins."""


def plain(text: str) -> str:
    """Return a heading as the table has it: lower case, without blanks and signs but %."""
    return "".join(sign for sign in text.casefold() if sign.isalnum() or sign == "%")


_NUMBER_SIGNS = frozenset({"#", "№", "N°", "Nº"})
_BY_HEADING = {plain(word): part for part, words in HEADINGS.items() for word in words}
_CONTAINED: tuple[tuple[str, Part], ...] = (
    ("revised", Part.REVISED),
    ("%", Part.PERCENT),
    ("impact", Part.IMPACT),
    ("evidence", Part.EVIDENCE),
    ("datecompleted", Part.COMPLETED_ON),
    ("completedon", Part.COMPLETED_ON),
    ("dateclosed", Part.CLOSED_ON),
    ("deadline", Part.DUE),
    ("duedate", Part.DUE),
    ("targetdate", Part.DUE),
    ("bywhen", Part.DUE),
    ("timescale", Part.DUE),
    ("bywhom", Part.OWNER),
    ("responsible", Part.OWNER),
    ("owner", Part.OWNER),
    ("lead", Part.OWNER),
    ("update", Part.UPDATE),
    ("progress", Part.UPDATE),
    ("comment", Part.UPDATE),
    ("status", Part.STATUS),
    ("rag", Part.RATING),
    ("agency", Part.AGENCY),
    ("organisation", Part.AGENCY),
    ("dateraised", Part.RAISED_ON),
    ("meetingdate", Part.RAISED_ON),
    ("actionagreed", Part.TITLE),
    ("action", Part.TITLE),
    ("recommendation", Part.TITLE),
    ("task", Part.TITLE),
)
"""Words within a longer heading ("Lead officer / agency"), looked for in this order."""


def part_of(heading: str) -> tuple[Part, bool] | None:
    """Return what a heading means, and whether it is exactly known; None for one that is not."""
    words = plain(heading)
    if heading.strip() in _NUMBER_SIGNS:
        return Part.REF, True
    exact = _BY_HEADING.get(words)
    if exact is not None:
        return exact, True
    if len(words) > 40:
        return None
    return next(((part, False) for inner, part in _CONTAINED if inner in words), None)


_STATUSES: dict[ActionStatus, str] = {
    ActionStatus.CLOSED: """
        closed; closed off; signed off; agreed closed; complete and closed; archived; blue;
        closed complete; complete closed; agreed to close; agreed complete; ar gau; caewyd;
        clos; fermé; ferme; clôturé; geschlossen; abgeschlossen; cerrado; cerrada; zamknięte;
        zamknięty; închis; fechado; chiuso""",
    ActionStatus.CANCELLED: """
        cancelled; canceled; withdrawn; no longer required; no longer needed; superseded;
        dropped; abandoned; void; not applicable; n/a; na; removed; rejected; not agreed;
        discontinued; canslwyd; wedi'i ganslo; annulé; annule; storniert; entfallen; cancelado;
        cancelada; anulowane; anulat; annullato""",
    ActionStatus.REOPENED: "reopened; re-opened; re opened",
    ActionStatus.COMPLETED: """
        complete; completed; done; finished; achieved; y; yes; implemented; actioned;
        discharged; delivered; met; fully complete; fully met; complete green; ✓; ✔; ☑; 100%;
        fully implemented; task complete; action complete; action completed; all done; resolved;
        wedi'i gwblhau; wedi ei gwblhau; cwblhawyd; terminé; termine; terminée; achevé; fait;
        erledigt; fertig; completado; completada; terminado; hecho; zakończone; zakończony;
        wykonane; finalizat; concluído; completato""",
    ActionStatus.ON_HOLD: """
        on hold; paused; deferred; suspended; parked; hold; postponed; stalled; wedi'i ohirio;
        en attente; suspendu; pausiert; zurückgestellt; en espera; wstrzymane; em espera; in
        attesa""",
    ActionStatus.PROPOSED: "proposed; draft; suggested; to be agreed; arfaethedig; vorgeschlagen",
    ActionStatus.OPEN: """
        open; ongoing; on going; on-going; on track; in progress; started; begun; not started;
        outstanding; live; active; pending; overdue; amber; red; green; at risk; late; delayed;
        no; n; new; underway; under way; in hand; carried forward; awaiting update; partial;
        partially complete; part complete; partly complete; partially met; incomplete; not
        complete; not completed; not done; to do; not yet started; not due; not yet due; off
        track; behind; slipped; wip; work in progress; continuing; in train; to start; yet to
        start; awaited; open/live; mostly complete; nearly complete; almost complete; commenced;
        planned; scheduled; current; agored; ar y gweill; heb ddechrau; heb ei gwblhau; hwyr; yn
        hwyr; parhaus; ar y trywydd iawn; ouvert; ouverte; en cours; à faire; non commencé; en
        retard; offen; in arbeit; laufend; in bearbeitung; nicht begonnen; überfällig;
        verspätet; abierto; abierta; en curso; en proceso; pendiente; atrasado; no iniciado;
        otwarte; otwarty; w toku; w trakcie; niezrealizowane; opóźnione; deschis; în curs;
        aberto; em curso; em andamento; pendente; aperto; in corso""",
}
_BY_WORDS = {
    " ".join(word.split()): status
    for status, words in _STATUSES.items()
    for word in words.split(";")
}
_STRONGEST = (
    ActionStatus.CANCELLED,
    ActionStatus.CLOSED,
    ActionStatus.REOPENED,
    ActionStatus.COMPLETED,
    ActionStatus.ON_HOLD,
    ActionStatus.PROPOSED,
    ActionStatus.OPEN,
)
_RATINGS = {
    **dict.fromkeys(("red", "r", "overdue", "off track", "coch", "rouge", "rot"), Rating.RED),
    **dict.fromkeys(("amber", "a", "at risk", "yellow", "orange", "oren"), Rating.AMBER),
    **dict.fromkeys(("green", "g", "on track", "gwyrdd", "vert", "grün"), Rating.GREEN),
    **dict.fromkeys(("blue", "b", "glas", "bleu", "blau"), Rating.BLUE),
}
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s*%")
_SPLIT = re.compile(r"\s+[-–—]\s+|[;,:(\n/|]+|\s+on\s+(?=\d)|\s+(?=\d{1,2}[./-]\d)")


class StatusRead(NamedTuple):
    """What a status cell says: the status, the day it names, and the rating it speaks of."""

    status: ActionStatus | None
    on: date | None
    rating: Rating | None


def read_status(text: str, today: date) -> StatusRead:
    """Return what a status cell says; all None for words that no table knows.

    "Completed - closed 15.09.26" is closed on that day: the strongest word counts.
    """
    words = " ".join(text.casefold().replace("’", "'").split()).strip(" .!*")
    dated = find_date(text, today)
    day = dated[0] if dated else None
    rating = _RATINGS.get(words)
    whole = _BY_WORDS.get(words)
    if whole is not None:
        return StatusRead(whole, day, rating)
    percent = _PERCENT.fullmatch(words)
    if percent:
        done = int(percent[1]) >= 100
        return StatusRead(ActionStatus.COMPLETED if done else ActionStatus.OPEN, day, None)
    parts = [part.strip(" .)!*") for part in _SPLIT.split(words) if part and part.strip(" .)")]
    known = [_BY_WORDS[part] for part in parts if part in _BY_WORDS]
    ratings = [_RATINGS[part] for part in parts if part in _RATINGS]
    status = next((status for status in _STRONGEST if status in known), None)
    return StatusRead(status, day if status else None, ratings[0] if ratings else None)


def read_rating(text: str) -> Rating | None:
    """Return the rating a word means ("Amber", "R"); None for other words."""
    return _RATINGS.get(" ".join(text.casefold().split()).strip(" .!*"))


def rating_of_colour(rgb: str) -> Rating | None:
    """Return the rating a fill colour (RRGGBB, or AARRGGBB) stands for; None for none of the four.

    White, grey and pale colours that mark nothing are none.
    """
    digits = rgb[-6:]
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", digits):
        return None
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.35 or not 0.12 < lightness < 0.93:
        return None
    degrees = hue * 360
    for upper, rating in ((18, Rating.RED), (68, Rating.AMBER), (175, Rating.GREEN)):
        if degrees <= upper:
            return rating
    return Rating.BLUE if degrees <= 265 else Rating.RED if degrees >= 335 else None


_TOTALS = re.compile(
    r"(?:grand\s+|sub-?\s*)?totals?\b|number of actions|count\b|sum\b|key\b|legend\b"
    r"|summe\b|gesamt\b|anzahl\b|cyfanswm\b|total(?:es|aux)?\b|suma\b|razem\b|łącznie\b|totale\b",
    re.IGNORECASE,
)


def is_total(text: str) -> bool:
    """Say whether a line begins as totals and keys under a table do."""
    return _TOTALS.match(text.strip()) is not None
