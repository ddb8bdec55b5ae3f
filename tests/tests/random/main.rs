//! For random policies, words, bans, records and restarts: a record is taken just where the words
//! open its purpose, and each leaf on the wire is what the policy's rule makes of it.

mod any_bytes;
mod oracle;
mod play;
mod policies;
mod properties;
mod values;
mod wire;

use play::{Play, acts};
use policies::policies;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn under_any_policy_each_leaf_follows_its_rule(
        policy in policies(),
        acts in acts(),
    ) {
        let mut play = Play::new(policy);
        for act in &acts {
            play.act(act)?;
        }
        play.upload_the_rest()?;
    }
}
