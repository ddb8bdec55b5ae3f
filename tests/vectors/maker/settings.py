"""docs/settings.md: what a screen shows after some steps. The wanted words are written here by hand from that page."""

from .case import case, subject
from .policy import event, field, policy, purpose, recipient

START = 1_795_507_679_000
HERE = "You can turn this off here at any time."
OR_SYSTEM = "You can turn this off here or in system settings at any time."
CHANGE = "You can change this in the settings at any time."
MAIL = "privacy@kranich-systems.de"


def both(english, german):
    return {"en": english, "de": german}


def named(name, title, *more, **members):
    text = both("What happens is noted to mend faults.", "Was geschieht, wird notiert, um Fehler zu beheben.")
    return purpose(name, *more, **members) | {"title": title, "text": text}


PURPOSES = [
    named("usage", both("Usage statistics", "Nutzungsstatistik"), validity_days=365),
    named("crashes", both("Crash reports", "Absturzberichte"), kind="crash"),
    named("advice", both("Stability", "Stabilität"), "legitimate_interest", "strictly_necessary"),
    named("alerts", both("Alert pushes", "Alarme als Push"), kind="push"),
    named("service", both("Your account", "Ihr Konto"), "contract", "strictly_necessary", kind="account"),
    named("duty", both("Security", "Sicherheit"), "legitimate_interest", "strictly_necessary", kind="security"),
]
RECIPIENTS = [
    recipient("segment", ["usage", "advice"]),
    recipient("mirror", ["usage"]),
    recipient("sentry", ["crashes"], kind="sentry"),
    recipient("push", ["alerts"], kind="vendor_sdk") | {
        "name": "Wire Ltd. (Wire)", "country": "US", "transfer_tool": "standard_contractual_clauses"},
]
PUSH = {"id": "push", "purpose": "alerts", "feature": both("alerts", "Alarme"),
        "purpose_string": both("The app sends alerts.", "Die App sendet Alarme."), "categories": [{"id": "service"}]}


def kranich(purposes=tuple(PURPOSES), **more):
    limits = {"organisation_may_switch_off": ["usage"]} | more.pop("limits", {})
    events = [event("usage_seen", "usage", ["minutes"]), event("advice_seen", "advice", ["minutes"])]
    fields = [field("minutes", "keep", ["segment", "mirror"])]
    return policy(list(purposes), RECIPIENTS, fields, events, locales=["en", "de"], permissions=[PUSH], limits=limits, **more)


CHANGED = both("Crash reports also go to a mirror.", "Absturzberichte gehen auch an einen Spiegel.")
POLICIES = {
    "plain": kranich(),
    "age": kranich(limits={"required": ["age"]}),
    "material": kranich([one | {"changed": CHANGED} if one["id"] == "crashes" else one for one in PURPOSES],
                        version="2", material=True),
    "worded": kranich(screens={"off": both("Not on", "Nicht an"), "by_age": both("From {age} on.", "Ab {age}.")}),
}


def shown(name, reason, show, want, steps=(), locale="en", begins="plain", **more):
    given = {"begins": begins, "steps": [list(step) for step in steps], "locale": locale, "show": show}
    return case(name, reason, given | more, want)


def toggle(label, **more):
    return {"kind": "toggle", "label": label, "on": False, "changeable": True, "state": "Off", "reasons": [],
            "confirm": None, "withdrawal": HERE, "changed_at": None, "target": None, "objects": False} | more


USAGE, ON = "Usage statistics", ("turn_on", "usage")


