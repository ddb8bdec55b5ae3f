//! A request that the person sends.

use sordino_engine as model;

use crate::engine::Engine;
use crate::error::SordinoError;

/// What the person asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
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
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Addressee {
    /// Name of the person or office.
    pub name: String,
    /// E-mail address.
    pub email: String,
}

/// A request that the person sends by mail or shares. Nothing of it is kept.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RightsTicket {
    /// What it asks for.
    pub kind: TicketKind,
    /// Whom it goes to.
    pub to: Addressee,
    /// The authority that the person may complain to.
    pub authority: Addressee,
    /// When the answer is due, milliseconds since 1970; none for a complaint.
    pub deadline: Option<i64>,
    /// The mail's subject.
    pub subject: String,
    /// Its text, with the pseudonyms and who knows each. The person adds what it is about.
    pub text: String,
    /// The pseudonyms that recipients know this install by; none in a complaint.
    pub pseudonyms: Vec<String>,
}

#[uniffi::export]
impl Engine {
    /// Returns a request that the person sends. A complaint goes to the supervisory authority; anything else to the controller,
    /// or to `organisation` where the account is that organisation's.
    ///
    /// # Errors
    ///
    /// `NotReady` or `StorageFailed`; none of its own for a complaint.
    pub fn ticket(
        &self,
        kind: TicketKind,
        organisation: Option<Addressee>,
        locale: String,
        utc_offset_minutes: i32,
    ) -> Result<RightsTicket, SordinoError> {
        let kind = kind.into();
        let organisation =
            organisation.map(|Addressee { name, email }| model::Addressee { name, email });
        let ticket = self
            .engine
            .ticket(kind, organisation, &locale, utc_offset_minutes)?;
        Ok(ticket.into())
    }
}

impl From<model::Addressee> for Addressee {
    fn from(model::Addressee { name, email }: model::Addressee) -> Self {
        Self { name, email }
    }
}

impl From<TicketKind> for model::TicketKind {
    fn from(kind: TicketKind) -> Self {
        match kind {
            TicketKind::Confirm => Self::Confirm,
            TicketKind::Rectify => Self::Rectify,
            TicketKind::Restrict => Self::Restrict,
            TicketKind::Complain => Self::Complain,
        }
    }
}

impl From<model::TicketKind> for TicketKind {
    fn from(kind: model::TicketKind) -> Self {
        match kind {
            model::TicketKind::Confirm => Self::Confirm,
            model::TicketKind::Rectify => Self::Rectify,
            model::TicketKind::Restrict => Self::Restrict,
            model::TicketKind::Complain => Self::Complain,
        }
    }
}

impl From<model::RightsTicket> for RightsTicket {
    fn from(ticket: model::RightsTicket) -> Self {
        Self {
            kind: ticket.kind.into(),
            to: ticket.to.into(),
            authority: ticket.authority.into(),
            deadline: ticket.deadline,
            subject: ticket.subject,
            text: ticket.text,
            pseudonyms: ticket.pseudonyms,
        }
    }
}
