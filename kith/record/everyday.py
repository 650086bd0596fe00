"""The kinds that the record brings itself, most used first. Grades follow docs/access.md: essential is what anyone who
knocks must know, practice is daily work, sensitive is other people's accounts and offences, restricted is by name."""

from kith.access.grades import Domain, Grade
from kith.agencies.models import AgencyKind
from kith.record.kinds import Field, Kind

COUNCIL = frozenset({AgencyKind.CHILDREN, AgencyKind.ADULTS})
CHILDREN = frozenset({AgencyKind.CHILDREN})
HEALTH = frozenset({AgencyKind.HEALTH_TRUST, AgencyKind.GENERAL_PRACTICE})
SCHOOL = frozenset({AgencyKind.SCHOOL, AgencyKind.CHILDREN})
JUSTICE = frozenset({AgencyKind.POLICE, AgencyKind.YOUTH_JUSTICE, AgencyKind.PROBATION})

ALONE = Field("seen_alone", "Were they seen alone?", "choice", ("Yes", "No", "Not asked", "Not right today"))
DIRECTION = Field("direction", "Which way?", "choice", ("They rang or wrote to us", "We rang or wrote to them"))
OUTCOME = Field("outcome", "What was decided?", "words")
CODE = Field("code", "Code", hint="As the sender wrote it")

DAILY = (
    Kind("case_note", "Case note", "N", "Every day"),
    Kind("visit", "Visit", "V", "Every day", planned=True, fields=(ALONE, Field("seen_where", "Where?"))),
    Kind("call", "Telephone call", "C", "Every day", fields=(DIRECTION,)),
    Kind("letter", "Letter", "L", "Every day", fields=(DIRECTION,)),
    Kind("email", "E-mail", "E", "Every day", fields=(DIRECTION,)),
    Kind("meeting", "Meeting", "M", "Every day", planned=True, fields=(OUTCOME,)),
    Kind("observation", "Observation", "O", "Every day"),
    Kind("direct_work", "Direct work", "DW", "Every day", fields=(ALONE,)),
    Kind("voice", "What they said", "“”", "Every day", Domain.VOICE),
)

FRONT_DOOR = (
    Kind("contact", "Contact", "CN", "Front door", fields=(DIRECTION, OUTCOME)),
    Kind("referral", "Referral", "R", "Front door", offered=False, significant=True),
    # not offered: an alert is recorded on the person (people.Alert), where the banner shows it; this is its trace
    Kind("alert", "Safety alert", "!", "Front door", Domain.PLAN, Grade.ESSENTIAL, offered=False, significant=True),
)

PLANNING = (
    Kind(
        "assessment", "Assessment", "A", "Assessing and planning", agencies=COUNCIL | JUSTICE | HEALTH, significant=True
    ),
    Kind("plan", "Plan", "P", "Assessing and planning", Domain.PLAN, planned=True),
    Kind("review", "Review", "RV", "Assessing and planning", Domain.PLAN, fields=(OUTCOME,), planned=True),
    Kind("decision", "Decision", "D", "Assessing and planning", fields=(OUTCOME,), significant=True),
    Kind("supervision_decision", "Decision in supervision", "SD", "Assessing and planning", fields=(OUTCOME,)),
    Kind("core_group", "Core group", "CG", "Assessing and planning", Domain.PLAN, planned=True),
)

PROTECTION = (
    Kind(
        "strategy_discussion",
        "Strategy discussion",
        "ST",
        "Protection",
        Domain.SOCIAL_CARE,
        Grade.SENSITIVE,
        (OUTCOME,),
        agencies=CHILDREN,
        significant=True,
    ),
    Kind(
        "section_47",
        "Section 47 enquiry",
        "47",
        "Protection",
        Domain.SOCIAL_CARE,
        Grade.SENSITIVE,
        (OUTCOME,),
        agencies=CHILDREN,
        significant=True,
    ),
    Kind(
        "conference",
        "Child protection conference",
        "CP",
        "Protection",
        Domain.PLAN,
        fields=(OUTCOME,),
        agencies=CHILDREN,
        planned=True,
        significant=True,
    ),
    Kind(
        "missing",
        "Missing",
        "MI",
        "Protection",
        Domain.PLAN,
        fields=(Field("returned", "Back when?"),),
        significant=True,
    ),
)

