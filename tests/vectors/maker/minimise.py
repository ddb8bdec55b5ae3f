"""docs/records.md, "For a vendor's SDK": what the SDK may send of what it was about to send."""

from .case import case, subject
from .field_rules import BY_RULE, FACTS, GONE, HOUR, OWN, RULES, START, left
from .policy import event, field, policy, purpose, recipient

SDK = ["sdk"]
CRASH = {"exception_type": "keep", "exception_value": "scrub", "stack_function": "keep", "stack_line": "keep",
         "thread_name": "drop"}
POLICY = policy(
    [purpose("usage"), purpose("crashes", kind="crash"), purpose("later")],
    [recipient("sdk", ["usage", "crashes"], kind="vendor_sdk"), recipient("other", ["usage"], kind="vendor_sdk"),
     recipient("segment", ["usage", "later"])],
    [field(name, rule, SDK) for name, rule in (RULES | CRASH).items()]
    + [field("timestamp", {"coarsen": "time_to_hour"}, ["sdk", "segment"])]
    + [field(name, {"coarsen": rule}, SDK) for name, rule in OWN.items()]
    + [field(name, "pseudonymise", SDK) for name in ("user_id", "customer_id", "device_id")]
    + [field("app_version", "keep", SDK), field("one", "keep", ["segment"]), field("inner", "keep", SDK)],
    [event("seen", "usage", [*RULES, "one"]), event("late", "later", ["kept"])],
)
TIME = {"timestamp": START // HOUR * HOUR}
DEVICE = {"device_id": "pseudonym 1"}


def of_event(name, reason, properties, values, dropped=0, context=None, **other):
    want = {"values": TIME | values, "context": DEVICE if context is None else context, "dropped": dropped}
    return case(name, reason, {"properties": properties} | other, want)


def rules():
    for name, reason, key, value in BY_RULE:
        rest = left(key, value)
        yield of_event(name, reason, {key: value}, {} if rest is GONE else {key: rest}, int(rest is GONE))


EVENTS = [
    of_event("scrub_text", "personal data in free text becomes a token", {"told": "call +49 30 23125 101"},
             {"told": "call [phone]"}),
    of_event("not_in_event", "a property that the event does not list goes, field or not", {"inner": 1}, {}, 1),
    of_event("other_recipient", "a field of another recipient goes", {"one": 1}, {}, 1),
    of_event("map", "in a map each leaf has the rule of its own key", {"kept": {"inner": 1, "size": 5}},
             {"kept": {"inner": 1, "size": 4}}),
    of_event("kept_id", "an id of who is signed in is kept by no rule", {"kept": "usr-4711"}, {}, 1,
             {"user_id": "pseudonym 1", "device_id": "pseudonym 2"}, account={"user_id": "usr-4711"}),
    of_event("person", "a person and a customer of one number are two pseudonyms", {"who": "42"}, {"who": "pseudonym 1"}, 0,
             {"user_id": "pseudonym 2", "customer_id": "pseudonym 3", "device_id": "pseudonym 4"},
             account={"user_id": "42", "customer_id": "42"}),
    of_event("facts", "what is known about the device leaves by the fields' rules", {}, {}, 0,
             DEVICE | {"os_version": "17.5", "device_model": "iPhone", "locale": "de", "app_version": "5.2.1"}, facts=FACTS),
    case("nothing_listed", "a recipient without fields gets nothing, not even the time",
         {"properties": {"kept": 1}, "recipient": "other"}, {"values": {}, "context": {}, "dropped": 2}),
]


def of_values(name, reason, purpose_id, values, rest, dropped=0, **other):
    given = {"purpose": purpose_id, "values": values} | other
    return case(name, reason, given, {"values": rest, "context": DEVICE, "dropped": dropped})


FRAMES = [{"stack_function": "main", "stack_line": 7, "stack_file": "/home/anna/app.kt"}, {"stack_function": "run"}]
ANNA = {"user_id": "pseudonym 1", "device_id": "pseudonym 2"}
VALUES = [
    of_values("stack", "values of the SDK's own leave where a field lists their key, at any depth", "crashes",
              {"exceptions": [{"exception_type": "IOException", "frames": FRAMES}]},
              {"exceptions": [{"exception_type": "IOException",
                               "frames": [{"stack_function": "main", "stack_line": 7}, {"stack_function": "run"}]}]}, 1),
    of_values("message", "the message of an exception is free text", "crashes", {"exception_value": "mail anna@example.org"},
              {"exception_value": "mail [email]"}),
    of_values("no_time", "no time is added: the SDK has its own", "usage", {"kept": 1}, {"kept": 1}),
    of_values("event_like", "no event is looked up", "usage", {"inner": 1}, {"inner": 1}),
    of_values("dropped_name", "what no field lists goes", "crashes", {"thread_name": "main", "user": {"email": "a@b.de"}}, {}, 2),
    case("code_named_as_id", "a name of code stays, though somebody's id is the same",
         {"purpose": "crashes", "values": {"stack_function": "annalena"}, "account": {"user_id": "annalena"}},
         {"values": {"stack_function": "annalena"}, "context": ANNA, "dropped": 0}),
    case("value_named_as_id", "a value of usage does not", {"purpose": "usage", "values": {"kept": "annalena"},
         "account": {"user_id": "annalena"}}, {"values": {}, "context": ANNA, "dropped": 1}),
    of_values("many", "more values than an event may have", "usage", {"kept": [*range(100)]}, {"kept": [*range(100)]}),
]


def refused(name, reason, why, **given):
    return case(name, reason, given, {"refused": why})


REFUSED = [
    refused("closed", "nothing is minimised while the purpose is off", "closed", properties={"kept": 1}, off=["usage"]),
    refused("closed_values", "nor are values", "closed", purpose="crashes", values={"stack_line": 1}, off=["crashes"]),
    refused("unknown_event", "the policy lists no such event", "unknown_event", event="unseen", properties={}),
    refused("not_its_purpose", "an event of a purpose that the recipient does not serve", "no_recipient", event="late",
            properties={"kept": 1}),
    refused("unknown_purpose", "a purpose that the policy does not have", "no_recipient", purpose="nope", values={}),
    refused("served_by_us", "a recipient that Sordino itself sends to", "no_recipient", recipient="segment",
            properties={"kept": 1}),
    refused("unknown_recipient", "a recipient that the policy does not have", "no_recipient", recipient="nobody",
            properties={"kept": 1}),
    refused("too_deep", "nested deeper than five", "too_deep", properties={"kept": {"inner": {"inner": {"inner": {"inner":
            {"inner": 1}}}}}}),
    refused("not_finite", "a number that is none", "not_finite", properties={"kept": {"$float": "NaN"}}),
    refused("too_many", "an event of more than 64 values", "too_many_properties",
            properties={"kept": {f"k{number}": 1 for number in range(70)}}),
]


def made():
    given = {"policy": POLICY, "event": "seen", "recipient": "sdk"}
    return subject("minimise", [*rules(), *EVENTS, *VALUES, *REFUSED], given)
