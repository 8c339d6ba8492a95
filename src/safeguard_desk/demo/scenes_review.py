"""What the demonstration's Case Review group said in a year, as typed; cases by code name only."""

from safeguard_desk.demo.scenes_quality import Scene

SCENES: dict[str, tuple[Scene, ...]] = {
    "referrals": (
        (
            "CR-2025-07 was considered: an adult who died after a fire at home, known to four"
            " agencies.",
            "d: CR-2025-07 meets section 44; a safeguarding adults review by a systems review",
            "a: write to the board's chair with the decision on CR-2025-07 @BM by {d7}",
            "a: request summaries from the six agencies involved @BC by {d10}",
        ),
        (
            "CR-2026-01 was considered: serious harm to an infant; the rapid review was sent in"
            " time.",
            "d: no local practice review for CR-2026-01; learning through a practitioner event",
            "a: arrange the practitioner event for CR-2026-01 @AD by {d45}",
        ),
        (
            "CR-2026-02, a near miss at the hospital's front door, was sent in by the trust.",
            "d: CR-2026-02 goes the light route; learning in half a page",
            "a: write up the near miss and answer those who sent it @LN by {d30}",
        ),
        (
            "CR-2026-03 was considered: an adult with care needs harmed by a lodger.",
            "d: discretionary review of CR-2026-03 in rapid time",
            "a: scope CR-2026-03 with housing and police @HS by {d21}",
        ),
        (
            "CR-2026-04 was considered: the death of a young person, exploitation suspected.",
            "d: a local child safeguarding practice review of CR-2026-04 is initiated",
            "a: commission an independent reviewer for CR-2026-04 @BM by {d21}",
            "r: criminal proceedings may delay publication of CR-2026-04 beyond six months",
        ),
        (
            "CR-2026-05, good practice in a case of self-neglect, was sent in by the fire brigade.",
            "g: a fire officer, a housing officer and a neighbour kept contact for eleven weeks",
            "a: turn CR-2026-05 into a practice note @LA by {d45}",
        ),
    ),
    "reviews": (
        (
            "n: two reviews under way, both within their time",
            "a: update the table of reviews with costs so far @PA by {d30}",
        ),
        (
            "The chronology of CR-2025-07 was merged from six agencies; two gaps were found.",
            "a: ask CNWL and housing for what is missing from the chronology @BC by {d14}",
            "a: hold the practitioner event for CR-2025-07 @HS by {d45}",
        ),
        (
            "The draft report of CR-2025-07 was read. Members asked for fewer recommendations.",
            "d: to return the draft of CR-2025-07 with comments",
            "a: send comments on the draft to the reviewer @HS by {d10}",
        ),
        (
            "d: agreed the report of CR-2025-07 and its five recommendations",
            "e: HSAB to be asked to accept the report of CR-2025-07 and to publish it",
            "a: prepare the publication plan of CR-2025-07 with the family's wishes @BM by {d45}",
        ),
        (
            "n: CR-2026-03 finished in 41 working days, at a third of the cost of a full review",
            "g: the rapid-time method gave three recommendations within nine weeks",
            "a: compare the three methods used this year by days and cost @PA by {d60}",
        ),
        (
            "The reviewer of CR-2026-04 is appointed; terms of reference were agreed with the"
            " family.",
            "a: send interim learning from CR-2026-04 to schools and early years @ED by {d21}",
        ),
    ),
    "recommendations": (
        (
            "n: 31 recommendations open, 9 with no owner",
            "a: name an owner for each of the nine @AD by {d21}",
        ),
        (
            "Owners are named for all. Four recommendations are past their date.",
            "c: Healthwatch challenged HCS on recommendations from 2024 @HCS - two are done and"
            " two will be closed with reasons",
            "a: bring evidence for the two that are done @AD by {d45}",
        ),
        (
            "n: the was-not-brought policy is used by 5 of 8 health providers",
            "a: report use of the was-not-brought policy by provider @DA by {d60}",
        ),
        (
            "d: closed three recommendations on evidence from audit",
            "a: ask for impact after six months on the three that were closed @BC by {d150}",
        ),
        (
            "Impact was checked for two reviews: practice changed in one, partly in the other.",
            "a: look again at the second after the re-audit @DA by {d90}",
        ),
        (
            "n: 18 recommendations open, all with owners, two past their date",
            "a: bring the two late ones with a new date and a reason @HO by {d30}",
        ),
    ),
    "learning": (
        ("k: ask who else lives in the home, and write it down",),
        (
            "k: three missed appointments are a reason to talk, not to close",
            "a: draft the briefing on was not brought @CN by {d30}",
        ),
        ("Learning from the near miss goes to individuals, teams and organisations.",),
        (
            "a: plan a learning event on fire risk and self-neglect @LS by {d60}",
            "k: offer a home fire safety visit whenever hoarding is seen",
        ),
        (
            "The event on fire risk was attended by 58 people of 14 agencies.",
            "a: collect what teams changed after the event @SM by {d90}",
        ),
        ("k: code names only in e-mails about reviews",),
    ),
    "child_deaths": (
        ("No findings were received from the regional panel in this period.",),
        ("n: regional findings received: 29 deaths reviewed, fewer than five in Harrow",),
        (
            "The theme was safer sleep.",
            "a: renew safer sleep messages with midwives and health visitors @DN by {d45}",
        ),
        ("n: findings presented to the partnership; its response is awaited",),
        (
            "n: regional findings received: 31 deaths reviewed, 12 with modifiable factors",
            "a: ask practices to check recall for the asthma review @NG by {d60}",
        ),
        ("The response of the partnership was noted.",),
    ),
}
