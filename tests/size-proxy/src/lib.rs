//! Links what a phone would carry, to weigh it.