def rows():
    def usage(name, reason, steps, locale="en", begins="plain", label=USAGE, more=None, **want):
        return shown(name, reason, ["row", "purpose.usage"], toggle(label, **want), steps, locale, begins, **(more or {}))

    german = {"label": "Nutzungsstatistik", "withdrawal": "Sie können das hier jederzeit ausschalten."}
    on = {"on": True, "changed_at": START}
    return [
        usage("fresh", "before a choice everything is off", []),
        usage("fresh, German", "the same in the other language", [], "de", state="Aus", **german),
        usage("Austrian", "a region that the policy does not have sees the language", [ON], "de-AT",
              state="An seit 24. November", **on, **german),
        usage("unknown language", "a language that the policy does not have sees the first", [ON], locale="ja",
              state="On since 24 November", **on),
        usage("on", "the day is named", [ON], state="On since 24 November", **on),
        usage("on since last year", "another year is named", [ON, ("advance_days", 60)],
              state="On since 24 November 2026", **on),
        usage("on, further east", "the day is the person's own", [ON], more={"utc_offset_minutes": 1000},
              state="On since 25 November", **on),
        usage("turned off", "a no needs no reason", [ON, ("turn_off", "usage")], changed_at=START),
        usage("by the organisation", "whoever else forbids it locks it", [("limit", "organisation", "usage", False)],
              changeable=False, reasons=["Your organisation turned this off."]),
        usage("by two", "every reason is told, in the order of the ledger",
              [ON, ("limit", "age", None, False), ("limit", "os", "usage", False)], changed_at=START, changeable=False,
              reasons=["This is off in system settings.", "Not available under 16."], target="system.app"),
        usage("age unknown", "what is withheld is told too", [], begins="age", changeable=False,
              reasons=["Your age is not known yet."]),
        usage("by a managed device", "an organisation's setting is named as its own",
              [ON, ("organisation", {"sordino_usage": False})], changed_at=START, changeable=False,
              reasons=["Your organisation turned this off."]),
        usage("by a signal", "a signal of the device is named", [ON, ("signals", None, {"IABTCF_gdprApplies": 1})],
              changed_at=START, changeable=False, reasons=["A privacy signal of this device turned this off."]),
        usage("ran out", "the last day is named", [ON, ("advance_days", 366)], changed_at=START,
              reasons=["Your permission ended on 24 November."]),
        usage("policy changed", "a material change asks again", [ON, ("update", "material")], changed_at=START,
              state="Off until you decide", reasons=["Our policy changed."]),
        usage("own words", "a policy words texts anew", [("limit", "age", None, False)], begins="worded",
              state="Not on", changeable=False, reasons=["From 16 on."]),
        shown("alerts on", "losing alerts is confirmed first", ["row", "purpose.alerts"],
              toggle("Alert pushes", state="On since 24 November", withdrawal=OR_SYSTEM,
                     confirm=["Turn off Alert pushes?", "You may then miss alerts."], **on), [("turn_on", "alerts")]),
        shown("alerts off in the system", "the row leads to the system's switch", ["row", "purpose.alerts"],
              toggle("Alert pushes", withdrawal=OR_SYSTEM, changed_at=START, changeable=False,
                     reasons=["Notifications are off in system settings."], target="system.notifications"),
              [("turn_on", "alerts"), ("limit", "os", "alerts", False)]),
        shown("objected to", "a legitimate interest is no consent", ["row", "purpose.advice"],
              toggle("Stability", objects=True, withdrawal="You can object at any time: turn this off."), []),
        shown("told", "who was told sees it on", ["row", "purpose.advice"],
              toggle("Stability", objects=True, withdrawal="You can object at any time: turn this off.",
                     state="On since 24 November", **on), [("choose", "advice", "informed")]),
        shown("objection taken back", "it is on, and no consent", ["row", "purpose.advice"],
              toggle("Stability", objects=True, withdrawal="You can object at any time: turn this off.",
                     state="On. You took your objection back on 24 November.", **on),
              [("turn_off", "advice"), ("turn_on", "advice")]),
        shown("needed", "what the service needs has no switch", ["row", "always.service"],
              toggle("Your account", kind="status", on=True, changeable=False, state="Needed for the service",
                     withdrawal="")),
        shown("objected to by mail", "what the library does not carry is objected to in writing", ["row", "always.duty"],
              toggle("Security", kind="status", on=True, changeable=False, state="Needed for the service", objects=True,
                     withdrawal=f"You can object: write to {MAIL}.", target=f"mailto:{MAIL}")),
        shown("all rows", "the order of a screen", ["rows"], {
            "title": "Datenschutz", "locale": "de", "sections": [
                ["choices", None, ["purpose.usage", "purpose.crashes", "purpose.advice", "purpose.alerts"]],
                ["always", "Immer nötig", ["always.service", "always.duty"]],
                ["your_data", "Ihre Daten", ["action.history", "action.export", "action.erase"]],
                ["more", "Mehr", ["link.policy", "link.contact", "link.officer", "link.authority", "link.system"]],
            ]}, locale="de-CH"),
    ]


def asked(names, text, kind="first_run", title="May this app send reports?", news=()):
    whom = {"usage": [USAGE, "To segment of Kranich (Germany), mirror of Kranich (Germany)"],
            "crashes": ["Crash reports", "To sentry of Kranich (Germany)"]}
    buttons = ["Allow none", "Allow all", "Choose"] if len(names) > 1 else ["Don’t allow", "Allow", ""]
    return {"prompts": [{"kind": kind, "title": title, "text": f"{text} {CHANGE}", "news": list(news),
                         "purposes": [[name, *whom[name]] for name in names], "buttons": buttons}]}


