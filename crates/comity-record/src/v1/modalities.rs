//! Modalities as data: the same shape in TOML and in the entry that brings them.

use comity_procedure::act::ActKind;
use comity_procedure::ids::{BadSlug, Constituency, DelegationId, Language, Region};
use comity_procedure::modalities::{self as rules, Capacity, Permission, Preset, Stage};
use comity_procedure::time::Hours;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The presets that ship, each with its name and its text.
pub const PRESETS: &[(&str, &str)] = &[("consensus", include_str!("../../presets/consensus.toml"))];

/// The rules of one negotiation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Modalities {
    /// How delegations are accredited.
    pub accreditation: Accreditation,
    /// The constituencies that take part.
    pub constituencies: Vec<String>,
    /// The languages that the text is kept in, the working language first.
    pub languages: Vec<String>,
    /// Who may do what, and when.
    pub may: Vec<May>,
    /// The constituencies whose objection stands in the way of consensus.
    pub objections_respected: Vec<String>,
    /// The preset that they began as.
    pub preset: String,
    /// The protocol order of delegations; those not named follow in code-point order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub protocol_order: Vec<String>,
    /// The regions that delegations come from.
    pub regions: Vec<String>,
    /// The acts that need the signature of the delegation's own key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signed: Vec<String>,
    /// The shortest silence for a call that is issued again, in hours.
    pub silence_again_hours: u32,
    /// The shortest silence procedure, in hours.
    pub silence_hours: u32,
    /// `keep-text` or `drop-text`.
    pub without_agreement: String,
}

/// How delegations are accredited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Accreditation {
    /// When nobody who may has objected within some hours.
    NoObjection {
        /// The constituencies that may object.
        by: Vec<String>,
        /// How long the announcement stands.
        hours: u32,
    },
    /// At once.
    Open,
}

/// One row of the table of who may do what, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct May {
    /// The acts.
    pub acts: Vec<String>,
    /// At which stages; left out for all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<String>,
    /// In which capacities.
    pub by: Vec<String>,
}

/// Why modalities cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ModalitiesError {
    /// They are not in the form that the format page describes.
    #[error("modalities: {0}")]
    Form(String),
    /// A word is none of those that the format knows.
    #[error("modalities, {member}: “{word}” is none of: {known}")]
    Word {
        /// The member.
        member: &'static str,
        /// The word.
        word: String,
        /// What the format knows.
        known: String,
    },
    /// A name is no slug.
    #[error("modalities, {member}: {error}")]
    Slug {
        /// The member.
        member: &'static str,
        /// What is wrong with it.
        error: BadSlug,
    },
}

impl Modalities {
    /// The preset with a name.
    #[must_use]
    pub fn preset(name: &str) -> Option<Modalities> {
        let (_, text) = PRESETS.iter().find(|(known, _)| *known == name)?;
        Some(Modalities::from_toml(text).expect("a test reads every preset that ships"))
    }

    /// Modalities from a file that people write.
    ///
    /// # Errors
    /// When it is not TOML, or not of this form: with the line.
    pub fn from_toml(text: &str) -> Result<Modalities, ModalitiesError> {
        toml::from_str(text).map_err(|error| ModalitiesError::Form(error.to_string()))
    }

