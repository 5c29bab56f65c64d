//! Why two contacts may be one person, and how likely that is.
use serde::{Deserialize, Serialize};

/// What two contacts share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// The same phone number, or one's phone number is the other's WhatsApp.
    Phone,
    Email,
    /// A like-sounding name at the same company.
    Name,
}

/// Why two contacts may be one person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Reason))]
pub struct Reason {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: Likeness,
    /// The number, the address or the company that both have.
    pub value: String,
}

/// How likely it is that two contacts are one person. 3: for two reasons or more; 2: same phone or same email; 1: a
/// like-sounding name at the same company.
pub fn strength(reasons: &[Reason]) -> i16 {
    let first = reasons.first().map(|reason| reason.kind);
    match reasons.iter().any(|reason| Some(reason.kind) != first) {
        true => 3,
        false if first == Some(Likeness::Name) => 1,
        false => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::{Likeness, Reason, strength};

    #[test]
    fn two_kinds_of_reasons_weigh_more_than_two_of_a_kind_and_a_name_least() {
        let reasons = |kinds: &[Likeness]| -> Vec<Reason> {
            let kinds = kinds.iter().map(|kind| Reason {
                kind: *kind,
                value: String::new(),
            });
            kinds.collect()
        };
        let cases: [(&[Likeness], i16); 5] = [
            (&[Likeness::Name], 1),
            (&[Likeness::Phone], 2),
            (&[Likeness::Email, Likeness::Email], 2),
            (&[Likeness::Email, Likeness::Name], 3),
            (&[Likeness::Phone, Likeness::Email, Likeness::Name], 3),
        ];
        for (kinds, strong) in cases {
            assert_eq!(strength(&reasons(kinds)), strong, "{kinds:?}");
        }
    }
}
