"""docs/formats/ledger.md, "What the entries add up to": which steps leave a purpose open, and who closed it.

What follows is the page's rules over again, on the choices and limits that the steps leave behind.
"""

from .case import case, subject
from .gate_words import MANAGED, OFF, ON, SIGNALS
from .policy import event, policy, purpose, recipient
from .signals import forbids

DAY = 86_400_000
START = 1_795_507_679_000
PURPOSES = [
    purpose("usage", validity_days=365),
    purpose("advice", "legitimate_interest", "strictly_necessary"),
    purpose("advice_read", "legitimate_interest", "consent"),
    purpose("service", "contract", "strictly_necessary"),
    purpose("service_read", "contract", "consent"),
    purpose("duty", "legal_obligation", "strictly_necessary"),
    purpose("duty_read", "legal_obligation", "consent"),
    purpose("listed", "consent", "strictly_necessary"),
    purpose("held", before_choice={"hold_in_memory": {"max_records": 3}}),
    purpose("sealed", "consent", "strictly_necessary",
            before_choice={"hold_sealed": {"max_records": 3, "max_hours": 1}}),
]
IDS = [one["id"] for one in PURPOSES]
LISTED = ["usage", "listed", "service"]


def kranich(purposes=tuple(PURPOSES), **more):
    events = [event(f"{name}_seen", name, []) for name in IDS]
    return policy(list(purposes), [recipient("segment", IDS)], events=events, **more)


POLICIES = {
    "plain": kranich(limits={"organisation_may_switch_off": LISTED}),
    "age": kranich(limits={"organisation_may_switch_off": LISTED, "required": ["age"]}),
    "all": kranich(limits={"organisation_may_switch_off": LISTED, "required": ["age", "organisation", "signal"]}),
    "reworded": kranich(version="2", limits={"organisation_may_switch_off": LISTED}),
    "material": kranich(version="2", material=True, limits={"organisation_may_switch_off": LISTED}),
    "after": kranich([one | {"material_since": "2"} for one in PURPOSES], version="3",
                     limits={"organisation_may_switch_off": LISTED}),
    "partly": kranich([one | {"material_since": "2"} if one["id"] == "listed" else one for one in PURPOSES], version="3",
                      limits={"organisation_may_switch_off": LISTED}),
}


