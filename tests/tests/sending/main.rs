//! What leaves, in which requests, and under whose pseudonyms.

mod for_vendor;
mod former_ids;
mod handled;
mod identity;
mod kept_values;
mod leases;
mod otlp;
mod path;
mod rejections;
mod relay;
mod retention;
mod upload;
mod upload_edges;
mod wire_bodies;
