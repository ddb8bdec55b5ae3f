"""docs/signals.md: what signals by machine close."""

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
OPT_OUTS = {7: ["sale", "sharing", "advertising"], 8: ["sale", "sharing"]}
NOTICES = {7: 6, 8: 3, 11: 4, 18: 4}


def written(bits):
    bits += "0" * (-len(bits) % 6)
    return "".join(ALPHABET[int(bits[at:at + 6], 2)] for at in range(0, len(bits), 6))


def bits_of(text):
    return "".join(f"{ALPHABET.index(letter):06b}" for letter in text)


def tc_string(consents, interests=""):
    """A core segment of version 2: its fields before the purposes are nought here."""
    return written(f"{2:06b}" + "0" * 146 + f"{consents:0<24}" + f"{interests:0<24}" + "0" * 13)


def us_section(section, *opt_outs, gpc=None):
    """A section of version 1, whose notices were given; 2 is no opt-out."""
    bits = f"{1:06b}" + "01" * NOTICES.get(section, 3)
    bits += "".join("01" if one in opt_outs else "10" for one in OPT_OUTS.get(section, ["sale", "advertising"]))
    core = written(bits + "0" * 40)
    return core if gpc is None else f"{core}.{written('01' + str(int(gpc)))}"


def fibonacci(number):
    numbers = [1, 2]
    while numbers[-1] <= number:
        numbers.append(numbers[-1] + numbers[-2])
    bits = ""
    for one in reversed(numbers[:-1]):
        bits = ("1" if one <= number else "0") + bits
        number -= one if one <= number else 0
    return bits.rstrip("0") + "1"


def gpp_string(sections):
    """The whole string of sections by their number, each listed by itself."""
    bits, last = f"{3:06b}{1:06b}{len(sections):012b}", 0
    for section in sorted(sections):
        bits += "0" + fibonacci(section - last)
        last = section
    return "~".join([written(bits)] + [sections[one] for one in sorted(sections)])


def forbids(gpc, keys, declared):
    """Whether the signals close a purpose; None if they say nothing. For what the makers here write: nothing is cut off."""
    says, opted_out, answers = gpc is not None, gpc is True, []
    keys = {name: str(value) for name, value in keys.items() if value != ""}
    tcf = [name for name in keys if name.startswith("IABTCF_")]
    if tcf and keys.get("IABTCF_gdprApplies") != "0":
        says = True
        found = []
        if "IABTCF_TCString" in keys:
            found.append(of_string(keys["IABTCF_TCString"]))
        if "IABTCF_PurposeConsents" in keys:
            found.append((yes(keys["IABTCF_PurposeConsents"]), yes(keys.get("IABTCF_PurposeLegitimateInterests", ""))))
        answers += found or [(set(), set())]
    if "IABGPP_GppSID" in keys:
        says = True
        for section in keys["IABGPP_GppSID"].split("_"):
            if section == "-1":
                continue
            text = keys.get(f"IABGPP_{section}_String") or in_whole(keys.get("IABGPP_HDR_GppString"), section)
            if section == "2" and text:
                answers.append(of_string(text))
            else:
                opted_out = opted_out or text is None or is_opted_out(section, text)
    elif "IABGPP_HDR_GppString" in keys:
        says, opted_out = True, True
    if not says:
        return None
    optional = declared["legal_basis"] in ("consent", "legitimate_interest") or declared["device_access"] == "consent"
    if declared["kind"] not in ("crash", "events", "performance") or not optional:
        return False
    wanted = {"events": {8, 9, 10}, "performance": {10}, "crash": set()}[declared["kind"]]
    consents = set.intersection(*[one for one, _ in answers]) if answers else set(range(25))
    either = consents | (set.intersection(*[one for _, one in answers]) if answers else set())
    return opted_out or declared["device_access"] == "consent" and 1 not in consents or not wanted <= either


def yes(text):
    return {at + 1 for at, letter in enumerate(text) if letter == "1"} if set(text) <= {"0", "1"} else set()


def of_string(text):
    bits = bits_of(text.split(".")[0])
    if int(bits[:6], 2) != 2:
        return set(), set()
    return yes(bits[152:176]), yes(bits[176:200])


def in_whole(whole, section):
    if whole is None:
        return None
    header, *texts = whole.split("~")
    bits, numbers, last = bits_of(header)[24:], [], 0
    for _ in texts:
        bits = bits[1:]
        end = bits.index("11") + 2
        one, two = 1, 2
        for bit in bits[:end - 1]:
            last += one if bit == "1" else 0
            one, two = two, one + two
        numbers.append(last)
        bits = bits[end:]
    return dict(zip(numbers, texts)).get(int(section))


def is_opted_out(section, text):
    if section == "6":
        return text[2] == "Y"
    if not section.isdigit() or not 7 <= int(section) <= 22:
        return True
    core, *more = text.split(".")
    at = 6 + 2 * NOTICES.get(int(section), 3)
    count = len(OPT_OUTS.get(int(section), ["sale", "advertising"]))
    bits = bits_of(core)
    opted = any(bits[at + 2 * one:at + 2 * one + 2] == "01" for one in range(count))
    return opted or any(bits_of(one)[2] == "1" for one in more)
