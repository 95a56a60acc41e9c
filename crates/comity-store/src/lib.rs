//! The ports of the use cases: on SQLite, on PostgreSQL, and in memory.
//!
//! Never here: rules of procedure, and what an entry says.
