//! The rig that the promise tests share.
