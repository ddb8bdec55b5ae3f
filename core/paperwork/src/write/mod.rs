//! From a policy to the files that an app and its stores need.
