//! Accounts as systems write them: behind flags of commands, on terminals, in a domain, in errors of databases.

use crate::class;
use crate::context::Topics;
use crate::kind::Kind;
use crate::page::{Page, Word};
use crate::shape;
use crate::value;

/// How far before a flag its command may stand.
const COMMAND: usize = 96;

/// Commands with the short flags of their login and of their password.
static COMMANDS: &[(&str, &str, &str)] = &[
    ("docker login", "u", "p"),
    ("podman login", "u", "p"),
    ("helm registry", "u", "p"),
    ("altool", "u", "p"),
    ("sqlcmd", "U", "P"),
    ("bcp ", "U", "P"),
    ("isql", "U", "P"),
    ("psql", "U", ""),
    ("pg_dump", "U", ""),
    ("pg_restore", "U", ""),
    ("mysql", "u", ""),
    ("mariadb", "u", ""),
    ("mongosh", "u", "p"),
    ("mongo", "u", "p"),
    ("mosquitto", "u", "P"),
    ("ldapsearch", "", "w"),
    ("ldapmodify", "", "w"),
    ("lftp", "u", ""),
    ("ssh", "l", ""),
    ("curl", "u", ""),
    ("snmp", "u", "A"),
    ("ipmitool", "U", "P"),
    ("smbclient", "U", ""),
    ("zip", "", "P"),
    ("7z", "", "p"),
];

/// The value of the short flag that begins at `at`, by the command before it.
pub(crate) fn flag(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let letter = page.byte(at + 1);
    if !letter.is_ascii_alphabetic() || page.byte(at + 2) != b' ' {
        return None;
    }
    let before = page.slice(at.saturating_sub(COMMAND), at);
    let flags = |flags: &str| flags.as_bytes().contains(&letter);
    let (_, login, _) = COMMANDS.iter().find(|(command, login, password)| {
        (flags(login) || flags(password))
            && before
                .windows(command.len())
                .any(|w| w == command.as_bytes())
    })?;
    let value = value::read(page, at + 2)?;
    let text = value.text(page);
    if text.starts_with(b"-") || shape::is_placeholder(text) {
        return None;
    }
    if flags(login)
        && let Some(sign) = text.iter().position(|b| *b == b'%')
    {
        // `smbclient -U anna%Heron77`
        let end = page.mark(
            Kind::Username,
            value.start,
            value.start + sign,
            "username: of a command",
        );
        return Some(page.mark(
            Kind::Password,
            end + 1,
            value.end,
            "password_kv: of a command",
        ));
    }
    if flags(login) {
        return (shape::is_login(text) && !shape::is_system_account(text)).then(|| {
            page.mark(
                Kind::Username,
                value.start,
                value.end,
                "username: of a command",
            )
        });
    }
    let end = value::secret_end(page, value.start, false).max(value.end);
    Some(page.mark(
        Kind::Password,
        value.start,
        end,
        "password_kv: of a command",
    ))
}

fn login_before(page: &Page<'_>, end: usize) -> Option<usize> {
    let start = page.run_back(end, 32, |b| class::is_word(b) || matches!(b, b'.' | b'-'));
    let text = page.slice(start, end);
    (shape::is_login(text)
        && !shape::is_system_account(text)
        && !shape::is_placeholder(text)
        && matches!(page.before(start), 0 | b' ' | b'\n' | b'\t'))
    .then_some(start)
}

/// `anna pts/0`, `su: (to root) anna on pts/2`: who sits at the terminal whose slash is at `slash`.
pub(crate) fn at_terminal(page: &mut Page<'_>, slash: usize) -> Option<usize> {
    if !page.byte(slash + 1).is_ascii_digit()
        || page.slice(slash.saturating_sub(3), slash) != b"pts"
    {
        return None;
    }
    let mut end = page.run_back(slash - 3, 12, |b| b == b' ');
    if page.slice(end.saturating_sub(3), end) == b" on" {
        end -= 3;
    }
    if end + 1 > slash - 3 {
        return None;
    }
    let start = login_before(page, end)?;
    page.mark(Kind::Username, start, end, "username: at a terminal");
    None
}