class Told:
    """What the steps said, and what they add up to."""

    def __init__(self, name):
        self.policy, self.now, self.user, self.limits = POLICIES[name], START, {}, {}

    def step(self, verb, *words):
        if verb == "turn_on":
            before = self.user.get(words[0], (None,))[0]
            if self.is_objected_to(words[0]):
                no = before in ("refused", "withdrawn", "objected", "objection_withdrawn")
                self.choose(words[0], "objection_withdrawn" if no else "informed")
            else:
                self.choose(words[0], "renewed" if before in ("given", "renewed") else "given")
        elif verb == "turn_off":
            before = self.user.get(words[0], (None,))[0]
            taken_back = {"given": "withdrawn", "renewed": "withdrawn", "withdrawn": "withdrawn",
                          "informed": "objected", "objected": "objected", "objection_withdrawn": "objected"}
            otherwise = "objected" if self.is_objected_to(words[0]) else "refused"
            self.choose(words[0], taken_back.get(before, otherwise))
        elif verb == "choose":
            self.choose(*words)
        elif verb == "limit":
            limiter, of, allows = words
            self.limits[limiter, of] = allows
        elif verb == "age":
            at_least, at_most = words
            if (at_least, at_most) != (None, None):
                minimum = self.policy["limits"]["minimum_age"]
                shown = at_least is not None and at_least >= minimum and (at_most is None or at_most >= at_least)
                self.limits["age", None] = shown
        elif verb == "organisation":
            self.organisation(words[0])
        elif verb == "signals":
            self.signals(*words)
        elif verb == "advance_days":
            self.now += words[0] * DAY
        elif verb == "advance_ms":
            self.now += words[0]
        elif verb == "update":
            self.policy = POLICIES[words[0]]
        if verb in ("update", "reopen", "kill", "expire"):
            self.write_what_closed_by_itself(opening=verb != "expire")

    def organisation(self, settings):
        """docs/organisation.md: `true` leaves it to the person, all else closes, no key is no word."""
        if settings.get("restrictions_pending", False) is not False:
            return
        for name in self.policy["limits"]["organisation_may_switch_off"]:
            word = settings.get(f"sordino_{name}", "")
            if word == "":
                continue
            if word not in (True, "true", "1"):
                self.limits["organisation", name] = False
            elif (self.limits.get(("organisation", name)) is False
                  or {"withheld": "organisation"} in self.closed_by_others(name)):
                self.limits["organisation", name] = True

    def signals(self, gpc, keys):
        """Each purpose by its id: forbidden, or lifted where it was, or allowed where the policy wants a word."""
        for declared in PURPOSES:
            name, forbidden = declared["id"], forbids(gpc, keys, declared)
            if forbidden:
                self.limits["signal", name] = False
            elif forbidden is False and (self.limits.get(("signal", name)) is False
                                         or {"withheld": "signal"} in self.closed_by_others(name)):
                self.limits["signal", name] = True

    @staticmethod
    def is_objected_to(name):
        declared = next(one for one in PURPOSES if one["id"] == name)
        return (declared["legal_basis"], declared["device_access"]) == ("legitimate_interest", "strictly_necessary")

    def choose(self, name, state):
        self.user[name] = (state, self.now, self.policy["hash"], self.material_since(name))

    def material_since(self, name):
        """The version since which a yes counts; a policy that is material means its own."""
        declared = next(one for one in self.policy["purposes"] if one["id"] == name)
        return declared.get("material_since", self.policy["version"] if self.policy["material"] else "")

    def write_what_closed_by_itself(self, opening):
        states = {"expired": "expired"} | ({"policy_changed": "invalidated"} if opening else {})
        for name in IDS:
            why = self.closed_by_person(name)
            # That a clock was set back is not believed at once, and so nothing is written.
            if why == "expired" and self.now < self.user[name][1]:
                continue
            if isinstance(why, str) and why in states:
                self.choose(name, states[why])

    def reasons(self, name):
        """Who else lowers it first, the person last."""
        person = self.closed_by_person(name)
        return self.closed_by_others(name) + ([] if person is None else [person])

    def closed_by_person(self, name):
        declared = next(one for one in PURPOSES if one["id"] == name)
        if name not in self.user:
            return "no_choice"
        state, time, under, since = self.user[name]
        needs_consent = "consent" in (declared["legal_basis"], declared["device_access"])
        consented = state in ("given", "renewed")
        if not (consented or state in ("informed", "objection_withdrawn") and not needs_consent):
            return {"choice": state}
        if since != self.material_since(name) or self.policy["material"] and under != self.policy["hash"]:
            return "policy_changed"
        age = self.now - time
        if consented and "validity_days" in declared and not -DAY <= age <= declared["validity_days"] * DAY:
            return "expired"
        return None

    def closed_by_others(self, name):
        declared = next(one for one in PURPOSES if one["id"] == name)
        optional = declared["legal_basis"] in ("consent", "legitimate_interest") or declared["device_access"] == "consent"
        others = []
        for limiter in ("os", "organisation", "age", "signal"):
            if limiter == "organisation" and name not in self.policy["limits"]["organisation_may_switch_off"]:
                continue
            if limiter != "os" and not optional:
                continue
            words = [self.limits[key] for key in ((limiter, name), (limiter, None)) if key in self.limits]
            if False in words:
                others.append({"limit": limiter})
            elif not words and limiter in self.policy["limits"]["required"]:
                others.append({"withheld": limiter})
        return others

    def record(self, name):
        """docs/records.md, bound 2: what becomes of an event of this purpose."""
        reasons = self.reasons(name)
        if not reasons:
            return "accepted"
        forbidden = any("limit" in why for why in reasons if isinstance(why, dict))
        chosen = self.user.get(name, ("unknown",))[0] not in ("unknown", "requested", "deferred")
        if not chosen and not forbidden and name in ("held", "sealed"):
            return {"held": "held_in_memory", "sealed": "held_sealed"}[name]
        return {"refused": "closed"}


