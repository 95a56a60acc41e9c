//! Cases that a walk once found, told as stories.
