//! Promise 3: nothing raw anywhere, and nothing missing that the policy keeps.

use std::path::Path;

use sordino_policy::Policy;

use super::arrived::Arrived;
use super::day::Line;
use super::evidence::Evidence;
use super::kept::kept;
use super::needles::values;
use super::player::Answer;
use super::search::{Looked, Search};
use crate::servers::Received;

/// Searches everything, and holds what arrived against what the policy keeps.
///
/// `place` holds every file that the engine has, and every byte that it ever wrote.
pub(crate) fn least(
    policy: &Policy,
    day: &[Line],
    answers: &[Answer],
    received: &[Received],
    place: &Path,
) -> Result<Evidence, String> {
    let mut row = Evidence::of(3);
    let (values, too_short) = values(day);
    let search = Search::new(&values)?;
    let mut looked = Looked::default();
    for (at, request) in received.iter().enumerate() {
        let place = format!("request {} to {}", at + 1, request.recipient);
        search.look(&place, &request.raw, &mut looked);
        search.look(&place, &request.body, &mut looked);
        for text in request.head_texts() {
            search.look(
                &format!("the head of {place}"),
                text.as_bytes(),
                &mut looked,
            );
        }
    }
    let (at_servers, sent) = (looked.places, looked.bytes);
    search.look_in(place, &mut looked)?;
    row.check(at_servers > 0 && looked.places > at_servers, || {
        "there was nothing to search".to_owned()
    });
    row.broken.extend(looked.found.iter().cloned());
    row.figure(format!(
        "{} raw values in {} forms, searched for in {sent} bytes that the servers got and in {} bytes of every file and every write: {} found",
        values.len(),
        search.forms(),
        looked.bytes - sent,
        looked.found.len()
    ));
    if too_short > 0 {
        row.figure(format!(
            "{too_short} values are too short to be searched for"
        ));
    }
    let arrived = Arrived::new(policy, received);
    kept(policy, day, answers, &arrived, &mut row);
    Ok(row)
}
