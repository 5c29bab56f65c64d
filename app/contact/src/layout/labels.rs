//! The words by which other programs say what a phone number or an email address is for, in the languages in which they are
//! exported.

use crate::words::{EmailKind, PhoneKind};

/// What the label of a phone number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneLabel {
    Kind(PhoneKind),
    /// No number that a person is called on.
    Fax,
    /// A word of its owner's.
    Unknown,
}

/// Words in small letters that a label of a phone number holds, the telling ones first: a work fax is a fax.
#[rustfmt::skip]
const PHONES: &[(&[&str], PhoneLabel)] = &[
    (&["fax", "télécopie", "传真", "傳真", "ファックス"], PhoneLabel::Fax),
    (&["mobile", "mobil", "cell", "iphone", "handy", "móvil", "celular", "portable", "手机", "手機", "行動電話", "行動", "移动", "流動", "携帯"],
        PhoneLabel::Kind(PhoneKind::Mobile)),
    (&["work", "business", "office", "company", "arbeit", "geschäft", "dienst", "büro", "firma", "travail", "bureau", "professionnel", "trabajo", "oficina", "工作", "公司", "单位", "商务", "商務", "勤務先", "職場", "会社"],
        PhoneLabel::Kind(PhoneKind::Work)),
    (&["home", "privat", "zuhause", "domicile", "personnel", "maison", "casa", "particular", "住宅", "住家", "家庭", "自宅"],
        PhoneLabel::Kind(PhoneKind::Home)),
    (&["main", "other", "pager", "primary", "google voice", "custom", "andere", "sonstig", "weitere", "haupt", "pieper", "autre", "principal", "otro", "其他", "主要", "その他", "メイン", "ポケベル", "代表"],
        PhoneLabel::Kind(PhoneKind::Other)),
];

#[rustfmt::skip]
const EMAILS: &[(&[&str], EmailKind)] = &[
    (&["work", "business", "office", "company", "arbeit", "geschäft", "dienst", "büro", "firma", "travail", "bureau", "professionnel", "trabajo", "oficina", "工作", "公司", "单位", "商务", "商務", "勤務先", "職場", "会社"],
        EmailKind::Work),
    (&["home", "personal", "private", "privat", "zuhause", "domicile", "personnel", "maison", "casa", "particular", "住宅", "住家", "家庭", "個人", "个人", "自宅", "icloud"],
        EmailKind::Personal),
    (&["other", "internet", "obsolete", "custom", "andere", "sonstig", "weitere", "autre", "otro", "其他", "その他"], EmailKind::Other),
];

/// A label as it is compared. Google marks the first value of several with a star.
fn plain(label: &str) -> String {
    label.trim().trim_start_matches('*').trim().to_lowercase()
}

/// Reads the label of a phone number. One without a label is the number of a mobile, as it is in the template's `Phone`.
pub fn phone(label: &str) -> PhoneLabel {
    let label = plain(label);
    if label.is_empty() {
        return PhoneLabel::Kind(PhoneKind::Mobile);
    }
    let known = PHONES
        .iter()
        .find(|(words, _)| words.iter().any(|word| label.contains(word)));
    known.map_or(PhoneLabel::Unknown, |(_, kind)| *kind)
}

/// Reads the label of an email address; `None`: a word of its owner's.
pub fn email(label: &str) -> Option<EmailKind> {
    let label = plain(label);
    if label.is_empty() {
        return Some(EmailKind::Work);
    }
    let known = EMAILS
        .iter()
        .find(|(words, _)| words.iter().any(|word| label.contains(word)));
    known.map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_in_any_language_and_a_fax_is_no_phone() {
        for (label, kind) in [
            ("", PhoneLabel::Kind(PhoneKind::Mobile)),
            ("Mobile", PhoneLabel::Kind(PhoneKind::Mobile)),
            ("手機", PhoneLabel::Kind(PhoneKind::Mobile)),
            ("Work Mobile", PhoneLabel::Kind(PhoneKind::Mobile)),
            ("* Work", PhoneLabel::Kind(PhoneKind::Work)),
            ("Geschäftlich", PhoneLabel::Kind(PhoneKind::Work)),
            ("自宅", PhoneLabel::Kind(PhoneKind::Home)),
            ("Domicile", PhoneLabel::Kind(PhoneKind::Home)),
            ("Main", PhoneLabel::Kind(PhoneKind::Other)),
            ("Work Fax", PhoneLabel::Fax),
            ("住宅传真", PhoneLabel::Fax),
            ("Boat", PhoneLabel::Unknown),
        ] {
            assert_eq!(phone(label), kind, "{label}");
        }
        for (label, kind) in [
            ("", Some(EmailKind::Work)),
            ("* ", Some(EmailKind::Work)),
            ("* Work", Some(EmailKind::Work)),
            ("Privat", Some(EmailKind::Personal)),
            ("個人", Some(EmailKind::Personal)),
            ("Other", Some(EmailKind::Other)),
            ("Boat", None),
        ] {
            assert_eq!(email(label), kind, "{label}");
        }
    }
}
