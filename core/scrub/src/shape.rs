//! What a piece of text looks like: random, a login, a placeholder, a capitalised word.

use crate::class;
use crate::lexicon::WordSet;

/// Words that stand where a value would, without being one.
static PLACEHOLDERS: WordSet = WordSet::new(
    "null nil none true false undefined required invalid missing empty not nicht must is unknown n/a na ok yes no \
     ja nein error failed expired unset redacted masked hidden filtered removed leer fehlt ungueltig ungültig \
     unbekannt abgelaufen kein keine optional string int bool number default anonymous guest wrong incorrect \
     mismatch changed reset set valid present absent enabled disabled success ist darf muss too was has cannot \
     could should field for und and the der die das pending denied granted found updated refreshed erforderlich \
     falsch geaendert geändert zurueckgesetzt len length size count bytes chars type bitte please does did can may \
     in on at to from by with mit von zu aus wird wurde bereits already access provider no_token self this me new \
     neu ohne without loaded saved deleted created timeout rfc822 smtp sms",
);

/// Whether `text` says that there is no value, or has no letter or digit.
pub(crate) fn is_placeholder(text: &[u8]) -> bool {
    text.iter().all(|b| !class::is_word(*b))
        || is_variable(text)
        || text
            .iter()
            .all(|b| matches!(b, b'*' | b'x' | b'X' | b'.' | b'-' | b'_' | b'\\'))
        || PLACEHOLDERS.has(text)
}

/// What stands for a value to be filled in: `$1`, `${DB_PASS}`, `$DB_PASS`, `%s`, `%(pw)s`, `{0}`, `{{ pw }}`, `#{pw}`.
fn is_variable(text: &[u8]) -> bool {
    let name = |text: &[u8]| {
        text.iter()
            .all(|b| class::is_word(*b) || matches!(b, b'.' | b' ' | b':' | b'-' | b'?'))
    };
    match text {
        [b'$' | b'#', b'{', inner @ .., b'}'] | [b'{', b'{', inner @ .., b'}', b'}'] => name(inner),
        [b'{', inner @ .., b'}'] => name(inner),
        [b'$', number @ ..] if number.iter().all(u8::is_ascii_digit) => number.len() < 3,
        [b'$', upper @ ..] => {
            upper.len() > 2 && upper.iter().all(|b| b.is_ascii_uppercase() || *b == b'_')
        }
        [b'%', b's' | b'd' | b'@'] => true,
        [b'%', b'(', inner @ .., b')', b's'] => name(inner),
        _ => false,
    }
}

/// Whether `text` is one of `words`, in any case.
#[inline(never)]
pub(crate) fn is_any(text: &[u8], words: &[&str]) -> bool {
    words
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether `text` ends with one of `words`.
#[inline(never)]
pub(crate) fn ends_with_any(text: &[u8], words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_bytes()))
}

pub(crate) fn digits(text: &[u8]) -> usize {
    text.iter().filter(|b| b.is_ascii_digit()).count()
}

pub(crate) fn has_letter(text: &[u8]) -> bool {
    text.iter().any(|b| b.is_ascii_alphabetic() || *b >= 0x80)
}

pub(crate) fn all_hex(text: &[u8]) -> bool {
    text.iter().all(|b| class::is_hex(*b))
}

/// What a text is made of, counted in one look.
struct Mix {
    digits: usize,
    upper: bool,
    lower: bool,
    /// How often neighbours differ in being lower case, upper case or digit.
    changes: usize,
}

/// Counts `text`; nothing if it has a sign that tokens do not have.
fn mix(text: &[u8]) -> Option<Mix> {
    const SORTS: u8 = class::DIGIT | class::UPPER | class::LETTER;
    let mut mix = Mix {
        digits: 0,
        upper: false,
        lower: false,
        changes: 0,
    };
    let mut last = 0;
    for byte in text {
        let sort = class::of(*byte) & SORTS;
        match sort {
            class::DIGIT => mix.digits += 1,
            class::LETTER => mix.lower = true,
            0 if matches!(
                byte,
                b'-' | b'_' | b'.' | b'+' | b'/' | b'=' | b'~' | b'%' | b':' | b'|' | b'!' | b'*'
            ) => {}
            0 => return None,
            _ => mix.upper = true,
        }
        mix.changes += usize::from(last != 0 && sort != 0 && last != sort);
        last = sort;
    }
    Some(mix)
}

/// Looks drawn at random: letters and digits mixed more often than names of things mix them.
pub(crate) fn is_random(text: &[u8], shortest: usize) -> bool {
    text.len() >= shortest && mix(text).is_some_and(|mix| mix.is_drawn(text.len()))
}

/// Random with upper and lower case letters and digits, so neither a hash nor a name in code.
pub(crate) fn is_random_mixed(text: &[u8], shortest: usize) -> bool {
    text.len() >= shortest
        && mix(text).is_some_and(|mix| {
            mix.is_drawn(text.len()) && mix.upper && mix.lower && mix.changes * 4 >= text.len()
        })
}

