//! The path: record, gate, minimise, queue, upload.