CASES = [
    ("fresh", "a fresh install is closed", "plain", "usage", []),
    ("fresh_necessary", "a fresh install is closed where no consent is needed too", "plain", "duty", []),
    ("held", "before a choice a record may wait in memory", "plain", "held", []),
    ("sealed", "before a choice a record may wait sealed", "plain", "sealed", []),
    ("held_shown", "the question was shown: it still waits", "plain", "held", [["choose", "held", "requested"]]),
    ("held_deferred", "the question was put off: it still waits", "plain", "sealed", [["choose", "sealed", "deferred"]]),
    ("held_refused", "after a no nothing waits", "plain", "held", [["choose", "held", "refused"]]),
    ("held_withdrawn", "after a yes taken back nothing waits", "plain", "sealed", [[ON, "sealed"], [OFF, "sealed"]]),
    ("shown", "the question alone opens nothing", "plain", "usage", [["choose", "usage", "requested"]]),
    ("deferred", "not now opens nothing", "plain", "usage", [["choose", "usage", "deferred"]]),
    ("refused", "a no", "plain", "usage", [["choose", "usage", "refused"]]),
    ("given", "a yes opens", "plain", "usage", [[ON, "usage"]]),
    ("renewed", "a second yes is a renewal", "plain", "usage", [[ON, "usage"], [ON, "usage"]]),
    ("withdrawn", "a yes taken back", "plain", "usage", [[ON, "usage"], [OFF, "usage"]]),
    ("withdrawn_twice", "taking back twice changes nothing", "plain", "usage",
     [[ON, "usage"], [OFF, "usage"], [OFF, "usage"]]),
    ("given_again", "a yes after a withdrawal is a first one", "plain", "usage",
     [[ON, "usage"], [OFF, "usage"], [ON, "usage"]]),
    ("off_unasked", "off without a choice before is a refusal", "plain", "usage", [[OFF, "usage"]]),
    ("off_after_refusal", "off after a no stays a refusal", "plain", "usage",
     [["choose", "usage", "refused"], [OFF, "usage"]]),
    ("other_purpose", "a yes opens its own purpose only", "plain", "listed", [[ON, "usage"]]),
    ("informed", "told is enough for an interest that reads nothing", "plain", "advice",
     [["choose", "advice", "informed"]]),
    ("informed_read", "told is not enough where the device is read", "plain", "advice_read",
     [["choose", "advice_read", "informed"]]),
    ("informed_consent", "told is not enough where the basis is consent", "plain", "listed",
     [["choose", "listed", "informed"]]),
    ("informed_contract", "told is enough for a contract", "plain", "service", [["choose", "service", "informed"]]),
    ("informed_contract_read", "told is not enough for a contract that reads", "plain", "service_read",
     [["choose", "service_read", "informed"]]),
    ("informed_duty", "told is enough for a legal duty", "plain", "duty", [["choose", "duty", "informed"]]),
    ("informed_duty_read", "told is not enough for a duty that reads", "plain", "duty_read",
     [["choose", "duty_read", "informed"]]),
    ("consented_read", "consent opens an interest that reads the device", "plain", "advice_read", [[ON, "advice_read"]]),
    ("objected", "an objection closes an interest", "plain", "advice",
     [["choose", "advice", "informed"], ["choose", "advice", "objected"]]),
    ("off_informed", "off after being told is an objection", "plain", "advice",
     [["choose", "advice", "informed"], [OFF, "advice"]]),
    ("on_objected", "an objection taken back is no consent", "plain", "advice",
     [["choose", "advice", "informed"], [OFF, "advice"], [ON, "advice"]]),
    ("on_objected_again", "and stays one when it is said again", "plain", "advice",
     [[OFF, "advice"], [ON, "advice"], [ON, "advice"]]),
    ("on_told", "a switch of an interest is no consent either", "plain", "advice", [[ON, "advice"]]),
    ("off_untold", "off of an interest is an objection", "plain", "advice", [[OFF, "advice"]]),
    ("off_objection_back", "an objection can be taken back and raised again", "plain", "advice",
     [[OFF, "advice"], [ON, "advice"], [OFF, "advice"]]),
    ("on_objected_read", "an interest that reads the device is consented to", "plain", "advice_read",
     [[OFF, "advice_read"], [ON, "advice_read"]]),
    ("off_objected", "off after an objection stays one", "plain", "advice",
     [["choose", "advice", "objected"], [OFF, "advice"]]),
    ("shown_after_yes", "a question shown again closes what it asks about", "plain", "usage",
     [[ON, "usage"], ["choose", "usage", "requested"]]),
    ("os", "the system's switch closes one purpose", "plain", "usage", [[ON, "usage"], ["limit", "os", "usage", False]]),
    ("os_other", "the system's switch of another purpose", "plain", "usage",
     [[ON, "usage"], ["limit", "os", "listed", False]]),
    ("os_necessary", "the system closes what is necessary too", "plain", "duty",
     [["choose", "duty", "informed"], ["limit", "os", None, False]]),
    ("os_again", "what the system allows again is open again", "plain", "usage",
     [[ON, "usage"], ["limit", "os", "usage", False], ["limit", "os", "usage", True]]),
    ("os_alone", "a permission opens nothing by itself", "plain", "usage", [["limit", "os", "usage", True]]),
    ("os_both", "forbidden for all is not lifted by allowing one", "plain", "usage",
     [[ON, "usage"], ["limit", "os", None, False], ["limit", "os", "usage", True]]),
    ("os_one_of_all", "allowed for all does not lift what is forbidden for one", "plain", "usage",
     [[ON, "usage"], ["limit", "os", "usage", False], ["limit", "os", None, True]]),
    ("organisation", "an organisation closes what it may", "plain", "usage",
     [[ON, "usage"], ["limit", "organisation", None, False]]),
    ("organisation_unlisted", "an organisation cannot close what it may not", "plain", "advice",
     [["choose", "advice", "informed"], ["limit", "organisation", None, False]]),
    ("organisation_necessary", "an organisation cannot close what the service needs", "plain", "service",
     [["choose", "service", "informed"], ["limit", "organisation", "service", False]]),
    ("age", "a child's age closes consent", "plain", "usage", [[ON, "usage"], ["limit", "age", None, False]]),
    ("age_interest", "a child's age closes an interest", "plain", "advice",
     [["choose", "advice", "informed"], ["limit", "age", None, False]]),
    ("age_duty", "a child's age does not close a legal duty", "plain", "duty",
     [["choose", "duty", "informed"], ["limit", "age", None, False]]),
    ("age_duty_read", "a child's age closes a duty that reads the device", "plain", "duty_read",
     [[ON, "duty_read"], ["limit", "age", None, False]]),
    ("age_band", "a band below the policy's minimum closes", "plain", "usage", [[ON, "usage"], ["age", 13, 15]]),
    ("age_minimum", "the minimum itself is old enough", "plain", "usage", [[ON, "usage"], ["age", 16, 16]]),
    ("age_year_before", "a year less is not", "plain", "usage", [[ON, "usage"], ["age", 15, 15]]),
    ("age_open_end", "a lower bound alone is enough", "plain", "usage", [[ON, "usage"], ["age", 18, None]]),
    ("age_upper_alone", "an upper bound alone shows nothing", "plain", "usage", [[ON, "usage"], ["age", None, 99]]),
    ("age_across", "a band across the minimum is too young", "plain", "usage", [[ON, "usage"], ["age", 13, 17]]),
    ("age_upside_down", "a band without an age in it is too young", "plain", "usage", [[ON, "usage"], ["age", 18, 12]]),
    ("age_unknown", "an unknown age changes nothing", "plain", "usage", [[ON, "usage"], ["age", None, None]]),
    ("age_forgotten", "an age that is unknown again opens nothing", "plain", "usage",
     [[ON, "usage"], ["age", 13, 15], ["age", None, None]]),
    ("age_birthday", "who grew old enough has what they chose", "plain", "usage",
     [[ON, "usage"], ["age", 15, 15], ["age", 16, 17]]),
    ("age_necessary", "a young person has what the service needs", "plain", "duty",
     [["choose", "duty", "informed"], ["age", 5, 12]]),
    ("age_held", "what a young person did waits for no choice", "plain", "held", [["age", 13, 15]]),
    ("age_required", "a required age that is unknown closes", "age", "usage", [[ON, "usage"], ["age", None, None]]),
    ("age_required_told", "a required age that is told opens", "age", "usage", [[ON, "usage"], ["age", 16, None]]),
    ("age_required_later", "a policy that begins to require an age closes", "plain", "usage",
     [[ON, "usage"], ["update", "age"]]),
    ("age_restart", "a young age survives a restart", "plain", "usage", [[ON, "usage"], ["age", 15, None], ["reopen"]]),
    ("signal", "a signal by machine closes consent", "plain", "usage", [[ON, "usage"], ["limit", "signal", None, False]]),
    ("signal_interest", "a signal by machine objects to an interest", "plain", "advice",
     [["choose", "advice", "informed"], ["limit", "signal", "advice", False]]),
    *SIGNALS,
    *MANAGED,
    ("limit_before", "a limit from before the yes holds", "plain", "usage",
     [["limit", "age", None, False], [ON, "usage"]]),
    ("two_limits", "of two limits the first in order is named", "plain", "usage",
     [[ON, "usage"], ["limit", "signal", None, False], ["limit", "age", None, False]]),
    ("limit_before_choice", "who forbids is named before the person's no, and both are told", "plain", "usage",
     [["choose", "usage", "refused"], ["limit", "os", None, False]]),
    ("forbidden_unasked", "an organisation that forbids is named though nobody chose", "plain", "usage",
     [["limit", "organisation", None, False]]),
    ("forbidden_held", "what somebody forbids waits for no choice", "plain", "held", [["limit", "age", None, False]]),
    ("forbidden_withheld", "a limit counts though a signal before it is withheld", "all", "held",
     [["limit", "signal", None, False]]),
    ("required", "a signal that is required and withheld closes", "age", "usage", [[ON, "usage"]]),
    ("required_given", "a required signal that allows opens", "age", "usage",
     [[ON, "usage"], ["limit", "age", None, True]]),
    ("required_for_one", "a word about the one purpose is enough", "age", "usage",
     [[ON, "usage"], ["limit", "age", "usage", True]]),
    ("required_for_other", "a word about another purpose is not", "age", "usage",
     [[ON, "usage"], ["limit", "age", "listed", True]]),
    ("required_necessary", "what is necessary needs no signal", "age", "duty", [["choose", "duty", "informed"]]),
    ("required_first", "of several withheld the first in order is named", "all", "usage", [[ON, "usage"]]),
    ("required_unlisted", "an organisation is not asked about what it may not close", "all", "advice",
     [["choose", "advice", "informed"]]),
    ("required_limit", "a limit of one is named before a signal withheld by a later one", "all", "usage",
     [[ON, "usage"], ["limit", "organisation", None, False]]),
    ("required_all", "all required signals are there", "all", "usage",
     [["limit", "organisation", None, True], ["limit", "age", None, True], ["limit", "signal", None, True],
      [ON, "usage"]]),
    ("last_day", "a consent holds on its last day", "plain", "usage", [[ON, "usage"], ["advance_days", 365]]),
    ("run_out", "a consent runs out a moment later", "plain", "usage",
     [[ON, "usage"], ["advance_days", 365], ["advance_ms", 1], ["expire"]]),
    ("day_366", "on day 366 a consent of 365 days lets nothing in", "plain", "usage",
     [[ON, "usage"], ["advance_days", 366], ["expire"]]),
    ("run_out_forbidden", "a consent that ran out under a limit is told last", "plain", "usage",
     [[ON, "usage"], ["limit", "os", None, False], ["advance_days", 366], ["expire"]]),
    ("run_out_unopened", "a consent that ran out is closed at the next opening", "plain", "usage",
     [[ON, "usage"], ["advance_days", 366], ["reopen"]]),
    ("renewed_in_time", "a renewal begins the time anew", "plain", "usage",
     [[ON, "usage"], ["advance_days", 300], [ON, "usage"], ["advance_days", 300], ["expire"]]),
    ("clock_back", "a clock set back by a day still shows it", "plain", "usage", [[ON, "usage"], ["advance_days", -1]]),
    ("clock_far_back", "a clock set back further cannot show it", "plain", "usage",
     [[ON, "usage"], ["advance_days", -2], ["expire"]]),
    ("no_end", "a consent without an end does not run out", "plain", "listed",
     [[ON, "listed"], ["advance_days", 3650], ["expire"]]),
    ("informed_no_end", "being told does not run out", "plain", "advice",
     [["choose", "advice", "informed"], ["advance_days", 3650], ["expire"]]),
    ("update", "a policy reworded closes nothing", "plain", "usage", [[ON, "usage"], ["update", "reworded"]]),
    ("material", "a material change asks again", "plain", "usage", [[ON, "usage"], ["update", "material"]]),
    ("material_informed", "a material change tells again", "plain", "advice",
     [["choose", "advice", "informed"], ["update", "material"]]),
    ("material_given", "a yes to the changed policy opens", "plain", "usage",
     [[ON, "usage"], ["update", "material"], [ON, "usage"]]),
    ("material_refused", "a no survives a material change", "plain", "usage",
     [["choose", "usage", "refused"], ["update", "material"]]),
    ("material_back", "what a material change closed, the old policy does not open", "plain", "usage",
     [[ON, "usage"], ["update", "material"], ["update", "plain"]]),
    ("material_skipped", "a material change that was never installed asks again all the same", "plain", "usage",
     [[ON, "usage"], ["update", "after"]]),
    ("material_skipped_informed", "and tells again", "plain", "advice",
     [["choose", "advice", "informed"], ["update", "after"]]),
    ("material_carried", "a yes to the changed policy opens under its successor", "material", "usage",
     [[ON, "usage"], ["update", "after"]]),
    ("material_given_later", "a yes to the successor opens", "plain", "usage",
     [[ON, "usage"], ["update", "after"], [ON, "usage"]]),
    ("material_one", "a change that was material for one purpose closes that one", "plain", "listed",
     [[ON, "listed"], ["update", "partly"]]),
    ("material_not_this", "and no other", "plain", "usage", [[ON, "usage"], ["update", "partly"]]),
    ("restart", "a yes survives a restart", "plain", "usage", [[ON, "usage"], ["reopen"]]),
    ("restart_off", "a no survives a restart", "plain", "usage", [[ON, "usage"], [OFF, "usage"], ["reopen"]]),
    ("killed", "a yes survives a kill", "plain", "usage", [[ON, "usage"], ["kill"]]),
    ("killed_off", "an off survives a kill", "plain", "usage", [[ON, "usage"], [OFF, "usage"], ["kill"]]),
    ("limit_restart", "a limit survives a restart", "plain", "usage",
     [[ON, "usage"], ["limit", "signal", None, False], ["reopen"]]),
]


def made():
    cases = []
    for name, reason, of, purpose_id, steps in CASES:
        told = Told(of)
        for step in steps:
            told.step(*step)
        reasons = told.reasons(purpose_id)
        given = {"purpose": purpose_id, "event": f"{purpose_id}_seen", "begins": of, "steps": steps}
        cases.append(case(name, reason, given, {
            "open": not reasons,
            "state": told.user.get(purpose_id, ("unknown",))[0],
            "closed_by": reasons[0] if reasons else None,
            "reasons": reasons,
            "record": told.record(purpose_id),
        }))
    return subject("gate", cases, {"policies": POLICIES})
