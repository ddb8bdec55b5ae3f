//! Choices of the person, and what lowers them; each over a set of purposes.

use sordino_policy::{Purpose, PurposeKind};

use super::change::{Changed, change};
use super::waits::Waits;
use crate::answer::{ChoiceError, PartlyDone, Shown, TurnOnResult};
use crate::catalog::{PurposeIx, can_only_be_objected_to};
use crate::consent::basis;
use crate::digest;
use crate::hold::take_over;
use crate::journal;
use crate::ledger::{Actor, Balance, ClosedBy, Limiter, State, What};
use crate::receipt::Receipt;
use crate::rooms::Rooms;
use crate::settings::IMPORTED;

/// What was said of a purpose last.
pub(super) fn last(balance: &Balance, purpose: &Purpose) -> Option<State> {
    balance.last(&purpose.id).map(|last| last.state)
}

/// What a switch that is turned on says. What can only be objected to is not consented to by it.
fn yes(purpose: &Purpose, last: Option<State>) -> State {
    match (last, can_only_be_objected_to(purpose)) {
        (Some(State::ObjectionWithdrawn), true) => State::ObjectionWithdrawn,
        (Some(state), true) if state.is_refusal() => State::ObjectionWithdrawn,
        (_, true) => State::Informed,
        (Some(state), false) if state.is_consent() => State::Renewed,
        (_, false) => State::Given,
    }
}

/// What a no says after the `last` word: `otherwise` where nothing was said before that could be taken back.
fn no(purpose: &Purpose, last: Option<State>, otherwise: State) -> State {
    match last {
        Some(state) if state.is_consent() => State::Withdrawn,
        Some(state) if state.is_told() => State::Objected,
        Some(state @ (State::Withdrawn | State::Objected)) => state,
        _ if can_only_be_objected_to(purpose) => State::Objected,
        _ => otherwise,
    }
}

/// Refuses the purpose of a person's requests: nobody turns it on or off, the request itself does.
fn chosen(rooms: &Rooms, at: PurposeIx) -> Result<PurposeIx, ChoiceError> {
    match rooms.world.catalog.purpose(at).kind {
        PurposeKind::Rights => Err(ChoiceError::NotAChoice),
        _ => Ok(at),
    }
}

/// Tries every purpose, and answers for each.
fn each<T>(
    rooms: &Rooms,
    purposes: &[&str],
    mut one: impl FnMut(PurposeIx, &mut Vec<T>) -> Result<(), ChoiceError>,
) -> Result<Vec<T>, PartlyDone<T>> {
    let mut answer = PartlyDone {
        done: Vec::new(),
        failed: Vec::new(),
    };
    for purpose in purposes {
        let known = rooms.world.catalog.place_of(purpose);
        let known = known.ok_or(ChoiceError::UnknownPurpose);
        let known = known.and_then(|at| chosen(rooms, at));
        if let Err(why) = known.and_then(|at| one(at, &mut answer.done)) {
            answer.failed.push(((*purpose).to_owned(), why));
        }
    }
    answer.unless_all()
}

/// Keeps every receipt of a change, also of one that must be told again. What was asked stands before what
/// was found to be closed besides.
fn keep(
    rooms: &Rooms,
    asked: PurposeIx,
    mut changed: Changed,
    receipts: &mut Vec<Receipt>,
) -> Result<(), ChoiceError> {
    let purpose = &rooms.world.catalog.purpose(asked).id;
    changed
        .receipts
        .sort_by_key(|receipt| receipt.purpose != *purpose);
    receipts.extend(changed.receipts);
    changed.failed.map_or(Ok(()), Err)
}

/// What may have opened something is followed by taking over what was held for it. A no opens nothing: it waits for nobody
/// once it is written.
fn follow(rooms: &Rooms, may_have_opened: bool) {
    if may_have_opened {
        rooms.take_over_all();
        rooms.prepare();
    }
    rooms.tell_vendors();
}

/// Returns `true` if one of the purposes that were asked for was changed.
fn any<T>(asked: &[&str], result: &Result<Vec<T>, PartlyDone<T>>) -> bool {
    match result {
        Ok(_) => true,
        Err(partly) => partly.failed.len() < asked.len(),
    }
}

