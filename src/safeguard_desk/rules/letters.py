"""The usual letters and mails of a business unit; every partnership may word them otherwise."""

from typing import NamedTuple

from safeguard_desk.rules.terms import DispatchKind


class Letter(NamedTuple):
    """A letter or mail: its code, its name for people, what sending it is, subject and words."""

    code: str
    title: str
    kind: DispatchKind
    subject: str
    body: str


def _letter(code: str, title: str, kind: DispatchKind, subject: str, *body: str) -> Letter:
    return Letter(code, title, kind, subject, "\n\n".join(("Dear {recipient}", *body, "{sender}")))


USUAL = (
    _letter(
        *("invitation", "Invitation", DispatchKind.INVITATION, "{group}: {date}, {time}"),
        "You are invited to the meeting of the {group} on {date} at {time}.\nPlace: {place}",
        "The calendar entry is attached. Please say by {reply_by} whether you come, send your"
        " deputy or send apologies.",
    ),
    _letter(
        *("cancellation", "Cancellation", DispatchKind.CANCELLATION),
        "Cancelled: {group}, {date}",
        "The meeting of the {group} on {date} does not take place. {reason}",
        "The attached calendar entry takes it out of your calendar.",
    ),
    _letter(
        *("call", "Call for papers", DispatchKind.CALL),
        "Papers for the {group} on {date}",
        "The {group} meets on {date}. Please send your papers by {papers_by}, each with what the"
        " group is asked to do.",
        "Items for the agenda are welcome until the same day.",
    ),
    _letter(
        *("return_form", "Pre-meeting return", DispatchKind.RETURN_FORM),
        "{group}, {date}: your return",
        "Attached is the form for {agency}: your open actions, who comes, and items you want on the"
        " agenda. Please send it back by {reply_by}.",
    ),
    _letter(
        *("pack", "Papers of a meeting", DispatchKind.PACK),
        "Papers: {group}, {date}",
        "Attached are the papers for the {group} on {date} at {time}.\nPlace: {place}",
        "{attached}",
    ),
    _letter(
        *("draft_minutes", "Draft minutes to the co-chairs", DispatchKind.DRAFT_MINUTES),
        "Draft minutes for your comments: {group}, {date}",
        "Attached are the draft minutes with numbered lines. Please change the Word file with"
        " changes tracked, or comment in it, and send it back by {reply_by}; or say that you"
        " approve them.",
    ),
    _letter(
        *("minutes", "Minutes", DispatchKind.MINUTES),
        "Minutes: {group}, {date}",
        "Attached are the minutes of {date}, approved by both co-chairs. They are put to the next"
        " meeting for ratification.",
    ),
    _letter(
        *("actions", "Action sheet", DispatchKind.ACTIONS),
        "Your actions from the {group}, {date}",
        "These actions are yours:",
        "{actions}",
        "Please answer with what has been done and what shows it.",
    ),
    _letter(
        *("agency_sheet", "Agency's sheet of actions", DispatchKind.AGENCY_SHEET),
        "{group}: the actions of {agency}",
        "Attached are the open actions of {agency}. Please fill in the yellow cells: how each"
        " stands, a new date if the old one cannot be kept, what was done, and what shows it.",
        "Please send the file back by {reply_by}.",
    ),
    _letter(
        *("training_return", "Return on single agency training", DispatchKind.TRAINING_RETURN),
        "{group}: training of {agency}, {date}",
        "Attached is the form for the training that {agency} gives its own staff, {date}: staff who"
        " need each level, how many of them are trained, and how you look after its quality. Last"
        " year's numbers stand beside it.",
        "Please send the file back by {reply_by}.",
    ),
    _letter(
        *("learning_product", "Learning product", DispatchKind.LEARNING_PRODUCT),
        "{group}: {attached}",
        "Attached is {attached}, for everybody in {agency} whom it concerns. Please talk about it"
        " in teams and in supervision.",
        "Please tell us that you have it, and by {reply_by} how you passed it on, how many staff it"
        " reached, what changed, and what shows that.",
    ),
    _letter(
        *("learning_product_chase", "Reminder of a learning product", DispatchKind.LETTER),
        "{group}: how did you use {attached}?",
        "On {date} we sent you {attached}. We have not heard yet how {agency} used it.",
        "Please tell us by {reply_by} how it was passed on, how many staff it reached, what"
        " changed, and what shows that. A line is enough. The boards hear which agencies answered.",
    ),
    _letter(
        *("chase", "Reminder of actions", DispatchKind.LETTER),
        "{group}: actions that are due",
        "The {group} waits to hear of these actions:",
        "{actions}",
        "Please answer by {reply_by} with what has been done, what shows it, or the date by which"
        " it will be.",
    ),
    _letter(
        *("chase_senior", "Reminder to a senior member", DispatchKind.LETTER),
        "{group}: actions of {agency} that are overdue",
        "The owners of these actions of {agency} were asked about them twice, and the {group} still"
        " waits to hear:",
        "{actions}",
        "Please see to it that an answer comes by {reply_by}. What is not answered then is put"
        " before the board.",
    ),
    _letter(
        *("decision", "Letter on a decision", DispatchKind.LETTER),
        "Decision of the {group}, {date}",
        "At its meeting on {date} the {group} decided:",
        "{decision}",
        "Please let us know by {reply_by} what your agency does about it.",
    ),
    _letter(
        *("missing_partner", "Letter to a missing partner", DispatchKind.LETTER),
        "{group}: {agency}",
        "{agency} has not been represented at the last meetings of the {group}. The partnership"
        " counts on every partner of both sides.",
        "Please name a member and a deputy by {reply_by}.",
    ),
    _letter(
        *("missing_from_audits", "Letter to a partner missing from audits", DispatchKind.LETTER),
        "Taking part in quality assurance: {agency}, {date}",
        "The {group} looks at how the partners of both sides work together. Of what {agency} was"
        " asked for in {date}, this is not with us: {reason}.",
        "The boards are told which partners take part. Please let us know by {reply_by} who will"
        " take this up for {agency}, and by when; or what stands in the way.",
    ),
    _letter(
        *(
            "joining",
            "Joining instructions",
            DispatchKind.INVITATION,
            "Your place: {course}, {date}",
        ),
        "You have a place on “{course}” on {date}, {time}.\nPlace: {place}",
        "{reason}",
        "The calendar entry is attached. If you cannot come, please tell us by {reply_by}, so that"
        " somebody on the waiting list can have the place; after that your agency may be charged.",
    ),
    _letter(
        *("session_changed", "Change of a training session", DispatchKind.INVITATION),
        "Changed: {course}, now {date}",
        "“{course}”, on which you have a place, is now on {date}, {time}.\nPlace: {place}",
        "{reason}",
        "The attached calendar entry takes the place of the one you have.",
    ),
    _letter(
        *("session_cancelled", "Cancellation of a training place", DispatchKind.CANCELLATION),
        "Cancelled: {course}, {date}",
        "Your place on “{course}” on {date} is cancelled. {reason}",
        "The attached calendar entry takes it out of your calendar.",
    ),
    _letter(
        *("session_reminder", "Reminder of a training session", DispatchKind.INVITATION),
        "Reminder: {course}, {date}",
        "We look forward to seeing you on “{course}” on {date}, {time}.\nPlace: {place}",
        "{reason}",
    ),
    _letter(
        *("non_attendance", "Training place that was not used", DispatchKind.LETTER),
        "{course}, {date}: a place that was not used",
        "{recipient} of {agency} had a place on “{course}” on {date}. {reason}",
        "Others were waiting for this place. As agreed by the partnership, the charge for it is"
        " {charge}. Please let us know by {reply_by} if there was a reason that we should know of;"
        " otherwise please arrange for payment.",
    ),
    _letter(
        *("later_form", "Evaluation after three months", DispatchKind.LETTER),
        "Three months on: {course}, {date}",
        "Three months ago, on {date}, you took part in “{course}”. Please fill in the attached"
        " form together with your line manager: what you have changed since, what stood in the"
        " way, and a difference it made to a child or an adult. Please name no child or adult.",
        "It takes five minutes. The boards are told what training changes, in numbers and without"
        " names. Please send the file back by {reply_by}.",
    ),
    _letter(
        *("later_form_again", "Evaluation after three months, reminder", DispatchKind.LETTER),
        "Reminder: three months on, {course}, {date}",
        "We asked you about “{course}”, which you took part in on {date}, and have no form from you"
        " yet. It is attached again; please fill it in together with your line manager.",
        "That nothing has changed is an answer too: it tells us what stood in the way. Please send"
        " the file back by {reply_by}.",
    ),
)
"""The letters a new desk begins with."""