def prompts():
    def question(name, reason, steps, want, begins="plain"):
        return shown(name, reason, ["prompts"], want, steps, begins=begins)

    two, one = "Both are off. The app works without them.", "It is off. The app works without it."
    nothing = {"prompts": []}

    def each(verb, *more):
        return [(verb, name, *more) for name in ("usage", "crashes")]

    return [
        question("first run", "telemetry is asked for, once, together", [], asked(["usage", "crashes"], two)),
        question("one is left", "one purpose has two buttons", [("choose", "usage", "refused")], asked(["crashes"], one)),
        question("asked and not answered", "a question that was shown is not answered", each("choose", "requested"),
                 asked(["usage", "crashes"], two)),
        question("put off", "before the cool-down nothing is asked", [*each("choose", "deferred"), ("advance_days", 179)],
                 nothing),
        question("put off long ago", "after the cool-down it is asked again",
                 [*each("choose", "deferred"), ("advance_days", 180)], asked(["usage", "crashes"], two)),
        question("refused", "a no lasts as long as a yes", [*each("turn_off"), ("advance_days", 364)], nothing),
        question("refused long ago", "a no to what never runs out is for ever", [*each("turn_off"), ("advance_days", 365)],
                 asked(["usage"], one)),
        question("allowed", "who said yes is not asked", each("turn_on"), nothing),
        question("under age", "what somebody else forbids is not asked for", [("limit", "age", None, False)], nothing),
        question("age unknown, asked", "nor what waits for somebody else", [], nothing, begins="age"),
        question("renewal", "what changed stands above the rest", [*each("turn_on"), ("update", "material")],
                 asked(["usage", "crashes"], two, "renewal", "Please decide again", [
                     "Our privacy policy changed on 1 January.",
                     "New since 1 January: Crash reports also go to a mirror."])),
        question("a yes ran out", "the end of a yes is told", [ON, ("turn_off", "crashes"), ("advance_days", 366)],
                 asked(["usage"], one, "renewal", "Please decide again",
                       ["Usage statistics: your permission ended on 24 November."])),
    ]


def told():
    def said(name, reason, steps, receipt, completed, locale="en", **more):
        return shown(name, reason, ["receipt"], {"receipt": receipt, "completed": completed}, steps, locale, **more)

    def vendor(answer, reason, receipt, completed, locale="en"):
        return said(f"a vendor, {answer}", reason, [("turn_on", "alerts"), ("turn_off", "alerts")], receipt, completed, locale,
                    vendors={"push": {"unsent": 0, "has_id": False, "collecting": {
                        "off": "no", "still_on": "yes", "records_until_restart": "until_restart"}.get(answer, answer)}})

    def past(name, reason, steps, want, more, show=(0, 2), locale="en"):
        return shown(name, reason, ["history", *show], {"rows": want, "more": more}, steps, locale)

    stamp = "24 Nov 2026, 08:07"
    two = ["Off. At least 3 waiting reports deleted."]
    one = ["Aus. 1 wartender Bericht gelöscht."]
    return [
        said("three for two", "a record for two recipients is one report",
             [ON, ("record", "usage_seen", {}, 3), ("turn_off", "usage")], two, two),
        said("one for one", "one has a form of its own",
             [("choose", "advice", "informed"), ("record", "advice_seen", {}, 1), ("turn_off", "advice")], one, one, "de"),
        said("nothing waited", "nothing is told as nothing", [ON, ("turn_off", "usage")],
             ["Off. No report was waiting."], ["Off. No report was waiting."]),
        said("a vendor", "a vendor is waited for, and its answer told", [("turn_on", "alerts"), ("turn_off", "alerts")],
             ["Off.", "Waiting for Wire …"], ["Off.", "This app cannot turn off Wire."]),
        vendor("off", "what a vendor says stands there", ["Off.", "Waiting for Wire …"], ["Off.", "Wire says off."]),
        vendor("still_on", "a vendor that stays on is not told as off", ["Aus.", "Warte auf Wire …"],
               ["Aus.", "Wire meldet: noch an."], "de"),
        vendor("records_until_restart", "recording without sending is neither on nor off", ["Off.", "Waiting for Wire …"],
               ["Off.", "Wire records until the app restarts. It sends nothing."]),
        vendor("cannot_tell", "what cannot be told is not told as off", ["Off.", "Waiting for Wire …"],
               ["Off.", "Wire cannot say whether it is off."]),
        past("no choices", "a fresh list is empty", [], [], False),
        past("two of three", "the newest stands first", [ON, ("turn_off", "usage"), ("limit", "organisation", "usage", False)],
             [["Usage statistics: blocked", f"{stamp} · Organisation"], ["Usage statistics: off", f"{stamp} · Settings"]],
             True),
        past("the third", "a page goes on where the one before ended",
             [ON, ("turn_off", "usage"), ("limit", "organisation", "usage", False)],
             [["Nutzungsstatistik: an", "24. Nov. 2026, 08:07 · Einstellungen"]], False, (2, 2), "de"),
        past("an objection", "an objection has its own word, and so has taking it back",
             [("turn_off", "advice"), ("turn_on", "advice")],
             [["Stability: objection taken back", f"{stamp} · Settings"], ["Stability: objected", f"{stamp} · Settings"]], False),
        past("an objection, in German", "in both languages", [("turn_off", "advice"), ("turn_on", "advice")],
             [["Stabilität: Widerspruch zurückgenommen", "24. Nov. 2026, 08:07 · Einstellungen"],
              ["Stabilität: widersprochen", "24. Nov. 2026, 08:07 · Einstellungen"]], False, locale="de"),
        past("never forbidden", "nobody reads that something is allowed which never was forbidden",
             [("limit", "age", None, True), ON], [["Usage statistics: on", f"{stamp} · Settings"]], False, show=(0, 9)),
        past("allowed again", "a limit that is lifted is told",
             [("limit", "age", None, False), ("limit", "age", None, True), ("limit", "age", None, True)],
             [["Everything optional: no longer blocked", f"{stamp} · Age"], ["Everything optional: blocked", f"{stamp} · Age"]],
             False, show=(0, 9)),
        past("an old no", "a no of before says where it is from", [("import_refusal", "crashes", "preferences")],
             [["Crash reports: off", f"{stamp} · From an earlier version"]], False),
        past("an erasure", "an erasure says until when backups are kept", [ON, ("erase",)],
             [["Past choices erased", f"{stamp} · backups are gone by 24 December"]], False),
        past("an erasure, in German", "in both languages, with the year where it is another",
             [ON, ("advance_days", 30), ("erase",)],
             [["Frühere Entscheidungen gelöscht", "24. Dez. 2026, 08:07 · Sicherungskopien sind bis 23. Januar 2027 weg"]],
             False, locale="de"),
        past("an old no, late", "who chose since keeps the choice", [("turn_on", "crashes"),
             ("import_refusal", "crashes", "preferences")], [["Crash reports: on", f"{stamp} · Settings"]], False),
    ]


