//! What a person asks for by law, as a ticket: whom to write to, in which words, until when, and by which codes they are known.
//!
//! The app sends it by mail or shares it; nothing of it is kept, and nothing leaves by itself. To whom: a complaint goes to the
//! supervisory authority. Everything else goes to the controller, or, where the app names an organisation whose account it
//! is, to that organisation, for which the app's maker is a processor (GDPR Art. 28(3)(e)). A person may write to the maker all
//! the same.

use sordino_policy::chrome::{Chrome, Word};

use crate::answer::ChoiceError;
use crate::civil::{moment, month_later};
use crate::identity::Issued;
use crate::ports::Millis;
use crate::rooms::Rooms;

/// What the person asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketKind {
    /// Whether data about them is processed, and which (GDPR Art. 15).
    Confirm,
    /// That wrong data is corrected (GDPR Art. 16).
    Rectify,
    /// That data is kept and not used (GDPR Art. 18).
    Restrict,
    /// That the authority looks into it (GDPR Art. 77).
    Complain,
}

/// Whom one can write to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// Name of the person or office.
    pub name: String,
    /// E-mail address.
    pub email: String,
}

/// A request that the person sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// What it asks for.
    pub kind: TicketKind,
    /// Whom it goes to.
    pub to: Addressee,
    /// The authority that the person may complain to.
    pub authority: Addressee,
    /// When the answer is due: a month after now (GDPR Art. 12(3)), milliseconds since 1970. `None` for a complaint.
    pub deadline: Option<Millis>,
    /// The mail's subject.
    pub subject: String,
    /// Its text. The person adds what it is about.
    pub text: String,
    /// The pseudonyms that recipients know this install by. They stand in the text too, which a complaint has without them.
    pub pseudonyms: Vec<String>,
}

/// Returns a ticket in the words of `locale`. The clock that the person looks at is `utc_offset_minutes` ahead of UTC.
pub(crate) fn ticket(
    rooms: &Rooms,
    kind: TicketKind,
    organisation: Option<Addressee>,
    locale: &str,
    utc_offset_minutes: i32,
) -> Result<Ticket, ChoiceError> {
    let policy = rooms.world.policy();
    let controller = Addressee {
        name: policy.controller.name.clone(),
        email: policy.controller.email.clone(),
    };
    let authority = &policy.controller.supervisory_authority;
    let authority = Addressee {
        name: authority.name.clone(),
        email: authority.email.clone(),
    };
    let chrome = policy.chrome(locale);
    let answers = organisation.unwrap_or(controller);
    let (subject, ask) = words(kind);
    let subject = chrome.text(subject).to_owned();
    let ask = chrome.filled(ask, &[("name", &answers.name)]);
    if kind == TicketKind::Complain {
        return Ok(Ticket {
            kind,
            to: authority.clone(),
            authority,
            deadline: None,
            subject,
            text: format!("{ask}\n\n"),
            pseudonyms: Vec::new(),
        });
    }
    let issued = rooms.issued()?;
    let ahead = Millis::from(utc_offset_minutes) * 60_000;
    let deadline = month_later(rooms.world.now().saturating_add(ahead));
    let day = moment(deadline);
    let date = chrome.day(day.day, day.month, Some(day.year));
    let due = chrome.filled(Word::AnswerBy, &[("date", &date)]);
    Ok(Ticket {
        kind,
        to: answers,
        authority,
        deadline: Some(deadline.saturating_sub(ahead)),
        subject,
        text: format!("{ask}\n\n{}{due}\n", codes(rooms, &chrome, &issued)),
        pseudonyms: issued.into_iter().map(|one| one.pseudonym).collect(),
    })
}

fn words(kind: TicketKind) -> (Word, Word) {
    match kind {
        TicketKind::Confirm => (Word::ConfirmSubject, Word::AskConfirm),
        TicketKind::Rectify => (Word::RectifySubject, Word::AskRectify),
        TicketKind::Restrict => (Word::RestrictSubject, Word::AskRestrict),
        TicketKind::Complain => (Word::ComplainSubject, Word::AskComplain),
    }
}

/// Returns a line for each pseudonym, with who knows it; nothing where nobody knows any.
fn codes(rooms: &Rooms, chrome: &Chrome<'_>, issued: &[Issued]) -> String {
    if issued.is_empty() {
        return String::new();
    }
    let recipients = &rooms.world.policy().recipients;
    let lines = issued.iter().map(|one| {
        let mut known = recipients.iter();
        let recipient = known.find(|recipient| recipient.id == one.recipient);
        let name = recipient.map_or(&one.recipient, |recipient| &recipient.name);
        format!("{name}, {}: {}\n", one.field, one.pseudonym)
    });
    let known_as = chrome.text(Word::KnownAs);
    format!("{known_as}\n{}\n", lines.collect::<String>())
}
