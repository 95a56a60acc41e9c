//! The rules of procedure: `decide` says what an act does or why it is refused, `evolve` does it.
//!
//! Never here: input and output, clocks, bytes, floats, and whatever makes changes out of texts.
