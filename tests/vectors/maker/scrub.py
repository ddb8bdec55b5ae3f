"""Free text and what is left of it: only what nobody would judge otherwise, in English and German."""

from .case import case, subject

JWT = ("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwiaWF0IjoxNTE2MjM5MDIyfQ."
       "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c")
CARD, NO_CARD = "4111 1111 1111 1111", "4111 1111 1111 1112"
IBAN, NO_IBAN = "DE89 3704 0044 0532 0130 00", "DE88 3704 0044 0532 0130 00"

FOUND = [
    ("email", "an address", "login of anna.kranich@example.org failed", "login of [email] failed"),
    ("email_plus", "an address with a tag", "sent to a+b@mail.example.co.uk", "sent to [email]"),
    ("email_quoted", "an address between signs", "<\"anna@example.org\">;", "<\"[email]\">;"),
    ("email_encoded", "an address in a query, encoded", "GET /find?q=anna%40example.org", "GET /find?q=[email]"),
    ("emails", "each of several addresses", "a@example.org, b@example.org", "[email], [email]"),
    ("email_umlaut", "text around an address stays whole", "Für müller@example.org nicht zugestellt",
     "Für [email] nicht zugestellt"),
    ("phone_plus", "a number with its country", "calling +49 30 23125 101 now", "calling [phone] now"),
    ("phone_zeros", "a number with its country in zeros", "Rückruf an 0049 30 23125101", "Rückruf an [phone]"),
    ("phone_us", "a number with brackets", "dial +1 (415) 555-0132", "dial [phone]"),
    ("ipv4", "an address of four parts", "connect to 93.184.216.34 timed out", "connect to [ip] timed out"),
    ("ipv4_port", "its port stays", "refused by 93.184.216.34:8443", "refused by [ip]:8443"),
    ("ipv6", "an address of eight groups", "from 2001:db8:85a3:8d3:1319:8a2e:370:7348 rejected", "from [ip] rejected"),
    ("ipv6_short", "the same, shortened", "peer fe80::1ff:fe23:4567:890a gone", "peer [ip] gone"),
    ("mac", "an address of hardware", "beacon 00:1A:2B:3C:4D:5E lost", "beacon [mac] lost"),
    ("iban", "an account whose check digits fit", f"IBAN {IBAN}", "IBAN [iban]"),
    ("iban_joined", "the same without spaces", f"Konto {IBAN.replace(' ', '')} gesperrt", "Konto [iban] gesperrt"),
    ("card", "a card whose digits fit", f"card {CARD} declined", "card [card] declined"),
    ("jwt", "a token of three parts", f"token {JWT} expired", "token [jwt] expired"),
    ("bearer", "credentials in a header", "Authorization: Bearer abc123DEF456ghi789", "Authorization: Bearer [auth]"),
    ("basic", "credentials in base64", "Authorization: Basic YW5uYTpzZWNyZXQ=", "Authorization: Basic [auth]"),
    ("password", "a password after its key", "password=hunter2secret", "password=[password]"),
    ("url_login", "a login inside a URL", "https://anna:secret@example.org/x", "https://[login]@example.org/x"),
    ("url_token", "a token in a query", "https://example.org/r?access_token=abc123def456&page=2",
     "https://example.org/r?access_token=[secret]&page=2"),
    ("path_mac", "a person's folder on a Mac", "open /Users/anna/Library/app.db failed",
     "open /Users/[user]/Library/app.db failed"),
    ("path_linux", "a person's folder on Linux", "/home/anna/.config/app: no such file", "/home/[user]/.config/app: no such file"),
    ("path_windows", "a person's folder on Windows", "C:\\Users\\anna\\app.log", "C:\\Users\\[user]\\app.log"),
    ("several", "several kinds in one line", "anna@example.org from 93.184.216.34", "[email] from [ip]"),
    ("lines", "on each of several lines", "to a@example.org\nto b@example.org", "to [email]\nto [email]"),
]
STAYS = [
    ("empty", "nothing in nothing", ""),
    ("sentence", "an English sentence", "The schedule could not be loaded because the connection was lost"),
    ("satz", "a German sentence", "Der Dienstplan konnte nicht geladen werden, weil die Verbindung abbrach"),
    ("token", "a token is not scrubbed again", "login of [email] failed from [ip]"),
    ("bad_luhn", "digits that are no card", f"order {NO_CARD}"),
    ("bad_mod97", "letters and digits that are no account", f"code {NO_IBAN.replace(' ', '')}"),
    ("frame_jvm", "a frame of the JVM", "at app.Alerts.open(Alerts.kt:42)"),
    ("frame_native", "a native frame", "#03 pc 000000000004f1a8  libengine.so (engine_step+128)"),
    ("frame_rust", "a frame of Rust", "core::option::expect_failed at core/src/option.rs:1874"),
    ("time", "a time", "retry at 2026-11-24T08:07:59Z"),
    ("version", "a version", "updated from 5.2.0 to 5.2.1"),
    ("status", "a status and a length", "HTTP 503, 1842 bytes in 912 ms"),
    ("url", "a URL without a person", "GET https://example.org/v1/alerts?page=2&size=50"),
    ("emoji", "signs beyond ASCII", "Bereitschaft \U0001F6A8 übergeben"),
]
KNOWN = [
    ("known", "a value of who is signed in", "assigned to Annegret Kranich", "assigned to [known]", ["Annegret Kranich"]),
    ("known_case", "in other letters", "assigned to ANNEGRET kranich", "assigned to [known]", ["Annegret Kranich"]),
    ("known_short", "a value of two letters would stand everywhere", "al all also", "al all also", ["al"]),
]


def luhn(digits):
    numbers = [int(digit) for digit in digits if digit.isdigit()][::-1]
    return sum(numbers[::2] + [sum(divmod(2 * number, 10)) for number in numbers[1::2]]) % 10 == 0


def mod97(account):
    account = account.replace(" ", "")
    return int("".join(str(int(letter, 36)) for letter in account[4:] + account[:4])) % 97 == 1


def made():
    assert luhn(CARD) and not luhn(NO_CARD) and mod97(IBAN) and not mod97(NO_IBAN)
    cases = [case(name, reason, {"text": text}, {"text": left}) for name, reason, text, left in FOUND]
    cases += [case(f"stays_{name}", reason, {"text": text}, {"text": text}) for name, reason, text in STAYS]
    cases += [case(name, reason, {"text": text, "known": known}, {"text": left})
              for name, reason, text, left, known in KNOWN]
    return subject("scrub", cases)
