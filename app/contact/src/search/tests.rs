use proptest::prelude::*;

use super::*;
use crate::contact::{Draft, Email, Phone};

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
        ("a\u{fe0f}b\u{3164}c\u{2800}d", "abcd"),
        ("Smith–Jones\u{2011}Lee\u{ad}", "smith-jones-lee"),
        ("Gal·la ŀ ジャン・リュック", "gal·la l· じゃん·りゅっく"),
        ("٠١٢ ۳۴ ５６ ७๘", "012 34 56 78"),
        ("ﾀﾞﾅｶ ダナカ だなか", "だなか だなか だなか"),
        ("陳 陈", "陳 陳"),
        ("國 国 廣 广 広 臺 台", "國 國 廣 廣 廣 檯 檯"),
        ("㈱", "(株)"),
        ("مُحَمَّد محمد محـمد", "محمد محمد محمد"),
        ("مֹשֶׁה", "مשה"),
        ("सीता", "सीता"),
        ("ใจดี", "ใจดี"),
        ("Ёлкин", "елкин"),
    ] {
        assert_eq!(fold(written), folded, "{written}");
    }
}

#[test]
fn a_vowel_sign_is_a_letter() {
    for (one, two) in [("ดี", "ดู"), ("सीता", "सत"), ("কি", "কু"), ("か", "が")]
    {
        assert_ne!(fold(one), fold(two));
    }
}

/// The people of the field's cases, and what must find whom.
#[derive(serde::Deserialize)]
struct Cases {
    contacts: Vec<[String; 5]>,
    queries: Vec<(String, Vec<String>)>,
}

#[test]
fn everybody_of_the_cases_is_found() {
    let cases: Cases = serde_json::from_str(include_str!(
        "../../../../server/tests/fixtures/search.json"
    ))
    .expect("cases");
    let people: Vec<(String, Keys)> = cases
        .contacts
        .iter()
        .map(|[first, last, company, email, phone]| {
            let keys = keys(first, last, company, email, phone);
            (composed(&format!("{first} {last}")), keys)
        })
        .collect();
    for (typed, wanted) in &cases.queries {
        let search = Search::parse(typed).expect("something to look for");
        let found: Vec<&str> = people
            .iter()
            .filter(|(_, keys)| search.finds(keys))
            .map(|(name, _)| name.as_str())
            .collect();
        let wanted: Vec<String> = wanted.iter().map(|name| composed(name)).collect();
        let missed: Vec<_> = wanted
            .iter()
            .filter(|name| !found.contains(&name.as_str()))
            .collect();
        assert!(missed.is_empty(), "{typed}: {missed:?}");
        // Others hold pieces of a number, and come after who holds the number.
        let first = |keys: &Keys| search.numbers.iter().any(|number| number.fits(keys));
        let first = people.iter().filter(|(_, keys)| first(keys)).count();
        let found = if search.numbers.is_empty() {
            found.len()
        } else {
            first
        };
        assert_eq!(found, wanted.len(), "{typed}");
    }
}

/// Some of the cases are written with accents apart from their letters.
fn composed(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfc(text).collect()
}

#[test]
fn spellings_of_one_name_find_each_other() {
    for spellings in [
        &["Anne-Marie", "Anne Marie", "Anne–Marie"] as &[_],
        &[
            "O'Brien",
            "O’Brien",
            "OBrien",
            "O Brien",
            "O-Brien",
            "O´Brien",
        ],
        &["McDonald", "Mc Donald", "Mc-Donald"],
        &["De la Cruz", "Delacruz", "de-la-Cruz"],
        &["Gal·la", "Gal-la", "Galla", "GAL•LA"],
        &["J.R.R.", "J R R", "JRR", "J. R. R."],
        &["Müller", "Mueller"],
        &["Østergård", "Oestergaard"],
        &["Ostergard", "Østergård"],
        &["Muller", "Mu\u{308}ller"],
        &["Weiß", "Weiss"],
        &["タナカ", "たなか", "ﾀﾅｶ"],
        &["ジャン・リュック", "ジャン リュック", "じゃんりゅっく"],
        &["廣澤", "広沢", "广泽"],
        &["鍾麗緹", "钟丽缇"],
        &["محمّد", "محمد"],
        &["علی", "علي", "على"],
    ] {
        for stored in spellings {
            for typed in spellings {
                let search = Search::parse(typed).expect("something to look for");
                for keys in [
                    keys(stored, "Lee", "", "", ""),
                    keys("Lee", stored, "", "", ""),
                ] {
                    assert!(search.finds(&keys), "{typed} for {stored}");
                }
            }
        }
    }
}

