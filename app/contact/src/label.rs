//! Labels: at most 50 characters, told apart ignoring case, never holding the separators of a list.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

/// The label names that exist.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct Labels {
    names: HashSet<String>,
    folded: HashSet<String>,
}

impl Labels {
    /// Tells whether a label of this name exists, in any case.
    pub fn contains(&self, name: &str) -> bool {
        self.names.contains(name) || self.folded.contains(&fold(name))
    }
}

impl From<Vec<String>> for Labels {
    fn from(names: Vec<String>) -> Self {
        Self {
            folded: names.iter().map(|name| fold(name)).collect(),
            names: names.into_iter().collect(),
        }
    }
}

impl From<Labels> for Vec<String> {
    fn from(labels: Labels) -> Self {
        let mut names: Vec<_> = labels.names.into_iter().collect();
        names.sort();
        names
    }
}

/// Writes a label's name in the form in which two of them are compared.
pub fn fold(name: &str) -> String {
    name.to_lowercase()
}
