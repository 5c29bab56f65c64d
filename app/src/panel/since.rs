//! The first line of the panel: what others did to a contact since whoever looks last spoke with them.
use contact::CustomField;
use leptos::prelude::*;

use crate::{
    i18n::*,
    ui::when::When,
    values::{reading::any_name, words::I18n},
    wire::panel::SinceSpoken,
};

/// How many people are named.
const PEOPLE: usize = 3;
/// How many fields are named.
const NAMED_FIELDS: usize = 5;
/// Stand in a sentence for what is a view: no name has a control character.
const DAY: &str = "\u{1}";
const WHAT: &str = "\u{2}";

/// The line; none where nothing happened.
pub fn since(i18n: I18n, since: &SinceSpoken, custom: &[CustomField]) -> Option<AnyView> {
    let parts = parts(i18n, since, custom);
    if parts.is_empty() {
        return None;
    }
    let sentence = t_string!(i18n, panel.since, day = DAY, what = WHAT).to_string();
    let (before, after) = sentence.split_once(DAY)?;
    let (after, _) = after.split_once(WHAT)?;
    let [before, after] = [before, after].map(str::to_owned);
    let parts = parts.into_iter().enumerate().map(|(at, part)| {
        let between = (at > 0).then_some(" · ");
        view! { {between} <bdi>{part}</bdi> }
    });
    let parts = parts.collect::<Vec<_>>();
    let at = since.at;
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let line = view! { <p class="since">{before}<When at=at language=language/>{after}{parts}</p> };
    Some(line.into_any())
}

/// All that happened, each in a few words.
fn parts(i18n: I18n, since: &SinceSpoken, custom: &[CustomField]) -> Vec<String> {
    let names = since.fields.iter();
    let names: Vec<String> = names.map(|field| any_name(i18n, field, custom)).collect();
    let fields = listed(i18n, &names, NAMED_FIELDS);
    let changed = match (names.is_empty(), since.staff.is_empty()) {
        (true, _) => None,
        (false, true) => {
            Some(t_string!(i18n, panel.since_changed_by_nobody, fields = fields).to_string())
        }
        (false, false) => {
            let names = listed(i18n, &since.staff, PEOPLE);
            Some(t_string!(i18n, panel.since_changed, names = names, fields = fields).to_string())
        }
    };
    let merged = match since.merges {
        ..=0 => None,
        1 => Some(t_string!(i18n, panel.since_merged_one).to_owned()),
        count => Some(t_string!(i18n, panel.since_merged, count = count).to_string()),
    };
    let handled = match since.enquiries {
        ..=0 => None,
        1 => Some(t_string!(i18n, panel.since_handled_one).to_owned()),
        count => Some(t_string!(i18n, panel.since_handled, count = count).to_string()),
    };
    [changed, merged, handled].into_iter().flatten().collect()
}

/// Names in a row, as many as are told at most.
pub(super) fn listed(i18n: I18n, names: &[String], most: usize) -> String {
    let between = match i18n.get_locale() {
        Locale::en => ", ",
        Locale::zh_Hant | Locale::zh_Hans => "、",
    };
    match names {
        [] => String::new(),
        [one] => one.clone(),
        names if names.len() > most => format!("{}{between}…", names[..most].join(between)),
        [first @ .., last] => {
            let (first, last) = (first.join(between), last.clone());
            t_string!(i18n, panel.and, most = first, last = last).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use contact::Language;
    use leptos::prelude::*;

    use super::since;
    use crate::{
        panel::{
            html::html,
            samples::{moment, text},
        },
        wire::panel::SinceSpoken,
    };

    fn spoken(fields: &[&str], staff: &[&str], merges: i64, enquiries: i64) -> SinceSpoken {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        SinceSpoken {
            at: moment(),
            fields: owned(fields),
            staff: owned(staff),
            merges,
            enquiries,
        }
    }

    fn said(language: Language, spoken: &SinceSpoken) -> String {
        let line = html(language, |i18n| {
            let line = since(i18n, spoken, &[]);
            line.into_any()
        });
        text(&line)
    }

    #[test]
    fn what_changed_since_is_one_sentence_in_each_language() {
        use Language::{English, Simplified, Traditional};
        let two = ["Mei Chan", "Grace Lee"];
        let all = spoken(&["company", "phones"], &two, 1, 2);
        let one = spoken(&["address.city"], &["Mei Chan"], 0, 0);
        let other = spoken(&[], &["Mei Chan"], 3, 1);
        let nobody = spoken(&["company"], &[], 0, 0);
        for (language, spoken, wanted) in [
            (
                English,
                &all,
                "Since you last spoke (12 Nov 2026): Mei Chan and Grace Lee changed Company and Phone number · \
                 1 contact was merged in · 2 enquiries were handled by others",
            ),
            (
                Traditional,
                &all,
                "自你上次交談（12 Nov 2026）以來：Mei Chan和Grace Lee 更改了公司和電話號碼 · 有 1 位聯絡人併入 · \
                 其他人處理了 2 個查詢",
            ),
            (
                Simplified,
                &all,
                "自你上次交谈（12 Nov 2026）以来：Mei Chan和Grace Lee 更改了公司和电话号码 · 有 1 位联系人并入 · \
                 其他人处理了 2 个查询",
            ),
            (
                English,
                &one,
                "Since you last spoke (12 Nov 2026): Mei Chan changed City",
            ),
            (
                English,
                &other,
                "Since you last spoke (12 Nov 2026): 3 contacts were merged in · 1 enquiry was handled by others",
            ),
            (
                English,
                &nobody,
                "Since you last spoke (12 Nov 2026): Changed: Company",
            ),
        ] {
            assert_eq!(said(language, spoken), wanted);
        }
    }

    #[test]
    fn three_people_and_five_fields_are_named_at_most() {
        let fields = ["company", "team", "group", "language", "type"];
        let five = spoken(&fields, &["A", "B", "C"], 0, 0);
        assert!(
            said(Language::English, &five)
                .ends_with("A, B and C changed Company, Team, Group, Language and Type"),
        );
        let fields = [&fields[..], &["level"][..]].concat();
        let six = spoken(&fields, &["A", "B", "C", "D"], 0, 0);
        assert!(
            said(Language::English, &six)
                .ends_with("A, B, C, … changed Company, Team, Group, Language, Type, …"),
        );
        assert!(said(Language::Simplified, &six).contains("A、B、C、… 更改了公司、"));
    }

    #[test]
    fn nothing_is_said_where_nothing_happened() {
        assert_eq!(said(Language::English, &spoken(&[], &[], 0, 0)), "");
    }
}
