//! From what the entries add up to, to what a checkpoint holds, and back.

use super::balance::{Balance, LastChoice, Opening};
use super::standing::{ChoiceThen, OpeningThen, Standing, hash};
use crate::digest;

impl Balance {
    /// What the entries so far add up to, for a checkpoint of the chain with that name.
    pub(crate) fn standing(&self, scope: String, chain: String) -> Standing {
        let user = self.user.iter();
        let choices = user.map(|(purpose, last)| ChoiceThen {
            purpose: purpose.clone(),
            state: last.state,
            time: last.time,
            policy_hash: last.policy_hash.clone(),
            material_since: last.material_since.clone(),
        });
        let limits = self.limits.iter();
        let limits =
            limits.map(|((limiter, purpose), allows)| (*limiter, purpose.clone(), *allows));
        let openings = self.openings.iter();
        let openings = openings.map(|(purpose, opening)| OpeningThen {
            purpose: purpose.clone(),
            sequence: opening.sequence,
            hash: digest::hex(&opening.hash),
            time: opening.time,
        });
        let ended = self.ended.iter();
        Standing {
            scope,
            chain,
            began: digest::hex(&self.chain),
            choices: choices.collect(),
            limits: limits.collect(),
            openings: openings.collect(),
            ended: ended.map(|(purpose, at)| (purpose.clone(), *at)).collect(),
        }
    }

    /// The same read back; `None` if a hash in it is none.
    pub(crate) fn resumed(standing: &Standing) -> Option<Self> {
        let mut balance = Self {
            chain: hash(&standing.began)?,
            ..Self::default()
        };
        for then in &standing.choices {
            let last = LastChoice {
                state: then.state,
                time: then.time,
                policy_hash: then.policy_hash.clone(),
                material_since: then.material_since.clone(),
            };
            balance.user.insert(then.purpose.clone(), last);
        }
        for (limiter, purpose, allows) in &standing.limits {
            balance.limits.insert((*limiter, purpose.clone()), *allows);
        }
        for then in &standing.openings {
            let opening = Opening {
                sequence: then.sequence,
                hash: hash(&then.hash)?,
                time: then.time,
            };
            balance.openings.insert(then.purpose.clone(), opening);
        }
        balance.ended.extend(standing.ended.iter().cloned());
        Some(balance)
    }
}
