//! The words that stores understand, each table with its source and date.
