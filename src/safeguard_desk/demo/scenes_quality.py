"""What the demonstration's Quality Assurance group said in a year, as typed in the meeting.

Each business item has a scene for each meeting of the year, in order. {d30} is a date 30 days on.
"""

Scene = tuple[str, ...]

SCENES: dict[str, tuple[Scene, ...]] = {
    "audits": (
        (
            "The scope of the audit of neglect was presented: 12 cases, 9 agencies, a tool of five"
            " questions with standards.",
            "d: agreed the scope and the tool of the neglect audit",
            "a: send the audit tool and case list to each agency's lead @PA by {d14}",
            "a: name a moderator from adults' services for the cases of parental need @HS by {d21}",
        ),
        (
            "n: 12 cases selected, returns from 8 of 9 agencies; Probation missing",
            "c: HCS challenged Probation on returns missing for the third audit running @Probation"
            " - the Head of Delivery Unit will send them within ten working days",
            "a: send the missing audit returns @PB by {d14}",
            "a: send the missing audit returns for the two cases held @CF by {d14}",
        ),
        (
            "Findings were moderated. Risk is assessed and not reviewed; management oversight was"
            " weakest.",
            "g: school nursing and early help had recorded the voice of the child in every case seen",
            "d: accepted the five recommendations of the neglect audit and its action plan",
            "a: revise the neglect screening tool with a prompt for parental self-neglect @PW by {d60}",
            "a: introduce a supervision template with a question on drift @AD by {d90}",
        ),
        (
            "The scope of the audit of self-neglect and hoarding was agreed, with housing and the"
            " fire brigade as full partners.",
            "d: the audit will look at 20 cases closed in the last year",
            "a: draw the sample of self-neglect cases with housing records matched @PP by {d21}",
            "a: brief the auditors and publish the reading list @HO by {d30}",
        ),
        (
            "n: 20 cases audited; home fire safety visits were offered in 8, accepted in 5",
            "c: LFB challenged HAS on referrals for home fire safety visits @HAS - referral will be"
            " part of the care act assessment form from the next release",
            "a: add a prompt for a fire safety referral to the assessment form @HS by {d60}",
            "r: the self-neglect pathway has no agreed lead once capacity has been tested",
        ),
        (
            "The re-audit of neglect asked the same five questions of twelve new cases.",
            "a: bring the paired comparison with counts to the next meeting @PA by {d56}",
            "a: confirm dates for the re-audit panel with all nine agencies @BC by {d14}",
        ),
    ),
    "scorecard": (
        (
            "n: re-referrals within 12 months 21.4 per cent, up from 19.8; conversion of concerns to"
            " section 42 enquiries 27 per cent",
            "a: bring definitions of indicators for the adults' side, agreed with the London network"
            " @PP by {d45}",
        ),
        (
            "n: initial conferences within 15 working days 88 per cent, target 90",
            "The group asked for numbers beside each percentage; small numbers are to be suppressed.",
            "a: add numerators and denominators to the scorecard @PA by {d30}",
        ),
        (
            "n: re-referrals 22.6 per cent, up for the second quarter running; GP attendance at"
            " conferences 11 per cent",
            "c: Police challenged the ICB on GP attendance at conferences @ICB - reports are sent in"
            " 64 per cent of cases, and a plan will come",
            "a: bring a plan for GP attendance at conferences @DN by {d60}",
        ),
        (
            "n: DoLS waiting 142, down from 171; outcomes achieved 91 per cent of 203 asked",
            "g: the DoLS team cleared the longest waits by weekly triage with care homes",
            "a: share the triage method with the regional network @HS by {d45}",
        ),
        (
            "n: looked-after health assessments in time 79 per cent; the dip follows the move of the"
            " service",
            "a: report the recovery of initial health assessments @CL by {d45}",
        ),
        (
            "n: re-referrals 23.8 per cent, up for the third quarter running",
            "e: HSCB to be asked to commission a deep dive on re-referrals across partners",
            "a: deep dive on re-referrals by ward and age @Performance Analyst by {d60}",
        ),
    ),
    "inspections": (
        (
            "The joint area inspection letter on domestic abuse in a neighbouring borough was read"
            " against local practice.",
            "a: compare the local front door with the four areas of the letter @DV by {d60}",
        ),
        (
            "CQC reported on two care homes: one good, one requires improvement with a suspension of"
            " placements.",
            "a: report on the improvement plan of the home @HS by {d45}",
        ),
        (
            "The youth justice inspection judged work good overall; resettlement requires"
            " improvement.",
            "d: to monitor the resettlement plan at two meetings",
            "a: bring the resettlement plan with its measures @YJ by {d60}",
        ),
        (
            "The police PEEL inspection was presented. Recording of the child's voice was praised.",
            "c: HCS challenged Police on the timeliness of merlin reports @Police - a daily check is"
            " in place since June",
            "a: report timeliness of police notifications by week @DC by {d45}",
        ),
        (
            "Two schools had safeguarding judged effective; one academy trust shared its own audit.",
            "k: share the trust's checklist for single central records with governors",
        ),
        (
            "The annual review of probation quality was tabled and not discussed in full.",
            "a: send the probation quality review to members with questions by e-mail @PB by {d14}",
        ),
    ),
    "challenge": (
        ("No new challenge was recorded. The log was read and three entries were closed.",),
        (
            "c: VAH challenged HCS on feedback to referrers @HCS - a standard letter goes out from"
            " April",
            "a: audit twenty referrals for feedback given @AD by {d90}",
        ),
        (
            "c: the lay member challenged the group on how children's views reach it @Lay - young"
            " inspectors will join one audit a year",
            "a: recruit two young inspectors with the participation team @PW by {d90}",
        ),
        (
            "c: HAS challenged CNWL on attendance at strategy meetings @CNWL - duty cover is agreed"
            " from September",
            "a: confirm duty cover for strategy meetings in writing @CN by {d21}",
        ),
        (
            "c: Healthwatch challenged HAS on advocacy offered at first contact @HAS - offered in 74"
            " per cent, the team will look at the rest",
            "a: look at the cases without an offer of advocacy @HS by {d45}",
        ),
        (
            "e: HSAB to be asked to raise the missing Probation returns at executive level",
            "a: write to the regional probation director for the co-chairs @BM by {d14}",
        ),
    ),
}
