"""Steps of the gate in which a device speaks beside the person: privacy signals, and an organisation that manages it."""

from .signals import gpp_string, tc_string, us_section

ON, OFF = "turn_on", "turn_off"
EVERY = "1111111111"


def signalled(name, reason, keys, gpc=None, of="plain", about="usage", before=None):
    return name, reason, of, about, [before or [ON, about], ["signals", gpc, keys]]


def lists(consents, interests="", **more):
    keys = {"IABTCF_gdprApplies": 1, "IABTCF_PurposeConsents": consents}
    return keys | {"IABTCF_PurposeLegitimateInterests": interests} | more


def sections(in_force, **keys):
    return {"IABGPP_GppSID": in_force} | {f"IABGPP_{name.lstrip('_')}_String": text for name, text in keys.items()}


TOLD = ["choose", "advice", "informed"]
SIGNALS = [
    signalled("gpc", "global privacy control closes consent", {}, True),
    signalled("gpc_interest", "global privacy control objects to an interest", {}, True, about="advice", before=TOLD),
    signalled("gpc_necessary", "global privacy control leaves what a contract needs", {}, True, about="service",
              before=["choose", "service", "informed"]),
    signalled("gpc_off", "global privacy control that is off closes nothing", {}, False),
    signalled("gpc_required", "global privacy control that is off is a word", {}, False, "all", "advice", TOLD),
    signalled("unsaid", "nothing said closes nothing", {"theme": "dark"}),
    signalled("unsaid_required", "nothing said is no word", {"theme": "dark"}, None, "all", "advice", TOLD),
    signalled("tcf_yes", "a yes to every purpose of the framework closes nothing", lists(EVERY)),
    signalled("tcf_elsewhere", "where the framework does not apply, its no is none", lists("0") | {"IABTCF_gdprApplies": 0}),
    signalled("tcf_device", "a no to reading the device closes", lists("0111111111")),
    signalled("tcf_device_interest", "no interest reads the device", lists("0111111111", EVERY)),
    signalled("tcf_statistics", "a no to one of three purposes closes events", lists("1111111101")),
    signalled("tcf_interest", "an interest that nobody objected to is enough", lists("1", "0000000111")),
    signalled("tcf_unread", "a list with another letter is no yes", lists("11111yes11")),
    signalled("tcf_waiting", "a tool without an answer closes", {"IABTCF_CmpSdkID": 300}),
    signalled("tcf_string", "the string alone is enough", {"IABTCF_gdprApplies": 1, "IABTCF_TCString": tc_string(EVERY)}),
    signalled("tcf_string_no", "a no in the string closes", {"IABTCF_TCString": tc_string("1", "00000001")}),
    signalled("tcf_both", "a yes counts where list and string have it", lists(EVERY, IABTCF_TCString=tc_string("1"))),
    signalled("tcf_version", "a string of another version is no yes",
              lists(EVERY, IABTCF_TCString="B" + tc_string(EVERY)[1:])),
    signalled("gpp_none", "no section in force closes nothing", sections("-1", _6="1YYN")),
    signalled("gpp_sale", "an opt-out of sale closes", sections("7", _7=us_section(7, "sale"))),
    signalled("gpp_advertising", "an opt-out of advertising closes", sections("11", _11=us_section(11, "advertising"))),
    signalled("gpp_in", "no opt-out closes nothing", sections("8", _8=us_section(8, gpc=False))),
    signalled("gpp_gpc", "global privacy control in a section closes", sections("8", _8=us_section(8, gpc=True))),
    signalled("gpp_other", "a section that is not in force closes nothing",
              sections("7", _7=us_section(7), _8=us_section(8, "sharing"))),
    signalled("gpp_whole", "a section is found in the whole string", sections("9") | {
        "IABGPP_HDR_GppString": gpp_string({2: tc_string("0"), 6: "1YNN", 9: us_section(9, "sale")})}),
    signalled("gpp_whole_in", "a section without an opt-out is found there", sections("6") | {
        "IABGPP_HDR_GppString": gpp_string({2: tc_string("0"), 6: "1YNN", 9: us_section(9, "sale")})}),
    signalled("gpp_eu", "the section of the EU is read as the framework's string", sections("2", _2=tc_string("1"))),
    signalled("gpp_unread", "a section that nobody reads closes", sections("5", _5="CPXxRfA")),
    signalled("gpp_missing", "a section without a text closes", sections("10")),
    signalled("gpp_unforced", "a whole string closes where nobody says what is in force",
              {"IABGPP_HDR_GppString": gpp_string({6: "1YNN"})}),
    ("signals_back", "a signal taken back opens again", "plain", "usage",
     [[ON, "usage"], ["signals", True, {}], ["signals", False, {}]]),
    ("signals_hold", "a signal holds while nothing is said", "plain", "usage",
     [[ON, "usage"], ["signals", True, {}], ["signals", None, {}]]),
    ("signals_before", "a signal from before the yes holds", "plain", "usage", [["signals", True, {}], [ON, "usage"]]),
    ("signals_other", "a signal taken back leaves what the app forbade for all", "plain", "usage",
     [[ON, "usage"], ["limit", "signal", None, False], ["signals", False, {}]]),
    ("signals_restart", "a signal survives a kill", "plain", "usage", [[ON, "usage"], ["signals", True, {}], ["kill"]]),
]
MANAGED = [
    ("managed", "a managed device closes", "plain", "usage", [[ON, "usage"], ["organisation", {"sordino_usage": False}]]),
    ("managed_before", "a managed device closes what is turned on later", "plain", "usage",
     [["organisation", {"sordino_usage": False}], [ON, "usage"]]),
    ("managed_text", "a text closes as a truth value does", "plain", "usage",
     [[ON, "usage"], ["organisation", {"sordino_usage": "false"}]]),
    ("managed_allows", "a managed device opens nothing", "plain", "usage", [["organisation", {"sordino_usage": True}]]),
    ("managed_on", "a word that is none closes", "plain", "usage", [[ON, "usage"], ["organisation", {"sordino_usage": "on"}]]),
    ("managed_back", "a managed device takes its word back", "plain", "usage",
     [[ON, "usage"], ["organisation", {"sordino_usage": False}], ["organisation", {"sordino_usage": True}]]),
    ("managed_silent", "a key that is gone takes nothing back", "plain", "usage",
     [[ON, "usage"], ["organisation", {"sordino_usage": False}], ["organisation", {"sordino_listed": True}]]),
    ("managed_apart", "what the app said of an organisation stands beside a silent device", "plain", "usage",
     [[ON, "usage"], ["limit", "organisation", "usage", False], ["organisation", {"sordino_listed": True}]]),
    ("managed_unlisted", "a managed device has no say where the policy gives it none", "plain", "advice",
     [["choose", "advice", "informed"], ["organisation", {"sordino_usage": False, "sordino_listed": False}]]),
    ("managed_pending", "a word on its way is none", "plain", "usage",
     [[ON, "usage"], ["organisation", {"restrictions_pending": True, "sordino_usage": False}]]),
    ("managed_required", "a managed device that allows is a word", "all", "listed",
     [["limit", "age", None, True], ["limit", "signal", None, True], [ON, "listed"],
      ["organisation", {"sordino_listed": True}]]),
    ("managed_restart", "a managed device's word survives a kill", "plain", "usage",
     [[ON, "usage"], ["organisation", {"sordino_usage": False}], ["kill"]]),
]
