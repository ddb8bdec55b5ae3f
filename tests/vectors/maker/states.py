"""docs/formats/ledger.md, "What the entries add up to", rule 2: which states open which purposes."""

from .case import case, subject

CONSENT = ("consent", "consent")
# Whether a purpose needs consent, and why it is in the table.
PURPOSES = {
    ("consent", "consent"): "consent twice over",
    ("consent", "strictly_necessary"): "a basis that is consent needs it, whatever the device allows",
    ("contract", "consent"): "a contract does not replace consent to access",
    ("contract", "strictly_necessary"): "a contract, and access that the service needs",
    ("legal_obligation", "consent"): "a law does not replace consent to access",
    ("legal_obligation", "strictly_necessary"): "a law, and access that the service needs",
    ("legitimate_interest", "consent"): "an interest does not replace consent to access",
    ("legitimate_interest", "strictly_necessary"): "an interest, and access that the service needs",
}
WHY = {
    "unknown": "nothing is known: no entry is closed",
    "requested": "the question alone is no answer",
    "deferred": "not now is no yes",
    "refused": "no",
    "given": "yes",
    "renewed": "yes again",
    "withdrawn": "a yes that was taken back",
    "expired": "a yes that ran out",
    "terminated": "a yes whose context ended",
    "invalidated": "a yes that was none",
    "informed": "being told is no consent",
    "objected": "an objection",
    "objection_withdrawn": "an objection taken back is no consent",
}


def opens(state, basis, access):
    needs_consent = "consent" in (basis, access)
    return state in ("given", "renewed") or (state in ("informed", "objection_withdrawn") and not needs_consent)


def made():
    cases = []

    def add(state, basis, access, reason):
        given = {"state": state, "legal_basis": basis, "device_access": access}
        cases.append(case(f"{state}_{basis}_{access}", reason, given, {"opens": opens(state, basis, access)}))

    for state, why in WHY.items():
        add(state, *CONSENT, f"{why}, where consent is needed")
    for (basis, access), why in PURPOSES.items():
        if (basis, access) != CONSENT:
            add("informed", basis, access, f"informed: {why}")
            add("given", basis, access, f"given: {why}")
    for state, why in WHY.items():
        if state not in ("given", "informed"):
            add(state, "legitimate_interest", "strictly_necessary", f"{why}, where being told is enough")
    return subject("states", cases)
