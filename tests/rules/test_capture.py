"""Quick capture, line by line."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules import capture as c
from safeguard_desk.rules.known import Known
from safeguard_desk.rules.plain_text import plain

JAN = date(2027, 1, 14)


@pytest.mark.parametrize(
    ("line", "at", "rest"),
    [
        ("10:02 attend all", time(10, 2), "attend all"),
        (" 9:05  x", time(9, 5), "x"),
        ("10:02", time(10, 2), ""),
        ("24:00 x", None, "24:00 x"),
        ("10:60 x", None, "10:60 x"),
        ("10:02am x", time(10, 2), "x"),
        ("2.15 pm x", time(14, 15), "x"),
        ("12:30am x", time(0, 30), "x"),
        ("14:30pm x", None, "14:30pm x"),
        ("10.02 attend all", time(10, 2), "attend all"),
        ("9.32\tdeputy Housing", time(9, 32), "deputy Housing"),
        ("10.08 d: agreed", time(10, 8), "d: agreed"),
        ("10.09 > 4", time(10, 9), "> 4"),
        ("10.02 per cent", None, "10.02 per cent"),
        ("3.10 amended to read", None, "3.10 amended to read"),
        ("", None, ""),
    ],
)
def test_a_time_of_day_is_split_off(line: str, at: time | None, rest: str) -> None:
    assert c.split_time(line) == (at, rest)


@pytest.mark.parametrize(
    ("line", "text", "owners", "due"),
    [
        ("a: review the toolkit @DN by 14 Jan", "review the toolkit", ("DN",), JAN),
        ("A : review the toolkit by 14 Jan @dn", "review the toolkit", ("DN",), JAN),
        ("a:review the toolkit, @DN, by 14 Jan.", "review the toolkit", ("DN",), JAN),
        ("a: review the toolkit (@DN by 14 Jan)", "review the toolkit", ("DN",), JAN),
        ("a: review the toolkit (by 14 Jan) @DN", "review the toolkit", ("DN",), JAN),
        ("a: @DN to review the toolkit by 14 Jan", "review the toolkit", ("DN",), JAN),
        ("a: @DN, @HS: review the toolkit", "review the toolkit", ("DN", "HS"), None),
        ("a: review it @DN and @HS due 14 jan", "review it", ("DN", "HS"), JAN),
        ("a: review it @DN/HS & @DC", "review it", ("DN", "HS", "DC"), None),
        ("a: review it @DN @DN", "review it", ("DN",), None),
        ("a: ask @DN to write to schools @HS", "ask DN to write to schools", ("DN", "HS"), None),
        ("a: review it +10wd @DN", "review it", ("DN",), date(2026, 12, 1)),
        ("a: review it w/c 9/12", "review it", (), date(2026, 12, 7)),
        ("a: review it done by end of July", "review it", (), date(2027, 7, 31)),
        ("a: review by ward by next tue", "review by ward", (), date(2026, 11, 24)),
        ("a: review QA-0132 @Named GP.", "review QA-0132", ("NG",), None),
        ("a: send it @Head of Safeguarding, Maternity by 14 jan", "send it", ("LN",), JAN),
        ("a: write to a.b@example.org @PA", "write to a.b@example.org", ("PA",), None),
        ("a: review it @QA co-chairs by 14 jan", "review it", ("DN", "HS"), JAN),
        ("a: plan – with dates – @DN", "plan – with dates", ("DN",), None),
        ("a: just words", "just words", (), None),
        ("a: review it by practice", "review it by practice", (), None),
        (f"a: plan @DN {'and more ' * 9}words", f"plan DN {'and more ' * 9}words", ("DN",), None),
    ],
)
def test_an_action_has_text_owners_and_a_due_date(
    known: Known, line: str, text: str, owners: tuple[str, ...], due: date | None
) -> None:
    action = c.understand(line, known)
    assert isinstance(action, c.ActionLine)
    assert (action.text, action.owners, action.due, action.doubts) == (text, owners, due, ())


def test_chips_say_what_was_recognised_and_where(known: Known) -> None:
    line = "a: review QA-0132 @ICB by 14 jan"
    action = c.understand(line, known)
    assert [
        (chip.kind, chip.words, line[slice(*chip.span)], chip.value) for chip in action.chips
    ] == [
        ("agency", "NHS North West London Integrated Care Board", "@ICB", "icb"),
        ("due", "14 Jan 2027", "by 14 jan", JAN),
        ("ref", "QA-0132", "QA-0132", "id132"),
    ]


def test_an_agency_may_own_an_action_without_a_person(known: Known) -> None:
    action = c.understand("a: share numbers @Met Police", known)
    assert isinstance(action, c.ActionLine)
    assert (action.owners, action.agency_id) == ((), "police")
    assert action.owner_words == "Metropolitan Police NW BCU"


def test_an_action_for_everyone_has_words_and_no_owner(known: Known) -> None:
    action = c.understand("a: share the briefing @all agencies by 14 jan", known)
    assert isinstance(action, c.ActionLine)
    assert (action.text, action.owner_words) == ("share the briefing", "All agencies")
    assert (action.owners, action.agency_id, action.due) == ((), None, JAN)
    assert action.chips[0].value is None


def test_the_first_owner_leads_and_gives_the_agency(known: Known) -> None:
    action = c.understand("a: agree dates @HS @Police", known)
    assert isinstance(action, c.ActionLine)
    assert (action.owners, action.agency_id) == (("HS",), "adults")
    assert action.owner_words == "Head of Safeguarding Adults; Metropolitan Police NW BCU"


@pytest.mark.parametrize(
    ("line", "text", "doubt"),
    [
        (
            "a: ask @ZZ to come",
            "ask @ZZ to come",
            "“ZZ” is nobody known in this group; kept as text.",
        ),
        (
            "a: send it @Named Nurse by 14 jan",
            "send it @Named Nurse",
            "“Named Nurse” could be Named Nurse (CN) or Named Nurse (NL); kept as text.",
        ),
        (
            "a: review it by 31 feb",
            "review it by 31 feb",
            "No due date was set. 31 February is no day of the calendar.",
        ),
        (
            "a: review it by easter @DN",
            "review it by easter",
            "No due date was set. “easter” is not understood as a date. Type a date such as"
            " 14 jan, next tue or +10wd.",
        ),
        (
            "a: review it by 15 Jan and report",
            "review it by 15 Jan and report",
            "“15 Jan” does not end the line and was left in the text; put the date last to set it"
            " as due.",
        ),
    ],
)
def test_what_is_not_understood_stays_in_the_text_and_is_named(
    known: Known, line: str, text: str, doubt: str
) -> None:
    action = c.understand(line, known)
    assert isinstance(action, c.ActionLine)
    assert (action.text, action.doubts) == (text, (doubt,))


def test_a_next_meeting_not_yet_planned_keeps_its_words(known: Known) -> None:
    unplanned = replace(known, next_meeting=None)
    action = c.understand("a: bring a paper @DN by the next meeting", unplanned)
    assert isinstance(action, c.ActionLine)
    assert (action.text, action.due, action.due_words) == (
        "bring a paper",
        None,
        "the next meeting",
    )
    assert action.chips[-1][:2] == ("due", "the next meeting")
    assert action.doubts == ("No next meeting is planned yet; its date is set when it is.",)


def test_of_several_dates_in_doubt_the_last_is_named(known: Known) -> None:
    action = c.understand("a: review by 3 agencies by 31 feb", known)
    assert action.doubts == ("No due date was set. 31 February is no day of the calendar.",)


@pytest.mark.parametrize("quoted", ['"ask @DN by 14 jan"', "“ask @DN by 14 jan”"])
def test_what_stands_in_quotes_is_never_interpreted(known: Known, quoted: str) -> None:
    action = c.understand(f"a: add {quoted}", known)
    assert isinstance(action, c.ActionLine)
    assert (action.text, action.owners, action.due) == (f"add {quoted}", (), None)


@pytest.mark.parametrize("line", ["a: @DN by 14 jan", "a: @DN, @HS", "a: by 14 jan"])
def test_an_action_without_words_is_not_understood(known: Known, line: str) -> None:
    understood = c.understand(line, known)
    assert isinstance(understood, c.NotUnderstood)
    assert understood.text == line[3:]
    assert understood.why == "An action needs words: what is done?"


@pytest.mark.parametrize(
    ("line", "refs", "unknown", "evidence"),
    [
        ("a: close QA-0137 and QA-0135", ("QA-0137", "QA-0135"), (), ""),
        ("a: Closed qa 137, 135 & QA-0136.", ("QA-0137", "QA-0135", "QA-0136"), (), ""),
        ("a: close QA-0137 QA-0137", ("QA-0137",), (), ""),
        ("a: close QA-0137 and QA-0999", ("QA-0137",), ("QA-0999",), ""),
        ("a: close 137 - data were presented", ("QA-0137",), (), "data were presented"),
    ],
)
def test_actions_are_closed_by_reference(
    known: Known, line: str, refs: tuple[str, ...], unknown: tuple[str, ...], evidence: str
) -> None:
    closing = c.understand(line, known)
    assert isinstance(closing, c.CloseActions)
    assert (closing.refs, closing.unknown, closing.evidence) == (refs, unknown, evidence)
    assert closing.action_ids == tuple(f"id{ref[-3:]}" for ref in refs)
    assert closing.doubts == tuple(f"There is no open action {ref}." for ref in unknown)


@pytest.mark.parametrize(
    "line",
    ["a: close 3 audits", "a: close QA-0137 @DN", "a: close the QA", "a: close and", "a: close -"],
)
def test_other_things_that_are_to_be_closed_are_actions(known: Known, line: str) -> None:
    understood = c.understand(line, known)
    assert isinstance(understood, c.ActionLine)
    assert understood.text.startswith("close")


def test_closing_needs_no_sign_when_an_open_action_is_named(known: Known) -> None:
    closing = c.understand("close QA-0137", known)
    assert isinstance(closing, c.CloseActions)
    assert closing.refs == ("QA-0137",)
    note = c.understand("close QA-0999", known)
    assert isinstance(note, c.Note)
    assert note.doubts == ("There is no open action QA-0999.",)


@pytest.mark.parametrize(
    ("line", "text", "by", "about", "response"),
    [
        (
            "c: ICB challenged on GP attendance @ICB",
            "ICB challenged on GP attendance",
            None,
            "icb",
            "",
        ),
        ("c: ICB challenged on GP attendance", "ICB challenged on GP attendance", None, "icb", ""),
        (
            *(
                "c: the DN challenged CNWL about delays – agreed",
                "the DN challenged CNWL about delays",
            ),
            *("icb", "cnwl", "agreed"),
        ),
        (
            *(
                "c: Police were challenged by Probation on X",
                "Police were challenged by Probation on X",
            ),
            *("probation", "police", ""),
        ),
        ("c: Police were challenged on X", "Police were challenged on X", None, "police", ""),
        ("c: @Police challenged @ICB", "Police challenged ICB", "police", "icb", ""),
        (
            *("c: @Police challenged @ICB on X @DN", "Police challenged ICB on X"),
            *("police", "icb", ""),
        ),
        ("c: The group challenged Cafcass", "The group challenged Cafcass", None, "cafcass", ""),
        ("c: co-chairs challenged Cafcass", "co-chairs challenged Cafcass", None, "cafcass", ""),
        (
            "c: delays in strategy meetings @Police",
            "delays in strategy meetings",
            None,
            "police",
            "",
        ),
        (
            *("c: Police challenged ICB on X - plan to come @ICB", "Police challenged ICB on X"),
            *("police", "icb", "plan to come"),
        ),
    ],
)
def test_a_challenge_names_both_agencies_and_the_response(
    known: Known, line: str, text: str, by: str | None, about: str | None, response: str
) -> None:
    said = c.understand(line, known)
    assert isinstance(said, c.Challenge)
    assert (said.text, said.challenger_id, said.challenged_id) == (text, by, about)
    assert (said.response, said.doubts) == (response, ())


@pytest.mark.parametrize(
    ("line", "by", "about", "doubt"),
    [
        (
            *("c: something odd", None, None),
            "Who was challenged is not said; name the agency with @.",
        ),
        (
            *("c: Police challenged Zeds on X", "police", None),
            "“Zeds” is nobody known in this group; kept as text.",
        ),
        (
            *("c: Zeds challenged Police on X", None, "police"),
            "“Zeds” is nobody known in this group; kept as text.",
        ),
        (
            *("c: Police challenged CNWL on X @ICB", "police", "icb"),
            "CNWL or NHS North West London Integrated Care Board? The one after @ is kept.",
        ),
    ],
)
def test_a_challenge_says_what_it_leaves_open(
    known: Known, line: str, by: str | None, about: str | None, doubt: str
) -> None:
    said = c.understand(line, known)
    assert isinstance(said, c.Challenge)
    assert (said.challenger_id, said.challenged_id, said.doubts) == (by, about, (doubt,))


def test_a_tag_settles_whom_the_words_leave_open(known: Known) -> None:
    said = c.understand("c: Police challenged the pace of it on Monday @ICB", known)
    assert isinstance(said, c.Challenge)
    assert (said.challenger_id, said.challenged_id, said.doubts) == ("police", "icb", ())


@pytest.mark.parametrize(
    ("line", "text", "board", "doubts"),
    [
        ("e: hsab to be asked for returns", "hsab to be asked for returns", "adult", ()),
        ("e: ask for returns @HSCB", "ask for returns", "children", ()),
        ("e: HSCB and @HSAB to note", "HSCB and HSAB to note", "adult", ()),
        (
            *("e: HSCB and HSAB to note", "HSCB and HSAB to note", None),
            ("Which board: HSCB or HSAB? Mark it with @.",),
        ),
        (
            *("e: the board to note", "the board to note", None),
            ("No board is named; write its code, such as HSAB.",),
        ),
        (
            *('e: note "HSAB"', 'note "HSAB"', None),
            ("No board is named; write its code, such as HSAB.",),
        ),
    ],
)
def test_an_escalation_finds_its_board(
    known: Known, line: str, text: str, board: str | None, doubts: tuple[str, ...]
) -> None:
    said = c.understand(line, known)
    assert isinstance(said, c.EscalationLine)
    assert (said.text, said.board_id, said.doubts) == (text, board, doubts)


@pytest.mark.parametrize(
    ("sign", "kind"),
    [
        ("d", c.Decision),
        ("r", c.RiskLine),
        ("g", c.GoodPractice),
        ("k", c.KeyMessage),
        ("n", c.Note),
        ("N", c.Note),
    ],
)
def test_plain_kinds_keep_their_text_to_the_letter(
    known: Known, sign: str, kind: type[c.Line]
) -> None:
    said = c.understand(f"{sign}:  agreed  by 14 Jan, see QA-0132 ", known)
    assert type(said) is kind
    assert said.text == "agreed  by 14 Jan, see QA-0132"
    assert [chip.kind for chip in said.chips] == ["ref"]


def test_a_name_after_at_in_a_note_is_kept_and_named(known: Known) -> None:
    note = c.understand("spoke to @DN", known)
    assert isinstance(note, c.Note)
    assert note.text == "spoke to @DN"
    assert note.doubts == ("@ names someone in actions and challenges only; kept as text.",)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Action: send the plan @DN", c.ActionLine),
        ("DECISION : send the plan", c.Decision),
        ("Challenge: send the plan", c.Challenge),
        ("risk: send the plan", c.RiskLine),
        ("Escalation: send the plan", c.EscalationLine),
        ("Good practice: send the plan", c.GoodPractice),
        ("Key  message: send the plan", c.KeyMessage),
        ("Note: send the plan", c.Note),
    ],
)
def test_a_sign_may_be_written_out(known: Known, line: str, kind: type[c.Line]) -> None:
    said = c.understand(line, known)
    assert type(said) is kind
    assert said.text == "send the plan"


def test_an_unknown_sign_makes_a_note(known: Known) -> None:
    note = c.understand("x: something", known)
    assert isinstance(note, c.Note)
    assert note.text == "x: something"
    assert note.doubts == ("“x:” is no sign; read as a note. Signs: a d c r e g k i n",)


@pytest.mark.parametrize("sign", "adcregkn")
def test_a_sign_without_words_says_what_is_missing(known: Known, sign: str) -> None:
    said = c.understand(f"{sign}: ", known)
    assert isinstance(said, c.NotUnderstood)
    assert said.why == f"Words are missing after {sign}:"


@pytest.mark.parametrize(
    ("line", "number", "text", "item"),
    [
        ("> 4", 4, "", "item4"),
        (">4. Action tracker", 4, "Action tracker", "item4"),
        ("> item 4: Action tracker", 4, "Action tracker", "item4"),
        ("> AOB", None, "AOB", "item11"),
        ("> 6 Serious violence", 6, "Serious violence", None),
        ("> 3.5 million", None, "3.5 million", None),
        (">99", 99, "", None),
    ],
)
def test_an_item_is_gone_to(
    known: Known, line: str, number: int | None, text: str, item: str | None
) -> None:
    said = c.understand(line, known)
    assert isinstance(said, c.GoToItem)
    assert (said.number, said.text, said.item_id) == (number, text, item)
    assert bool(said.doubts) == (item is None)


def test_an_item_needs_a_number_or_a_title(known: Known) -> None:
    assert isinstance(c.understand(">  ", known), c.NotUnderstood)


@pytest.mark.parametrize(
    "line", ["attend all", "Present: all", "attended everyone.", "all present"]
)
def test_everyone_is_here(known: Known, line: str) -> None:
    assert isinstance(c.understand(line, known), c.AttendAll)


@pytest.mark.parametrize(
    ("line", "kind", "people", "doubts"),
    [
        ("present DN; HS", c.Present, ("DN", "HS"), ()),
        ("attending: Named GP, Cafcass", c.Present, ("NG", "CF"), ()),
        ("apologies ICB", c.Apologies, ("DN", "NG"), ()),
        ("Apologies from Named GP and Probation.", c.Apologies, ("NG", "PB"), ()),
        ("apologies: Head of Safeguarding, Maternity; DN", c.Apologies, ("LN", "DN"), ()),
        ("absent without apologies Cafcass", c.Absent, ("CF",), ()),
        ("absent: Cafcass, , DN", c.Absent, ("CF", "DN"), ()),
        (
            *("apologies DN; Zed & Mind", c.Apologies, ("DN",)),
            ("“Zed” is nobody known in this group; kept as text.", "Nobody of Mind is expected."),
        ),
        (
            *("apologies DN; Named Nurse", c.Apologies, ("DN",)),
            ("“Named Nurse” could be Named Nurse (CN) or Named Nurse (NL); kept as text.",),
        ),
    ],
)
def test_attendance_is_taken_by_role_and_agency(
    known: Known, line: str, kind: type[c.Line], people: tuple[str, ...], doubts: tuple[str, ...]
) -> None:
    said = c.understand(line, known)
    assert isinstance(said, c.Present | c.Apologies | c.Absent)
    assert type(said) is kind
    assert (said.people, said.doubts) == (people, doubts)


@pytest.mark.parametrize(
    "line", ["Apologies were noted.", "Present were many", "absent friends", "apologies ;"]
)
def test_a_sentence_that_names_nobody_is_a_note(known: Known, line: str) -> None:
    note = c.understand(line, known)
    assert isinstance(note, c.Note)
    assert note.text == line
    assert note.doubts == ("Read as a note: it names nobody of the group.",)


@pytest.mark.parametrize(
    ("line", "person", "deputy"),
    [
        ("deputy Housing: Tenancy Services Manager", "HO", "Tenancy Services Manager"),
        ("deputy for HO: someone else", "HO", "someone else"),
        ("Deputy ICB: deputy designated nurse", "DN", "deputy designated nurse"),
        ("deputy DN", "DN", "Deputy Designated Nurse"),
        ("deputy DN:", "DN", "Deputy Designated Nurse"),
    ],
)
def test_a_deputy_stands_for_the_one_who_is_away(
    known: Known, line: str, person: str, deputy: str
) -> None:
    said = c.understand(line, known)
    assert isinstance(said, c.DeputySent)
    assert (said.person_id, said.deputy, said.doubts) == (person, deputy, ())


@pytest.mark.parametrize(
    ("line", "doubts"),
    [
        ("Deputy heads asked for more notice", ()),
        ("deputy Zed: X", ("“Zed” is nobody known in this group; kept as text.",)),
        (
            "deputy Named Nurse: X",
            ("“Named Nurse” could be Named Nurse (CN) or Named Nurse (NL); kept as text.",),
        ),
        (
            "deputy ICB: X",
            ("Who is away: Designated Nurse Safeguarding Children or Named GP? Name the role.",),
        ),
        ("deputy Mind: X", ("Who is away: nobody of Mind? Name the role.",)),
        ("deputy PA", ("Who came for the Performance Analyst? Type the role after a colon.",)),
    ],
)
def test_a_deputy_in_doubt_is_a_note(known: Known, line: str, doubts: tuple[str, ...]) -> None:
    note = c.understand(line, known)
    assert isinstance(note, c.Note)
    assert (note.text, note.doubts) == (line, doubts)


@pytest.mark.parametrize("line", ["close", "Close the meeting.", "end", " close meeting "])
def test_the_meeting_is_closed(known: Known, line: str) -> None:
    assert isinstance(c.understand(line, known), c.CloseMeeting)


@pytest.mark.parametrize(
    ("line", "kind"), [("", c.Blank), (" \t", c.Blank), ("# mine", c.Comment), (" #", c.Comment)]
)
def test_blank_lines_and_comments_mean_nothing(known: Known, line: str, kind: type[c.Line]) -> None:
    assert type(c.understand(line, known)) is kind


_PIECES = st.sampled_from(
    [
        *(
            "a:",
            "d:",
            "c:",
            "e:",
            "n:",
            "x:",
            ">",
            "#",
            " ",
            "  ",
            "@",
            "@_",
            "_",
            "@DN",
            "@dn/hs",
            "@ZZ",
        ),
        *(
            "@Named Nurse",
            "@QA co-chairs",
            "@all",
            "@HSAB",
            "HSCB",
            "by ",
            "by 14 jan",
            "by 31 feb",
        ),
        *("by next meeting", "+10wd", "w/c ", "7/12", "close ", "QA-0137", "137", "and ", ",", ";"),
        *(
            " - ",
            "–",
            "challenged ",
            "was challenged by ",
            "on ",
            "Police ",
            "the ICB",
            "apologies ",
        ),
        *(
            "deputy ",
            "attend all",
            "present ",
            "absent ",
            ":",
            "(",
            ")",
            '"',
            "“",
            "”",
            "\x00",
            "\x01",
        ),
        *("word ", "ſ", "İ", "\n", "\u00a0", "\u3000", "²", "٣", "."),
    ]
)
_LINES = st.text() | st.lists(_PIECES).map("".join) | st.lists(_PIECES).map(" ".join)


@given(line=_LINES)
def test_no_line_raises_and_nothing_typed_is_lost(known: Known, line: str) -> None:
    at, rest = c.split_time(line)
    assert (at is None) == (rest == line)
    said = c.understand(rest, known)
    for chip in said.chips:
        start, end = chip.span
        assert 0 <= start < end <= len(rest)
    if isinstance(said, c.Note) and not plain(rest).lstrip().lower().startswith("n"):
        assert said.text == rest.strip()


@given(line=st.text() | st.lists(_PIECES).map("".join))
def test_a_line_in_quotes_is_kept_to_the_letter(known: Known, line: str) -> None:
    quoted = '"' + line.replace('"', "") + '"'
    action = c.understand(f"a: {quoted}", known)
    assert isinstance(action, c.ActionLine)
    assert (action.text, action.owners, action.due, action.chips) == (quoted, (), None, ())
