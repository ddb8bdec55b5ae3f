//! What a policy must carry on from the version before.

use crate::model::Policy;

/// A purpose whose yes from before a material change would count again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgotten {
    /// Id of the purpose.
    pub purpose: String,
    /// The version since which an older yes is of no use, by the policy before.
    pub material_since: String,
}

impl Policy {
    /// Returns every purpose for which this policy does not carry on the material change that `before` names.
    ///
    /// It is carried on by the same version, or replaced by this policy's own.
    pub fn forgotten_since(&self, before: &Self) -> Vec<Forgotten> {
        let mut forgotten = Vec::new();
        for purpose in &before.purposes {
            let since = before.material_since(purpose);
            let now = self.purposes.iter().find(|one| one.id == purpose.id);
            let now = now.map(|now| self.material_since(now));
            let carried = now.is_none_or(|now| now == since || now == self.version);
            if !since.is_empty() && !carried {
                forgotten.push(Forgotten {
                    purpose: purpose.id.clone(),
                    material_since: since.to_owned(),
                });
            }
        }
        forgotten
    }
}
