//! What leaves, in which requests, and under whose pseudonyms.

mod identity;
mod path;
mod upload;
mod upload_edges;
mod wire_bodies;
