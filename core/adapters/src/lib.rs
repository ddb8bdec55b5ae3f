//! Files, clock, randomness: implementations of the engine's ports.
