//! Refusals about positions, objections, calls and closing.