#[test]
fn a_number_is_found_however_it_was_pasted() {
    for (stored, pasted) in [
        (
            "+85291234567",
            &[
                "9123 4567",
                "9123-4567",
                "+852 9123 4567",
                "+852.9123.4567",
                "+852/9123/4567",
                "(852) 9123 4567",
                "00852 9123 4567",
                "011 852 9123 4567",
                "0011 852 9123 4567",
                "tel:+852-9123-4567;ext=1",
                "<tel:+85291234567>",
                "Tel: +852 9123 4567",
                "\"9123 4567\"",
                "☎ 9123 4567",
                "\u{202a}+85291234567\u{202c}",
                "９１２３－４５６７",
                "٩١٢٣ ٤٥٦٧",
                "大文 +852 9123-4567",
                "Tel. 9123 4567",
                "T: 9123 4567",
                "電話：9123 4567",
                "+852 9123 4567 (mobile)",
                "whatsapp:+85291234567",
                "9123 4567 x12",
            ] as &[_],
        ),
        (
            "+447700900123",
            &[
                "07700 900123",
                "+44 (0)7700 900123",
                "+44 07700 900123",
                "0044 (0) 7700 900123",
                "+44(0)7700-900-123",
            ],
        ),
        ("+79161234567", &["8 (916) 123-45-67", "+7 (916) 123 45 67"]),
        ("+819012345678", &["090-1234-5678", "090‐1234‐5678"]),
        (
            "+12125551234",
            &["(212) 555-1234", "1-212-555-1234", "212.555.1234"],
        ),
    ] {
        let contact = keys("大文", "Chan", "", "", stored);
        for typed in pasted {
            let search = Search::parse(typed).expect("something to look for");
            assert!(search.finds(&contact), "{typed}");
        }
    }
}

#[test]
fn the_pieces_of_a_number_find_it_after_the_number() {
    let number = keys("A", "B", "", "", "+85291234567");
    for typed in ["9123 4567", "91234567", "+852 9123-4567", "09123 4567"] {
        let search = Search::parse(typed).expect("something to look for");
        let first = |keys: &Keys| search.numbers.iter().any(|number| number.fits(keys));
        assert!(search.finds(&number) && first(&number), "{typed}");
        for pieces in ["+845678529123", "+8529123456785"] {
            assert!(!first(&keys("A", "B", "", "", pieces)), "{typed} {pieces}");
        }
    }
    let search = Search::parse("9123 4567").expect("something to look for");
    for pieces in ["+8445679123", "+849123456785"] {
        assert!(search.finds(&keys("A", "B", "", "", pieces)), "{pieces}");
    }
}

#[test]
fn who_has_the_number_itself_comes_before_who_has_one_that_ends_so() {
    let (own, other) = (
        keys("A", "B", "", "", "+85291234567"),
        keys("A", "B", "", "", "+41791234567"),
    );
    for (typed, swiss) in [
        ("9123 4567", false),
        ("+852 9123 4567", false),
        ("79 123 45 67", true),
    ] {
        let search = Search::parse(typed).expect("something to look for");
        let whole = |keys: &Keys| search.whole_numbers.iter().any(|number| number.fits(keys));
        assert_eq!((whole(&own), whole(&other)), (!swiss, swiss), "{typed}");
    }
}

#[test]
fn a_label_before_a_number_looks_for_nobody() {
    let named = keys("T", "B", "", "", "+84912345679");
    let search = Search::parse("T: 9123 4567").expect("something to look for");
    assert_eq!(Search::parse("9123 4567").as_ref(), Some(&search));
    assert!(
        !search
            .whole_numbers
            .iter()
            .any(|number| number.fits(&named))
    );
}

#[test]
fn names_are_found_with_a_comma_between_them_or_nothing_where_none_is_written() {
    for (first, last, typed) in [
        ("Ann", "Lee", "Lee,Ann"),
        ("Ann", "Lee", "lee;ann"),
        ("สมชาย", "ใจดี", "สมชายใจดี"),
        ("大文", "陳", "陳，大文"),
    ] {
        let search = Search::parse(typed).expect("something to look for");
        assert!(search.finds(&keys(first, last, "", "", "")), "{typed}");
    }
}

#[test]
fn an_address_is_found_however_it_was_copied() {
    let contact = keys("Mei", "Kwok", "", "mei-lin.kwok+news@tea-house.example", "");
    for typed in [
        "mailto:mei-lin.kwok+news@tea-house.example",
        "<mei-lin.kwok+news@tea-house.example>",
        "Mei Kwok <mei-lin.kwok+news@tea-house.example>",
        "<mailto:mei-lin.kwok+news@tea-house.example?subject=Hi>",
        "“Kwok, Mei” (mei-lin.kwok+news@tea-house.example);",
        "E-Mail: mei-lin.kwok+news@tea-house.example",
        "tea-house.example",
        "mei-lin",
        "+news",
    ] {
        assert!(
            Search::parse(typed).is_some_and(|search| search.finds(&contact)),
            "{typed}"
        );
    }
}

#[test]
fn words_of_one_and_two_letters_say_that_they_look_for_beginnings() {
    for (typed, beginnings) in [
        ("jo", &["jo"] as &[_]),
        ("3M", &["3m"]),
        ("john s", &["s"]),
        ("J. Smith", &["j"]),
        ("a.b", &["a.b"]),
        ("john", &[]),
        ("陳", &[]),
        ("ив", &[]),
        ("8 (916) 123-45-67", &[]),
    ] {
        let search = Search::parse(typed).expect("something to look for");
        assert_eq!(search.beginnings, beginnings, "{typed}");
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
            prop_assert!(
                search.finds(&contact) || !search.beginnings.is_empty(),
                "{part:?} in {company:?}"
            );
        }
    }

    #[test]
    fn nothing_typed_panics(text in any::<String>()) {
        let _ = Search::parse(&text);
    }
}
