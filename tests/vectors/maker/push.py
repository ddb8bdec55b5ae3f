"""docs/flows.md and docs/push.md: the steps of the push flow and its token. The wanted steps are written here by hand."""

from .case import case, subject
from .policy import policy, purpose, recipient

FEATURE, WHY = "Alerts on duty", "The app sends the alerts of your duty."
LOUD = "They may sound although this device is silent."
OFF = "Notifications are off in system settings."


def both(english, german):
    return {"en": english, "de": german}


def named(name, title):
    text = both("What happens is noted to mend faults.", "Was geschieht, wird notiert, um Fehler zu beheben.")
    return purpose(name, kind="push") | {"title": both(title, title), "text": text}


WIRE = recipient("wire", ["alerts", "offers"], kind="vendor_sdk") | {"name": "Wire GmbH"}
PUSH = {"id": "push", "purpose": "alerts", "feature": both(FEATURE, "Alarme"),
        "purpose_string": both(WHY, "Die App sendet die Alarme Ihres Dienstes."),
        "categories": [{"id": "service", "importance": "high"}, {"id": "marketing", "purpose": "offers", "marketing": True}]}
CRITICAL = PUSH | {"categories": [PUSH["categories"][0] | {"critical": True}, PUSH["categories"][1]]}


def wired(push):
    return policy([named("alerts", "Alerts"), named("offers", "Offers")], [WIRE], locales=["en", "de"], permissions=[push])


FEWER = PUSH | {"categories": PUSH["categories"][:1]}
POLICIES = {"plain": wired(PUSH), "critical": wired(CRITICAL), "fewer": wired(FEWER)}
ON, OFFERS = ["turn_on", "alerts"], ["turn_on", "offers"]
FORBIDDEN = [["alerts", False], ["offers", False]]
ASKED, YES = "not_determined", "authorized"


def flow(name, reason, inputs, steps, screen=None, before=(ON,), platform="ios", locale="en", limits=(), begins="plain"):
    given = {"begins": begins, "platform": platform, "steps": [list(step) for step in before], "locale": locale,
             "flow": [list(one) for one in inputs]}
    return case(name, reason, given, {"steps": steps, "screen": screen, "limits": list(limits)})