LOOKED_AFTER = (
    Kind(
        "legal_status",
        "Legal status",
        "LS",
        "Looked after",
        Domain.SOCIAL_CARE,
        Grade.ESSENTIAL,
        (CODE,),
        agencies=CHILDREN,
        significant=True,
    ),
    Kind(
        "placement",
        "Home (placement)",
        "H",
        "Looked after",
        Domain.SOCIAL_CARE,
        Grade.PRACTICE,
        (CODE, Field("provider", "Who provides it?")),
        agencies=CHILDREN,
        significant=True,
    ),
    Kind("worker_change", "Change of social worker", "SW", "Looked after", Domain.SOCIAL_CARE, offered=False),
    Kind("care_leaver", "Care leaver", "CL", "Looked after", Domain.SOCIAL_CARE, agencies=CHILDREN),
    Kind("uasc", "Unaccompanied asylum-seeking child", "UA", "Looked after", Domain.SOCIAL_CARE, agencies=CHILDREN),
    Kind(
        "previous_permanence",
        "Earlier permanence",
        "PP",
        "Looked after",
        Domain.SOCIAL_CARE,
        Grade.SENSITIVE,
        agencies=CHILDREN,
    ),
    Kind(
        "adoption",
        "Adoption",
        "AD",
        "Looked after",
        Domain.SOCIAL_CARE,
        Grade.RESTRICTED,
        agencies=CHILDREN,
        significant=True,
    ),
)

PARTNERS = (
    Kind("health_check", "Health check", "HC", "Health, school and police", Domain.HEALTH, agencies=HEALTH | COUNCIL),
    Kind(
        "wellbeing_score",
        "Strengths and difficulties score",
        "SQ",
        "Health, school and police",
        Domain.MENTAL_HEALTH,
        fields=(Field("score", "Score", "number"),),
        agencies=HEALTH | COUNCIL,
    ),
    Kind(
        "substance_misuse",
        "Substance use",
        "SU",
        "Health, school and police",
        Domain.HEALTH,
        Grade.SENSITIVE,
        agencies=HEALTH | COUNCIL,
    ),
    Kind("school_note", "School note", "S", "Health, school and police", Domain.EDUCATION, agencies=SCHOOL),
    Kind(
        "attendance",
        "Attendance",
        "AT",
        "Health, school and police",
        Domain.EDUCATION,
        fields=(Field("percent", "Per cent present", "number"),),
        agencies=SCHOOL,
    ),
    Kind(
        "exclusion_from_school",
        "Exclusion from school",
        "XS",
        "Health, school and police",
        Domain.EDUCATION,
        fields=(Field("sessions", "Sessions", "number"),),
        agencies=SCHOOL,
        significant=True,
    ),
    Kind(
        "police_report",
        "Police report",
        "PR",
        "Health, school and police",
        Domain.JUSTICE,
        agencies=JUSTICE,
        significant=True,
    ),
    Kind(
        "conviction",
        "Conviction or caution",
        "CV",
        "Health, school and police",
        Domain.JUSTICE,
        Grade.SENSITIVE,
        agencies=JUSTICE | CHILDREN,
        significant=True,
    ),
    Kind(
        "telecare_event",
        "Telecare event",
        "T",
        "Health, school and police",
        Domain.HEALTH,
        Grade.ESSENTIAL,
        agencies=frozenset({AgencyKind.TELECARE}),
    ),
)

IMPORTED = (
    Kind("episode", "Period of care", "EP", "From other systems", Domain.SOCIAL_CARE, offered=False),
    Kind("imported_fact", "From another system", "IM", "From other systems", offered=False),
)

EVERYDAY = DAILY + FRONT_DOOR + PLANNING + PROTECTION + LOOKED_AFTER + PARTNERS + IMPORTED
