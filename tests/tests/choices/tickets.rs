//! Requests that a person sends, and a sign-in that was corrected.

use sordino_engine::ports::KeyStoreError;
use sordino_engine::{Account, Addressee, ChoiceError, TicketKind};
use sordino_tests::{Rig, event, on};

fn account(user: &str) -> Account {
    Account {
        user_id: Some(user.to_owned()),
        customer_id: None,
    }
}

#[test]
fn a_ticket_names_every_code_and_who_knows_it() {
    let engine = Rig::default().open();
    engine.sign_in(account("user-77"), &[]);
    on(&engine, "usage");
    engine.record(&event("alert_opened", &[]));
    let issued = engine.issued().expect("there is a list");
    assert_ne!(issued, []);
    let ticket = engine
        .ticket(TicketKind::Rectify, None, "en", 0)
        .expect("it is written");
    assert_eq!(ticket.to.email, engine.policy().controller.email);
    assert_eq!(ticket.pseudonyms.len(), issued.len());
    for one in &issued {
        let line = format!("{}: {}\n", one.field, one.pseudonym);
        assert!(ticket.text.contains(&line), "{}", ticket.text);
        assert!(ticket.pseudonyms.contains(&one.pseudonym));
    }
    assert!(!ticket.text.contains("user-77"), "no raw id leaves by it");
}

#[test]
fn an_organisation_answers_for_its_accounts() {
    let engine = Rig::default().open();
    let organisation = Addressee {
        name: "Northwind Ltd.".to_owned(),
        email: "privacy@northwind.test".to_owned(),
    };
    let ask = |kind| engine.ticket(kind, Some(organisation.clone()), "en", 0);
    let ticket = ask(TicketKind::Restrict).expect("it is written");
    assert_eq!(ticket.to, organisation);
    let complaint = ask(TicketKind::Complain).expect("it is written");
    let authority = &engine.policy().controller.supervisory_authority;
    assert_eq!(complaint.to.email, authority.email);
    assert_eq!(complaint.deadline, None);
    assert!(complaint.text.contains("Northwind Ltd."));
}

#[test]
fn a_complaint_needs_no_keys() {
    let rig = Rig::default();
    rig.keys.set_failing(Some(KeyStoreError::Locked));
    let engine = rig.open();
    let ask = |kind| engine.ticket(kind, None, "en", 0);
    assert_eq!(ask(TicketKind::Confirm), Err(ChoiceError::NotReady));
    assert!(ask(TicketKind::Complain).is_ok());
}

#[test]
fn a_corrected_sign_in_is_what_later_records_carry() {
    let engine = Rig::default().open();
    let users = || {
        let issued = engine.issued().expect("there is a list").into_iter();
        let users = issued.filter(|one| one.field == "user_id");
        users.map(|one| one.pseudonym).collect::<Vec<_>>()
    };
    engine.sign_in(account("wrong"), &["Ann Wrong".to_owned()]);
    on(&engine, "usage");
    engine.record(&event("alert_opened", &[]));
    let before = users();
    engine.sign_in(account("right"), &["Ann Right".to_owned()]);
    engine.record(&event("alert_opened", &[]));
    let after = users();
    assert_eq!(
        after.len(),
        before.len() * 2,
        "the corrected id has a pseudonym of its own"
    );
    engine.record(&event("alert_opened", &[]));
    assert_eq!(users(), after, "and later records carry that one");
}