def asking():
    android = {"platform": "android"}
    return [
        flow("closed", "without a yes the purpose's own question comes first", [("start", ASKED), ("agree", ASKED)],
             ["ask_consent", "nothing"], before=()),
        flow("one button", "Apple allows no other button before its dialog", [("start", ASKED)], ["show_primer"],
             [FEATURE, f"{WHY} Otherwise alerts do not reach this device.", "Continue", ""]),
        flow("two buttons", "Google wants a refusal beside the consent, and who gets the token", [("start", [False, False])],
             ["show_primer"], [FEATURE, f"{WHY} Your push token goes to Wire GmbH.", "Agree", "Decline"], **android),
        flow("two buttons, German", "the same in the other language", [("start", [False, False])], ["show_primer"],
             ["Alarme", "Die App sendet die Alarme Ihres Dienstes. Ihr Push-Token geht an Wire GmbH.", "Zustimmen", "Ablehnen"],
             locale="de", **android),
        flow("granted", "the system's yes is told", [("start", ASKED), ("agree", ASKED), ("returned", YES)],
             ["show_primer", "ask_system", "done"], [FEATURE, "On", "", ""]),
        flow("denied", "a denial is accepted, told and passed on", [("start", ASKED), ("agree", ASKED), ("returned", "denied")],
             ["show_primer", "ask_system", "explain"], [FEATURE, f"{OFF} You may then miss alerts.", "", ""],
             limits=FORBIDDEN),
        flow("denied before", "the person's own tap leads to the system's settings", [("start", "denied"), ("agree", "denied")],
             ["ask_settings", "open_settings"], limits=FORBIDDEN),
        flow("critical", "what breaks through silence is named before the dialog", [("start", ASKED)], ["show_primer"],
             [FEATURE, f"{WHY} {LOUD} Otherwise alerts do not reach this device.", "Continue", ""], begins="critical"),
        flow("critical, of another purpose", "what nobody said yes to is not named", [("start", ASKED)], ["show_primer"],
             [FEATURE, f"{WHY} Otherwise alerts do not reach this device.", "Continue", ""], before=(OFFERS,), begins="critical"),
        flow("quiet", "quiet delivery is no consent of the person's", [("start", "provisional"), ("agree", "provisional"),
             ("returned", "provisional")], ["show_primer", "ask_system", "nothing"]),
        flow("app clip", "an App Clip may notify", [("start", "ephemeral")], ["nothing"]),
        flow("muted", "a channel that is off leads to the settings", [("start", YES, ["service"])], ["ask_settings"],
             [FEATURE, OFF, "Open settings", "Not now"], limits=[["alerts", False]], **android),
        flow("one of two muted", "a channel closes its own purpose alone", [("look", YES, ["marketing"])], ["nothing"],
             before=(ON, OFFERS), limits=[["offers", False]], **android),
        flow("looking", "coming to the front asks nothing", [("look", ASKED)], ["nothing"]),
        flow("declined", "a no is one tap and takes the yes back", [("start", [False, False]), ("decline", [False, False]), ("agree", [False, False])],
             ["show_primer", "take_back", "nothing"], **android),
        flow("denied twice", "a second denial on Android is for good",
             [("start", [False, True]), ("agree", [False, True]), ("returned", [False, False]), ("start", [False, False])],
             ["show_primer", "ask_system", "explain", "ask_settings"], [FEATURE, OFF, "Open settings", "Not now"],
             limits=FORBIDDEN, **android),
        flow("taken back", "what Android granted and took back is a no of the system's", [("look", [True, False]), ("look", [False, False])],
             ["nothing", "nothing"], limits=FORBIDDEN, **android),
        flow("asked for again", "what was taken back may be asked for by the dialog", [("look", [True, False]),
             ("start", [False, False]), ("agree", [False, False])], ["nothing", "show_primer", "ask_system"],
             limits=FORBIDDEN, **android),
        flow("denied once", "a first denial is accepted, told and passed on",
             [("start", [False, False]), ("agree", [False, False]), ("returned", [False, True])],
             ["show_primer", "ask_system", "explain"], [FEATURE, f"{OFF} You may then miss alerts.", "", ""],
             limits=FORBIDDEN, **android),
        flow("dismissed", "a dialog left without an answer may come again",
             [("start", [False, False]), ("agree", [False, False]), ("returned", [False, False]), ("start", [False, False]),
              ("agree", [False, False])],
             ["show_primer", "ask_system", "nothing", "show_primer", "ask_system"], **android),
    ]


def gating():
    def token(name, reason, inputs, steps, before=(ON,)):
        return flow(name, reason, [("token", one, "wire") for one in inputs], steps, before=before)

    off = (ON, ["turn_off", "alerts"])
    return [
        token("no token before consent", "nothing is registered while nothing is open", ["told"], [["nothing", "off"]],
              before=()),
        token("registered", "a yes registers, and the token is handed on", ["told", "issued"],
              [["register", "still_on"], ["hand_over", "still_on"]]),
        token("late token", "a token after a withdrawal is deleted", ["issued", "deleted"],
              [["delete", "still_on"], ["nothing", "off"]], before=off),
        token("never issued", "what was never issued is not deleted", ["told"], [["nothing", "off"]], before=off),
        token("signing out", "the server forgets while the session stands", ["issued", "signing_out", "forgotten"],
              [["hand_over", "still_on"], ["forget", "still_on"], ["nothing", "still_on"]]),
        token("offline", "a deletion that fails is owed", ["issued", "failed", "told"],
              [["delete", "still_on"], ["nothing", "still_on"], ["delete", "still_on"]], before=off),
    ]


def made():
    return subject("push", asking() + gating(), {"policies": POLICIES})