def tickets():
    authority, controller = ["The authority", "office@datenschutz.bremen.de"], ["Kranich Systems GmbH", MAIL]
    month = 30 * 86_400_000
    due = "Please answer by 24 December 2026 (GDPR Art. 12(3)).\n"

    def ticket(name, reason, kind, subject, text, organisation=None, deadline=START + month, to=None, **more):
        return shown(name, reason, ["ticket", kind, organisation], {
            "to": to or organisation or controller, "authority": authority, "deadline": deadline, "subject": subject,
            "text": text, "pseudonyms": []}, **more)

    asks = "Please correct these data about me (GDPR Art. 16):\n\n"
    return [
        ticket("ticket, confirm", "the controller is asked what it has", "confirm", "Request for confirmation",
               f"Please confirm whether you process data about me, and which (GDPR Art. 15).\n\n{due}"),
        ticket("ticket, rectify", "a correction names its article", "rectify", "Request for correction", asks + due),
        ticket("ticket, restrict", "a restriction is asked for in the other language", "restrict", "Bitte um Einschränkung",
               "Bitte schränken Sie die Verarbeitung dieser Daten über mich ein (Art. 18 DSGVO):\n\n"
               "Bitte antworten Sie bis zum 24. Dezember 2026 (Art. 12 Abs. 3 DSGVO).\n", locale="de"),
        ticket("ticket, complain", "a complaint goes to the authority and waits for no day", "complain", "Complaint",
               "I complain about how Kranich Systems GmbH processes data about me (GDPR Art. 77):\n\n",
               deadline=None, to=authority),
        ticket("ticket, organisation", "an organisation answers for its accounts", "rectify", "Request for correction",
               asks + due, organisation=["Northwind Ltd.", "privacy@northwind.test"]),
        ticket("ticket, complain about an organisation", "the complaint names who answers", "complain", "Beschwerde",
               "Ich beschwere mich darüber, wie Northwind Ltd. Daten über mich verarbeitet (Art. 77 DSGVO):\n\n",
               organisation=["Northwind Ltd.", "privacy@northwind.test"], deadline=None, to=authority, locale="de"),
        # 2027-01-31T08:07:59Z
        ticket("ticket, short month", "a month later is never the month after", "rectify", "Request for correction",
               asks + "Please answer by 28 February 2027 (GDPR Art. 12(3)).\n", deadline=START + (68 + 28) * 86_400_000,
               steps=[("advance_days", 68)]),
        ticket("ticket, further east", "the day of an answer is the person's own", "rectify", "Request for correction",
               asks + "Please answer by 25 December 2026 (GDPR Art. 12(3)).\n", utc_offset_minutes=1000),
    ]


def made():
    return subject("settings", [*rows(), *prompts(), *told(), *tickets()], {"policies": POLICIES})
