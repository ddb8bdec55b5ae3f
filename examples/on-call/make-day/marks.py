"""Made-up personal values, and the marks that say where they stand in a text.

Addresses come from documentation ranges, numbers from ranges kept free for fiction, cards and IBANs from published
test sets. Each draw returns the text to insert and every form of it that must not leave.
"""

import base64
import json
import random
import re
from urllib.parse import quote

FIRST = ["Tilde", "Bruno", "Ottilie", "Kasimir", "Henrike", "Lennart", "Philippa", "Torvald", "Annelie", "Severin"]
LAST = ["Wernecke", "Achterberg", "Quillfeldt", "Morgenthal", "Steinhauer", "Vandermolen", "Hollowell", "Brackenridge",
        "Falkenrath", "Zimmerlein", "Ostermann-Kuhl", "Pennyworth", "Rosenhagen", "Thistlewood"]
HOSTS = ["example.com", "example.org", "example.net", "mail.example.com", "ops.example.org"]
CARDS = ["4111 1111 1111 1111", "5555-5555-5555-4444", "4242424242424242", "6011 1111 1111 1117", "378282246310005",
         "5105105105105100", "4012 8888 8888 1881"]
IBANS = ["DE89 3704 0044 0532 0130 00", "AT611904300234573201", "GB82 WEST 1234 5698 7654 32",
         "CH93 0076 2011 6238 5295 7", "NL91ABNA0417164300", "FR1420041010050500013M02606"]
DRAWN = re.compile(r"\{(\w+)\}")
WRITTEN = re.compile(r"⟦([^⟧]+)⟧")


def unmark(text):
    """The text without the marks around values written out in it, and those values."""
    return WRITTEN.sub(r"\1", text), list(dict.fromkeys(WRITTEN.findall(text)))


class Marks:
    """Draws values from one seed, so that the same day is written each time."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def fill(self, text, person):
        """The text without its marks, and what was planted in it."""
        planted = []

        def place(match):
            shown, forms = self.draw(match[1], person)
            planted.extend(form for form in forms if form not in planted)
            return shown

        return DRAWN.sub(place, text), planted

    def draw(self, kind, person):
        if kind.endswith("enc"):
            plain, _ = self.draw(kind.removesuffix("enc"), person)
            plain = plain.replace(" ", "") if kind == "telenc" else plain
            shown = quote(plain, safe="")
            return shown, [shown] if shown == plain else [shown, plain]
        value = getattr(self, kind)(person) if kind in ("me", "mymail", "mytel", "myid") else getattr(self, kind)()
        return value, [value]

    def me(self, person):
        return person["values"][0]

    def mymail(self, person):
        return person["values"][1]

    def mytel(self, person):
        return person["values"][2]

    def myid(self, person):
        return person["values"][3]

    def usr(self):
        return "usr_" + self.opaque(16)

    def name(self):
        return f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"

    def lone(self):
        return self.random.choice([last for last in LAST if len(last) > 8])

    def mail(self):
        first, last = self.name().lower().split()
        return f"{self.random.choice([first, first[0]])}.{last}@{self.random.choice(HOSTS)}"

    def login(self):
        first, last = self.name().lower().split()
        return first[0] + last.replace("-", "")

    def tel(self):
        r = self.random
        return r.choice([
            f"+49 30 23125 {r.randrange(100, 999)}", f"+49 40 66969-{r.randrange(100, 999)}",
            f"+49 (0)221 4710 {r.randrange(100, 999)}", f"0049 89 99998 {r.randrange(100, 999)}",
            f"+49 171 39200{r.randrange(10, 99)}", f"+49 176 040690{r.randrange(10, 99)}",
            f"+1 202 555 01{r.randrange(10, 99)}", f"+44 20 7946 0{r.randrange(100, 999)}",
            f"0044 1632 960{r.randrange(100, 999)}", f"+1-415-555-01{r.randrange(10, 99)}",
        ])

    def ip4(self):
        net = self.random.choice(["198.51.100", "203.0.113", "203.0.113", "192.0.2"])
        return f"{net}.{self.random.randrange(101, 254)}"

    def ip4url(self):
        return self.ip4()

    def ip6(self):
        r = self.random
        tail = r.choice(["{:x}:{:x}::{:x}", "{:x}:0:{:x}::{:x}", "{:x}:{:x}:0:0:0:{:x}"])
        return "2001:db8:" + tail.format(*(r.randrange(0x1000, 0xFFFF) for _ in range(3)))

    def mac(self):
        cut = self.random.choice(":-")
        return cut.join(["00", "00", "5e", "00", "53", f"{self.random.randrange(16, 255):02x}"])

    def iban(self):
        return self.random.choice(IBANS)

    def card(self):
        return self.random.choice(CARDS)

    def opaque(self, length):
        letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
        while True:
            text = "".join(self.random.choice(letters) for _ in range(length))
            if 1 < sum(letter.isdigit() for letter in text) < length / 2:
                return text

    def secret(self):
        return self.opaque(self.random.randrange(24, 40))

    def bearer(self):
        return "sk_" + self.opaque(32)

    def userinfo(self):
        return f"gauges:{self.opaque(14)}"

    def jwt(self):
        def part(claims):
            return base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")

        return ".".join([part({"alg": "HS256", "typ": "JWT"}), part({"sub": self.hex(12), "exp": 1773187200}),
                         self.opaque(43)])

    def hex(self, length):
        return "".join(self.random.choice("0123456789abcdef") for _ in range(length))

    def uuid(self):
        h = self.hex(32)
        return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}"
