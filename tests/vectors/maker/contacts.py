"""docs/flows.md and docs/contacts.md: the steps of the contacts flow. The wanted steps and words are written here by hand."""

from .case import case, subject
from .policy import policy, purpose

OLD, NEW = "+493023125001", "+442079460001"
NEXT = {"card_numbers": ["+493023125002", NEW], "card_version": 2}
FEATURE = "Kranich contact"
WHY = "The app saves one contact, so that a call shows its name."
OPENS, READS = "Your contacts app opens; save there.", "It reads no other contact."


def both(english, german):
    return {"en": english, "de": german}


def card(**more):
    return {"id": "contacts", "purpose": "card", "feature": both(FEATURE, "Kranich-Kontakt"),
            "purpose_string": both(WHY, "Die App speichert einen Kontakt."), "card_numbers": [OLD, NEW],
            "card_name": "Kranich", "card_version": 1} | more


def kranich(**more):
    switch = purpose("card", kind="contacts") | {
        "title": both("Contact", "Kontakt"),
        "text": both("What happens is noted to mend faults.", "Was geschieht, wird notiert, um Fehler zu beheben.")}
    return policy([switch], [], locales=["en", "de"], permissions=[card(**more)])


POLICIES = {
    "screen": kranich(),
    "direct": kranich(card_direct=True),
    "next": kranich(**NEXT),
    "next_direct": kranich(card_direct=True, **NEXT),
}
ON = ["turn_on", "card"]
PRIMER = [FEATURE, f"{WHY} {OPENS}", "Open contacts", "Not now"]
LOST = [FEATURE, "Without the contact, calls from “Kranich” show a number alone.", "", ""]
SAVED = [FEATURE, "The contact “Kranich” is saved.", "", ""]


def flow(name, reason, inputs, steps, screen=None, before=(ON,), begins="screen", platform="android", locale="en", **want):
    """One case; an input without what the system says is played where the system says `denied`."""
    given = {"begins": begins, "platform": platform, "steps": [list(step) for step in before], "locale": locale,
             "flow": [[one, "denied"] if isinstance(one, str) else list(one) for one in inputs]}
    return case(name, reason, given, {"steps": steps, "screen": screen, "id": "", "old_numbers": []} | want)


def by_screen():
    save = ["start", "agree", ("saved_known", "denied", "card/7")]
    saved = ["show_primer", "open_insert", "done"]
    return [
        flow("closed", "without a yes the purpose's own question comes first", ["start", "agree"], ["ask_consent", "nothing"],
             before=()),
        flow("first", "the person saves in their contacts app", save, saved, SAVED),
        flow("primer", "the words before the contacts app opens", ["start"], ["show_primer"], PRIMER),
        flow("primer, German", "the same in the other language", ["start"], ["show_primer"],
             ["Kranich-Kontakt", "Die App speichert einen Kontakt. Ihre Kontakte-App öffnet sich; dort speichern.",
              "Kontakte öffnen", "Nicht jetzt"], locale="de-AT"),
        flow("primer, iOS", "on iOS the contact is handed out", ["start", "agree"], ["show_primer", "share_card"],
             platform="ios"),
        flow("later version, iOS", "a first card is the one of the policy that holds", ["start", "agree"],
             ["show_primer", "share_card"], platform="ios", begins="next"),
        flow("later version, direct", "the same where the app writes", [("start", "authorized")], ["write"], platform="ios",
             begins="next_direct"),
        flow("current", "nothing new writes nothing", [*save, "start", "look"], [*saved, "nothing", "nothing"], id="card/7"),
        flow("declined", "a no is one tap and takes the yes back", ["start", "decline", "agree"], ["show_primer", "take_back", "nothing"]),
        flow("no answer", "a contacts app may save and say nothing", ["start", "agree", "not_saved", "start", "agree"],
             ["show_primer", "open_insert", "nothing", "show_primer", "open_insert_or_edit"]),
        flow("killed", "a write without an answer may have been done",
             ["start", "agree", "interrupted", "start", "agree"],
             ["show_primer", "open_insert", "nothing", "show_primer", "open_insert_or_edit"]),
        flow("no contacts app", "what is lost is said", ["start", "agree", "failed"],
             ["show_primer", "open_insert", "explain"], LOST),
        flow("out of order", "an answer that nobody waits for does nothing", ["agree", "returned", "gone", "changed"],
             ["nothing"] * 4),
    ]


def direct():
    def one(name, reason, inputs, steps, screen=None, begins="direct", **more):
        return flow(name, reason, inputs, steps, screen, begins=begins, **more)

    asked, limited, yes = "not_determined", "limited", "authorized"
    return [
        one("one button", "Apple allows no other button before its dialog", [("start", asked)], ["show_primer"],
            [FEATURE, f"{WHY} {READS}", "Continue", ""], platform="ios"),
        one("two buttons", "Google wants a refusal beside the consent", [("start", [False, False])], ["show_primer"],
            [FEATURE, f"{WHY} {READS}", "Agree", "Decline"]),
        one("granted", "the dialog's yes writes", [("start", asked), ("agree", asked), ("returned", yes)],
            ["show_primer", "ask_system", "write"], platform="ios"),
        one("limited", "limited access is enough for the app's own card",
            [("start", asked), ("agree", asked), ("returned", limited), ("saved_known", limited, "7")],
            ["show_primer", "ask_system", "write", "done"], SAVED, platform="ios"),
        one("denied", "a denial is accepted and told", [("start", asked), ("agree", asked), "returned"],
            ["show_primer", "ask_system", "explain"], LOST, platform="ios"),
        one("denied before", "the person's own tap leads to the way without a permission", ["start", "agree"],
            ["show_primer", "share_card"], platform="ios"),
        one("dismissed", "a dialog left without an answer is no denial", [("start", asked), ("agree", asked), ("returned", asked)],
            ["show_primer", "ask_system", "nothing"], platform="ios"),
        one("written", "a card that holds what the policy says is not written again",
            [("start", yes), ("saved_known", yes, "7"), ("start", yes)], ["write", "done", "nothing"], platform="ios", id="7"),
        one("invisible", "under limited access a card that cannot be seen is not deleted",
            [("start", limited), ("gone", limited), ("agree", limited), ("returned", yes)],
            ["write", "ask_limited", "open_settings", "write"], platform="ios"),
        one("edited", "an edited card keeps its edits; the person goes on",
            [("start", yes), ("changed", yes)], ["write", "show_primer"], PRIMER),
    ]


def made():
    return subject("contacts", [*by_screen(), *direct()], {"policies": POLICIES})