    /// The same as a file that people read and change, and that [`from_toml`](Self::from_toml)
    /// reads.
    ///
    /// # Panics
    /// Never: they are strings, numbers and lists of both.
    #[must_use]
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self).expect("modalities are strings, numbers and lists of both")
    }

    /// Rules that stand, as data.
    #[must_use]
    pub fn of(rules: &rules::Modalities) -> Modalities {
        Modalities {
            accreditation: match &rules.accreditation {
                rules::Accreditation::Open => Accreditation::Open,
                rules::Accreditation::NoObjection { within, by } => Accreditation::NoObjection {
                    by: names(by),
                    hours: within.0,
                },
            },
            constituencies: names(&rules.constituencies),
            languages: names(&rules.languages),
            may: rules.may.iter().map(May::of).collect(),
            objections_respected: names(&rules.objections_respected),
            preset: match rules.preset {
                Preset::Consensus => "consensus".to_owned(),
            },
            protocol_order: names(&rules.protocol_order),
            regions: names(&rules.regions),
            signed: kinds(&rules.signed),
            silence_again_hours: rules.silence_again.0,
            silence_hours: rules.silence.0,
            without_agreement: match rules.without_agreement {
                rules::WithoutAgreement::KeepText => "keep-text".to_owned(),
                rules::WithoutAgreement::DropText => "drop-text".to_owned(),
            },
        }
    }

    /// The same as rules.
    ///
    /// # Errors
    /// When a word is not known or a name is no slug.
    pub fn rules(&self) -> Result<rules::Modalities, ModalitiesError> {
        let constituencies = |member, names: &[String]| slugs(member, names, Constituency::new);
        Ok(rules::Modalities {
            preset: word("preset", &self.preset, &[("consensus", Preset::Consensus)])?,
            constituencies: constituencies("constituencies", &self.constituencies)?,
            regions: slugs("regions", &self.regions, Region::new)?,
            languages: slugs("languages", &self.languages, Language::new)?,
            accreditation: match &self.accreditation {
                Accreditation::Open => rules::Accreditation::Open,
                Accreditation::NoObjection { by, hours } => rules::Accreditation::NoObjection {
                    within: Hours(*hours),
                    by: constituencies("accreditation", by)?,
                },
            },
            objections_respected: constituencies(
                "objections-respected",
                &self.objections_respected,
            )?,
            silence: Hours(self.silence_hours),
            silence_again: Hours(self.silence_again_hours),
            without_agreement: word(
                "without-agreement",
                &self.without_agreement,
                &[
                    ("keep-text", rules::WithoutAgreement::KeepText),
                    ("drop-text", rules::WithoutAgreement::DropText),
                ],
            )?,
            signed: acts("signed", &self.signed)?,
            may: self
                .may
                .iter()
                .map(May::permission)
                .collect::<Result<_, _>>()?,
            protocol_order: slugs("protocol-order", &self.protocol_order, DelegationId::new)?,
        })
    }
}

impl May {
    fn of(row: &Permission) -> May {
        May {
            acts: kinds(&row.acts),
            at: match row.at[..] == Stage::ALL {
                true => Vec::new(),
                false => row.at.iter().map(|it| it.name().to_owned()).collect(),
            },
            by: row.by.iter().map(|it| it.name().to_owned()).collect(),
        }
    }

    fn permission(&self) -> Result<Permission, ModalitiesError> {
        let capacities = [
            Capacity::Chair,
            Capacity::Secretariat,
            Capacity::Clock,
            Capacity::Delegation,
            Capacity::Observer,
            Capacity::Organisation,
        ]
        .map(|capacity| (capacity.name(), capacity));
        let stages = Stage::ALL.map(|stage| (stage.name(), stage));
        let by = self.by.iter().map(|name| word("may", name, &capacities));
        let at = self.at.iter().map(|name| word("may", name, &stages));
        let at: Vec<Stage> = at.collect::<Result<_, _>>()?;
        Ok(Permission {
            acts: acts("may", &self.acts)?,
            by: by.collect::<Result<_, _>>()?,
            at: match at.is_empty() {
                true => Stage::ALL.to_vec(),
                false => at,
            },
        })
    }
}

fn names(list: &[impl ToString]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

fn kinds(acts: &[ActKind]) -> Vec<String> {
    acts.iter().map(|it| it.name().to_owned()).collect()
}

fn acts(member: &'static str, names: &[String]) -> Result<Vec<ActKind>, ModalitiesError> {
    let known: Vec<(&str, ActKind)> = ActKind::ALL
        .iter()
        .map(|kind| (kind.name(), *kind))
        .collect();
    names
        .iter()
        .map(|name| word(member, name, &known))
        .collect()
}

fn slugs<T>(
    member: &'static str,
    names: &[String],
    new: impl Fn(&str) -> Result<T, BadSlug>,
) -> Result<Vec<T>, ModalitiesError> {
    let wrong = |error| ModalitiesError::Slug { member, error };
    names.iter().map(|name| new(name).map_err(wrong)).collect()
}

fn word<T: Copy>(
    member: &'static str,
    word: &str,
    known: &[(&str, T)],
) -> Result<T, ModalitiesError> {
    let found = known.iter().find(|(name, _)| *name == word);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        ModalitiesError::Word {
            member,
            word: word.to_owned(),
            known: names.join(", "),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_become_a_file_and_the_same_rules_again() {
        for (name, _) in PRESETS {
            let preset = Modalities::preset(name).expect("the list names it");
            let mut others = preset.clone();
            others.accreditation = Accreditation::Open;
            others.signed = Vec::new();
            others.protocol_order = vec!["tavar".to_owned(), "loa".to_owned()];
            others.without_agreement = "drop-text".to_owned();
            for modalities in [preset, others] {
                let rules = modalities.rules().expect("a preset can be played by");
                assert_eq!(Modalities::of(&rules), modalities, "{name}");
                let file = modalities.to_toml();
                assert_eq!(Modalities::from_toml(&file), Ok(modalities), "{file}");
            }
        }
    }
}