/// `BUERO\anna`: a login in a domain, parted by the sign at `sign`.
pub(crate) fn in_domain(page: &mut Page<'_>, sign: usize) -> Option<usize> {
    let domain = page.run_back(sign, 16, |b| {
        b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-'
    });
    let start = sign + 1 + usize::from(page.byte(sign + 1) == b'\\');
    let end = page.run(start, 32, |b| class::is_word(b) || matches!(b, b'.' | b'-'));
    let end = page.run_back(end, 2, |b| matches!(b, b'.' | b'-'));
    let text = page.slice(start, end);
    let spoken = page.near(
        Topics::LOGIN.and(Topics::USER).and(Topics::AUTH),
        domain,
        24,
    ) || page.follows(end, &[" logged", " signed", " angemeldet", " abgemeldet"]);
    (spoken
        && sign >= domain + 2
        && page.byte(domain).is_ascii_uppercase()
        && matches!(page.before(domain), 0 | b' ' | b'"' | b'\'' | b'=')
        && shape::is_login(text)
        && text.iter().any(u8::is_ascii_lowercase)
        && !matches!(page.byte(end), b'\\' | b'('))
    .then(|| page.mark(Kind::Username, start, end, "username: in a domain"))
}

/// `chown anna:users`: the login behind the command, which is `word`; or what [`duplicate`] reads.
pub(crate) fn after(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if page.slice(word.start, word.end) != b"chown" {
        return duplicate(page, word);
    }
    let start = page.run(word.end, 1, |b| b == b' ');
    let end = page.run(start, 32, |b| class::is_word(b) || matches!(b, b'.' | b'-'));
    let end = page.run_back(end, 2, |b| matches!(b, b'.' | b'-'));
    let text = page.slice(start, end);
    if start == word.end || !shape::is_login(text) || shape::is_system_account(text) {
        return None;
    }
    (page.byte(end) == b':')
        .then(|| page.mark(Kind::Username, start, end, "username: of a command"))
}

/// `net user anna Heron77 /add`: the login and the password behind `user`, which is `word`.
pub(crate) fn net_user(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if page.slice(word.start.saturating_sub(4), word.start) != b"net " {
        return None;
    }
    let start = word.end + 1;
    let end = page.run(start, 32, |b| b > b' ');
    let text = page.slice(start, end);
    if page.byte(word.end) != b' ' || !shape::is_login(text) {
        return None;
    }
    let end = page.mark(Kind::Username, start, end, "username: of a command");
    let stop = page.run(end + 1, 64, |b| b > b' ');
    if page.byte(end) != b' ' || matches!(page.byte(end + 1), b'/' | b'*') || stop == end + 1 {
        return Some(end);
    }
    Some(page.mark(Kind::Password, end + 1, stop, "password_kv: of a command"))
}

/// `Duplicate entry 'anna_b' for key 'users.login'`: `word` is the entry; the key tells what it is.
fn duplicate(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    const OF_PEOPLE: &[&str] = &[
        "user", "login", "nick", "member", "customer", "account", "name",
    ];
    let start = word.end + 2;
    let end = page.run(start, 64, |b| !matches!(b, b'\'' | b'\n'));
    let key = end + "' for key '".len();
    if page.slice(word.end, start) != b" '" || page.slice(end, key) != b"' for key '" {
        return None;
    }
    let name = page.slice(key, page.run(key, 48, |b| b != b'\''));
    let of_people = OF_PEOPLE
        .iter()
        .any(|w| name.windows(w.len()).any(|n| n == w.as_bytes()));
    (of_people && !name.ends_with(b"PRIMARY") && end > start)
        .then(|| page.mark(Kind::Username, start, end, "username: of a database"))
}
