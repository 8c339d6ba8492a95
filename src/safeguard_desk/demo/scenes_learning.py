"""What the demonstration's Learning and Development group said in a year, as typed."""

from safeguard_desk.demo.scenes_quality import Scene

SCENES: dict[str, tuple[Scene, ...]] = {
    "needs": (
        (
            "n: the survey of 412 practitioners put self-neglect, exploitation and professional"
            " curiosity first",
            "d: these three lead the training needs of the year",
            "a: turn the survey into a needs register with its sources @TC by {d30}",
        ),
        (
            "The neglect audit asks for a course on parental self-neglect and one on drift.",
            "a: draft learning outcomes for a course on drift and delay @PW by {d45}",
        ),
        (
            "n: seven needs agreed, four in the programme, three answered by a briefing",
            "a: write to agencies with the needs they are asked to meet themselves @LT by {d30}",
        ),
        (
            "Schools asked for a course on online harm for pupils with special needs.",
            "a: find a trainer with experience in special schools @SS by {d60}",
        ),
        (
            "The group heard what home care staff can attend: ninety minutes, twice, by phone.",
            "g: the home care forum pays staff for the time of two briefings a year",
            "a: adapt the self-neglect course into two short sessions @HC by {d60}",
        ),
        (
            "Needs from the last two case reviews were added: hidden adults, and was not brought.",
            "a: match the new needs with what is in the programme @TC by {d30}",
        ),
    ),
    "programme": (
        (
            "The year's programme has 46 sessions of 19 courses, 1,120 places.",
            "d: approved the programme and its budget",
            "a: publish the programme with booking links @TC by {d14}",
        ),
        (
            "n: neglect course full for two sessions, 31 on the waiting list",
            "a: add a session of the neglect course in June @TC by {d21}",
        ),
        (
            "Six trainers left the pool in spring; four were recruited from housing and health.",
            "r: the trainers' pool for level 3 rests on five people",
            "a: run a course for new trainers @LT by {d60}",
        ),
        (
            "n: 212 places cancelled late or not attended since April, most from three agencies",
            "c: the group challenged LNWUH on places not taken up @LNWUH - a named booker checks"
            " the list each Friday",
            "a: bring non-attendance by agency with the charge at stake @TC by {d30}",
        ),
        (
            "Commissioned courses on exploitation were re-tendered with two neighbouring boroughs.",
            "d: to commission with the neighbours for two years",
            "a: sign the agreement on joint commissioning @BM by {d45}",
        ),
        (
            "n: 38 of 46 sessions delivered; attendance 84 per cent of 912 places",
            "a: propose what leaves the programme next year @PW by {d60}",
        ),
    ),
    "evaluation": (
        (
            "The same questions will be asked before, at the end and after three months.",
            "d: adopted the evaluation framework for both boards",
            "a: set up the three-month questions with line managers @TC by {d45}",
        ),
        (
            "n: response 61 per cent at the end, 18 per cent after three months",
            "a: chase three-month answers through agency leads @TC by {d30}",
        ),
        (
            "Confidence after the neglect course rose from 2.6 to 4.1 (58 paired answers).",
            "g: a health visitor described a plan changed after the course, with the family's words",
        ),
        (
            "Two members observed the course on professional curiosity and found the case study"
            " dated.",
            "a: rewrite the case study from a recent local review @LT by {d60}",
        ),
        (
            "n: of 44 managers asked, 27 saw the intended change in practice",
            "a: interview five managers who saw none @PH by {d60}",
        ),
        (
            "Three-month answers are 34 per cent now. The re-audit of neglect will show whether the"
            " course reached practice.",
            "a: bring the course and the audit results side by side @PW by {d60}",
        ),
    ),
    "learning": (
        (
            "The seven-minute briefing on hidden men was sent to all agencies.",
            "k: use the briefing on hidden men in team meetings before the end of the month",
            "a: collect from agencies how the briefing was used @BC by {d45}",
        ),
        (
            "n: 14 of 22 agencies said how they used the briefing; three changed a form",
            "a: chase the eight agencies that have not answered @BC by {d21}",
        ),
        (
            "A webinar on the last safeguarding adults review reached 164 people.",
            "a: publish the recording with a one-page summary @TC by {d14}",
        ),
        (
            "e: HSAB to be asked to require the annual return on single agency training",
            "a: draft the annual return for single agency training @LT by {d45}",
        ),
        (
            "The faith forum asked for the learning in plain words.",
            "g: the faith forum tested the plain-words summary with forty volunteers",
            "a: write plain-words versions of the next two briefings @IF by {d60}",
        ),
        (
            "Learning from the thematic review of teenage self-harm comes in January.",
            "k: send any learning product about self-harm through the business unit first",
            "a: plan the launch of the thematic review with schools @ED by {d60}",
        ),
    ),
}