/// Turns purposes on.
pub(crate) fn turn_on(
    rooms: &Rooms,
    purposes: &[&str],
    shown: Shown<'_>,
) -> Result<Vec<TurnOnResult>, PartlyDone<TurnOnResult>> {
    let waits = Waits::of(&rooms.world);
    let result = each(rooms, purposes, |at, done| {
        let purpose = rooms.world.catalog.purpose(at);
        if rooms.gate.is_kept_shut(at) {
            // An off of before that nothing could make durable comes first.
            let off = change(rooms, &waits, Some(at), &|balance| {
                let state = no(purpose, last(balance, purpose), State::Withdrawn);
                choice(rooms, at, state, shown)
            });
            off.failed.map_or(Ok(()), Err)?;
        }
        let on = change(rooms, &waits, None, &|balance| {
            choice(rooms, at, yes(purpose, last(balance, purpose)), shown)
        });
        // Another process that kept this from being written is not waited for again.
        on.failed.map_or(Ok(()), Err)?;
        rooms.prepare();
        let turned = turned_on(rooms, at)?;
        journal::opened(&turned.purpose, turned.open, turned.held_records);
        done.push(turned);
        Ok(())
    });
    rooms.tell_vendors();
    result
}

fn turned_on(rooms: &Rooms, at: PurposeIx) -> Result<TurnOnResult, ChoiceError> {
    let open = rooms.gate.is_open(at, rooms.world.now());
    let held_records = match open {
        true => take_over(rooms.keeper(), at).unwrap_or_default(),
        false => 0,
    };
    let (policy, purpose) = (rooms.world.policy(), rooms.world.catalog.purpose(at));
    let closed_by =
        rooms.by_balance(|balance| balance.closed_by(policy, purpose, rooms.world.now()));
    Ok(TurnOnResult {
        purpose: purpose.id.clone(),
        open,
        closed_by: closed_by.ok_or(ChoiceError::NotReady)?,
        held_records,
    })
}

/// Turns purposes off.
pub(crate) fn turn_off(
    rooms: &Rooms,
    purposes: &[&str],
    shown: Shown<'_>,
) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
    let known = || {
        let purposes = purposes.iter();
        let known = purposes.filter_map(|purpose| rooms.world.catalog.place_of(purpose));
        known.filter_map(|at| chosen(rooms, at).ok())
    };
    for at in known() {
        // All of them at once: none waits for another's disk, and none is opened again by what the change
        // of another publishes. Each is let go once its own off is durable.
        rooms.gate.keep_shut(at, true);
        rooms.gate.close(at);
    }
    let waits = Waits::of(&rooms.world);
    let result = each(rooms, purposes, |at, receipts| {
        let purpose = rooms.world.catalog.purpose(at);
        let changed = change(rooms, &waits, Some(at), &|balance| {
            let state = no(purpose, last(balance, purpose), State::Refused);
            choice(rooms, at, state, shown)
        });
        let mut answers = changed.receipts.iter();
        let answered = answers.any(|receipt| receipt.purpose == purpose.id);
        keep(rooms, at, changed, receipts)?;
        match answered {
            true => Ok(()),
            false => Err(ChoiceError::StorageFailed),
        }
    });
    known().for_each(|at| rooms.gate.end_off(at));
    rooms.tell_vendors();
    result
}

/// Writes a state that neither opens by consent nor withdraws one.
pub(crate) fn choose(
    rooms: &Rooms,
    purposes: &[&str],
    state: State,
    shown: Shown<'_>,
) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
    let fits = matches!(
        state,
        State::Requested | State::Deferred | State::Refused | State::Informed | State::Objected
    );
    let waits = Waits::of(&rooms.world);
    let result = each(rooms, purposes, |at, receipts| match fits {
        true => {
            let changed = change(rooms, &waits, None, &|_| choice(rooms, at, state, shown));
            keep(rooms, at, changed, receipts)
        }
        false => Err(ChoiceError::NotAChoice),
    });
    follow(rooms, !state.is_refusal() && any(purposes, &result));
    result
}

/// Writes down a no of before Sordino, if the person has not chosen since.
pub(crate) fn import_refusal(
    rooms: &Rooms,
    purpose: &str,
    how: &str,
) -> Result<Vec<Receipt>, ChoiceError> {
    let at = rooms.world.catalog.place_of(purpose);
    let at = chosen(rooms, at.ok_or(ChoiceError::UnknownPurpose)?)?;
    rooms.refresh();
    let purpose = rooms.world.catalog.purpose(at);
    let last = rooms.by_balance(|balance| last(balance, purpose));
    let state = match last.ok_or(ChoiceError::NotReady)? {
        None | Some(State::Unknown | State::Requested | State::Deferred | State::Informed) => {
            no(purpose, last.flatten(), State::Refused)
        }
        Some(_) => return Ok(Vec::new()),
    };
    let how = format!("{IMPORTED}: {how}");
    let waits = Waits::of(&rooms.world);
    // Whatever text the person saw then, it was none of this policy.
    let how: String = how.chars().take(64).collect();
    let changed = change(rooms, &waits, Some(at), &|_| said(rooms, at, state, &how));
    let mut receipts = Vec::new();
    rooms.tell_vendors();
    keep(rooms, at, changed, &mut receipts)?;
    Ok(receipts)
}

