//! Labels (being written).
use crate::instrument::Instrument;
pub fn labels(i: &Instrument) -> Vec<String> {
    (0..i.len()).map(|n| format!("¶ {}", n + 1)).collect()
}
pub fn after(label: &str, nth: usize) -> String {
    format!("{label} bis{nth}")
}
pub fn alternative(label: &str, nth: usize) -> String {
    format!("{label} alt{nth}")
}
pub fn folded(label: &str) -> String {
    label.to_lowercase()
}