impl Mix {
    fn is_drawn(&self, length: usize) -> bool {
        (self.upper || self.lower)
            && (self.digits >= 1 && self.changes * 4 >= length
                || self.digits >= 2 && self.changes * 5 >= length
                || self.digits * 3 >= length && self.changes >= 3
                || self.changes * 3 >= length)
    }
}

/// The name that a compiler gave something: C++, Swift, Rust, JNI, Objective-C, Kotlin, IL2CPP.
pub(crate) fn is_symbol(text: &[u8]) -> bool {
    const BEGINNINGS: &[&[u8]] = &[
        b"Java_",
        b"_T",
        b"$s",
        b"$S",
        b"_$s",
        b"_RN",
        b"_RM",
        b"_RX",
        b"_RIN",
        b"_OBJC_",
        b"OBJC_",
        b"_swift",
        b"__swift",
        b"_objc",
        b"kfun",
        b"_kfun",
        b"JavaScript",
    ];
    let bare = text
        .strip_prefix(b"__Z")
        .or_else(|| text.strip_prefix(b"_Z"));
    let mangled = bare.is_some_and(|rest| {
        rest.first()
            .is_some_and(|b| b.is_ascii_digit() || b"NTLGKSUd".contains(b))
    });
    // `UIHostingController_TtGC7SwiftUI…`: a class of Swift behind the one it is made of.
    let generic = text
        .windows(4)
        .any(|w| w[..3] == *b"_Tt" && w[3].is_ascii_uppercase());
    mangled
        || generic
        || BEGINNINGS.iter().any(|b| text.starts_with(b))
        || text.len() > 42 && is_il2cpp(text)
}

/// `Type_Method_m` and the forty hexadecimal digits of a hash in capitals.
fn is_il2cpp(text: &[u8]) -> bool {
    let mut parts = text.split(|b| matches!(b, b'_' | b'+'));
    parts.next().is_some_and(|first| !first.is_empty())
        && parts.any(|part| {
            (33..=42).contains(&part.len())
                && matches!(part[0], b'm' | b't' | b'f' | b'U' | b'V')
                && part[1..]
                    .iter()
                    .all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(b))
        })
}

/// A login as people choose them: letters first, then letters, digits and few signs.
pub(crate) fn is_login(text: &[u8]) -> bool {
    (2..=40).contains(&text.len())
        && (text[0].is_ascii_alphanumeric() || text[0] >= 0x80)
        && has_letter(text)
        && text
            .iter()
            .all(|b| class::is_word(*b) || matches!(b, b'.' | b'-' | b'+'))
}

/// A login that no word of prose looks like: with a digit or a sign between letters, and no capitals inside.
pub(crate) fn is_marked_login(text: &[u8]) -> bool {
    is_login(text)
        && text[0].is_ascii_alphabetic()
        && (digits(text) > 0 || text.iter().any(|b| matches!(b, b'.' | b'_' | b'-')))
        && text[1..].iter().all(|b| !b.is_ascii_uppercase())
}

/// Accounts that every system has; they belong to nobody.
pub(crate) fn is_system_account(text: &[u8]) -> bool {
    static ACCOUNTS: WordSet = WordSet::new(
        "root postgres nobody daemon www-data mysql redis nginx apache system sshd polkitd messagebus systemd-network \
         systemd-timesync systemd-resolve bin sys localhost rpc tss cyrus rpcuser sync games lp uucp irc gnats ntp dnsmasq avahi colord \
         pulse gdm lightdm nfsnobody ftp operator docker etcd prometheus grafana elasticsearch rabbitmq tomcat zookeeper \
         app node git hdfs yarn hive spark hadoop ubuntu ec2-user vagrant debian",
    );
    ACCOUNTS.has(text) || is_android_account(text)
}

/// `u0_a234`: the account that Android gives an app.
fn is_android_account(text: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(b"u") else {
        return false;
    };
    let user = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    match &rest[user..] {
        [b'_', b'a' | b'i' | b's', number @ ..] => {
            user > 0 && !number.is_empty() && number.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// A number that a system gives the accounts it runs programs under: of services, of Android's apps.
pub(crate) fn is_process_owner(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_digit)
        && match text.len() {
            ..=3 => true,
            4 => matches!(text[0], b'1' | b'2'),
            5 => text[0] == b'1' || text.starts_with(b"99"),
            _ => false,
        }
}

/// The number that a maker gives a device: capitals and digits, both.
pub(crate) fn is_serial(text: &[u8]) -> bool {
    (8..=20).contains(&text.len())
        && digits(text) >= 2
        && text.iter().any(u8::is_ascii_uppercase)
        && text
            .iter()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// What stands where an id was cleared: `00000000-0000-0000-0000-000000000000`.
pub(crate) fn is_zeros(text: &[u8]) -> bool {
    text.iter().all(|b| matches!(b, b'0' | b'-'))
}

/// Digits and dots only.
pub(crate) fn is_version(text: &[u8]) -> bool {
    text.iter().all(|b| b.is_ascii_digit() || *b == b'.') && text.contains(&b'.')
}
