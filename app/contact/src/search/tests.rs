use proptest::prelude::*;

use super::*;
use crate::contact::{Email, Phone};

#[test]
fn case_accents_width_and_apostrophes_do_not_matter() {
    for (written, folded) in [
        ("José", "jose"),
        ("ØSTERGÅRD", "ostergard"),
        ("Straße", "strasse"),
        ("Ｏ’Ｂｒｉｅｎ", "obrien"),
        ("  Mary \t Ann ", "mary ann"),
        ("陳大文", "陳大文"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
        ("김민준", "김민준"),
        ("が", "が"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("a\u{200b}b\u{202e}c", "abc"),
    ] {
        assert_eq!(fold(written), folded, "{written}");
    }
}

fn keys(first: &str, last: &str, company: &str, email: &str, phone: &str) -> Keys {
    let draft = Draft {
        first_name: first.into(),
        last_name: last.into(),
        company: company.into(),
        emails: vec![Email {
            address: email.into(),
            ..Email::default()
        }],
        phones: vec![Phone {
            number: phone.into(),
            ..Phone::default()
        }],
        ..Draft::default()
    };
    Keys::of(&draft, &["Johnny"], &[], None)
}

#[test]
fn a_contact_is_found_by_any_part_of_it() {
    let contact = keys(
        "John",
        "O'Brien-Smith",
        "50% Café & Co_op",
        "j.smith@mail.acme.co.uk",
        "+447700900123",
    );
    for typed in [
        "john",
        "JOHN",
        "ohn",
        "smith john",
        "john smith",
        "john smi",
        "hn obr",
        "jo",
        "o",
        "smith, john",
        "o'brien",
        "obrien",
        "cafe",
        "50%",
        "co_op",
        "%",
        "j.smith@mail",
        "acme.co",
        "mail",
        "@mail.acme",
        "johnny",
        "900123",
        "+44 7700 900123",
        "07700 900123",
        "0044 7700 900-123",
        "john acme",
    ] {
        assert!(
            Search::parse(typed).is_some_and(|search| search.finds(&contact)),
            "{typed}"
        );
    }
    for typed in ["50_", "jx", "mi", "smith mary", "gmail", "900124", "c%p"] {
        assert!(
            !Search::parse(typed).is_some_and(|search| search.finds(&contact)),
            "{typed}"
        );
    }
}

#[test]
fn a_common_mail_domain_is_found_like_any_other() {
    let contact = keys("Ann", "Lee", "", "ann.lee7@gmail.com", "+85212345678");
    for typed in [
        "gmail",
        "@gmail.com",
        "lee7@gm",
        "ann.lee7@gmail.com",
        "mail.co",
        "e7@",
        "ann gmail",
        "com gmail mail ann",
    ] {
        assert!(
            Search::parse(typed).is_some_and(|search| search.finds(&contact)),
            "{typed}"
        );
    }
    for typed in ["lee8@gmail.com", "lee7@qq", "hotmail"] {
        assert!(
            !Search::parse(typed).is_some_and(|search| search.finds(&contact)),
            "{typed}"
        );
    }
}

#[test]
fn chinese_names_are_found_by_one_two_or_all_characters() {
    let contact = keys("大文", "陳", "長江實業", "", "");
    for typed in [
        "陳",
        "大",
        "大文",
        "陳大文",
        "陳 大文",
        "大文 陳",
        "江實",
        "長江實業",
    ] {
        assert!(
            Search::parse(typed).is_some_and(|search| search.finds(&contact)),
            "{typed}"
        );
    }
    assert!(!Search::parse("文大").is_some_and(|search| search.finds(&contact)));
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in any::<String>()) {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded);
    }

    #[test]
    fn any_three_characters_of_a_company_find_it(company in "[\\PC]{3,20}", at in 0usize..18) {
        let contact = keys("Ann", "Lee", &company, "", "");
        let part: String = fold(&company).chars().skip(at).take(3).collect();
        if let Some(search) = Search::parse(&part).filter(|_| part.chars().count() == 3 && !part.contains([' ', ',', ';'])) {
            prop_assert!(search.finds(&contact), "{part:?} in {company:?}");
        }
    }

    #[test]
    fn nothing_typed_panics(text in any::<String>()) {
        let _ = Search::parse(&text);
    }
}
