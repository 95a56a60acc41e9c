// Improves pages that work without it. Nothing here is needed to read or to act.