/// Tells what somebody else allows or forbids: for some purposes, or for all.
pub(crate) fn limit(
    rooms: &Rooms,
    limiter: Limiter,
    purposes: Option<&[&str]>,
    allows: bool,
) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
    let waits = Waits::of(&rooms.world);
    let tell = |purpose: Option<&str>| {
        change(rooms, &waits, None, &|_| What::Limit {
            limiter,
            purpose: purpose.map(str::to_owned),
            allows,
        })
    };
    let result = match purposes {
        Some(purposes) => each(rooms, purposes, |at, receipts| {
            let changed = tell(Some(&rooms.world.catalog.purpose(at).id));
            keep(rooms, at, changed, receipts)
        }),
        None => {
            let changed = tell(None);
            let failed = changed.failed.map(|why| (String::new(), why));
            PartlyDone {
                done: changed.receipts,
                failed: failed.into_iter().collect(),
            }
            .unless_all()
        }
    };
    follow(rooms, allows && any(purposes.unwrap_or(&[""]), &result));
    result
}

/// Closes what ran out since.
pub(crate) fn expire(rooms: &Rooms) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
    let world = &rooms.world;
    let times = (world.now(), world.confirmed_now());
    let expired = rooms.by_balance(|balance| {
        let ran_out = |purpose: &&Purpose| {
            balance.closed_by_person_for_good(world.policy(), purpose, times)
                == Some(ClosedBy::Expired)
        };
        let purposes = world.policy().purposes.iter();
        purposes
            .filter(ran_out)
            .map(|purpose| purpose.id.as_str())
            .collect::<Vec<_>>()
    });
    let Some(expired) = expired else {
        return Err(PartlyDone {
            done: Vec::new(),
            failed: vec![(String::new(), ChoiceError::NotReady)],
        });
    };
    let waits = Waits::of(world);
    let result = each(rooms, &expired, |at, receipts| {
        let changed = change(rooms, &waits, Some(at), &|_| expiry(rooms, at));
        keep(rooms, at, changed, receipts)
    });
    rooms.tell_vendors();
    result
}

fn choice(rooms: &Rooms, at: PurposeIx, state: State, shown: Shown<'_>) -> What {
    let purpose = rooms.world.catalog.purpose(at);
    let (locale, text_hash) = text_shown(rooms, purpose, shown.locale);
    What::Choice {
        purpose: purpose.id.clone(),
        state,
        legal_basis: basis(purpose.legal_basis).to_owned(),
        actor: Actor::User,
        how: shown.how.chars().take(64).collect(),
        locale,
        text_hash,
        material_since: rooms.world.policy().material_since(purpose).to_owned(),
        withdrawal: rooms.world.catalog.withdrawal(at).word().to_owned(),
    }
}

fn expiry(rooms: &Rooms, at: PurposeIx) -> What {
    unseen(rooms, at, (State::Expired, Actor::Expiry), "validity")
}

/// What the person said without a text of the policy before them.
pub(super) fn said(rooms: &Rooms, at: PurposeIx, state: State, how: &str) -> What {
    unseen(rooms, at, (state, Actor::User), how)
}

fn unseen(rooms: &Rooms, at: PurposeIx, (state, actor): (State, Actor), how: &str) -> What {
    let purpose = rooms.world.catalog.purpose(at);
    What::Choice {
        purpose: purpose.id.clone(),
        state,
        legal_basis: basis(purpose.legal_basis).to_owned(),
        actor,
        how: how.to_owned(),
        locale: String::new(),
        text_hash: String::new(),
        material_since: rooms.world.policy().material_since(purpose).to_owned(),
        withdrawal: String::new(),
    }
}

/// The locale whose text the person saw, and the hash of that text.
fn text_shown(rooms: &Rooms, purpose: &Purpose, locale: &str) -> (String, String) {
    let locale = rooms.world.policy().locale_for(locale);
    let part = |texts: &sordino_policy::Texts| texts.get(locale).cloned().unwrap_or_default();
    let text = format!("{}\n{}", part(&purpose.title), part(&purpose.text));
    (
        locale.to_owned(),
        digest::hex(&digest::sha256(&[text.as_bytes()])),
    )
}
