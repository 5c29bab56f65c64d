//! Files as Excel and text editors save them, in every encoding that is read, however their bytes arrive.
#![cfg(feature = "encodings")]

use contact::file::encoding::{Decoder, Encoding, EncodingEvidence, sniff};
use encoding_rs::{BIG5, GB18030, SHIFT_JIS, WINDOWS_1252};
use proptest::prelude::*;

mod guess;

fn decode(
    bytes: &[u8],
    chosen: Option<Encoding>,
    cuts: &[usize],
) -> (String, Encoding, EncodingEvidence) {
    let mut decoder = Decoder::new(chosen, &bytes[..bytes.len().min(65_536)]);
    let mut text = Vec::new();
    let mut sink = |piece: &[u8]| text.extend_from_slice(piece);
    let mut from = 0;
    for &cut in cuts {
        let cut = cut.clamp(from, bytes.len());
        decoder.push(&bytes[from..cut], false, &mut sink);
        from = cut;
    }
    decoder.push(&bytes[from..], true, &mut sink);
    let (encoding, evidence) = decoder.encoding();
    (
        String::from_utf8(text).expect("the decoder makes UTF-8"),
        encoding,
        evidence,
    )
}

fn utf16(text: &str, to: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to).collect()
}

const HEAD: &str = "First name,Last name,Mobile,Company,City\r\n";

#[test]
fn each_encoding_is_recognised_in_a_file_of_contacts() {
    let chinese = format!(
        "{HEAD}大文,陳,+85212345678,香港電訊,香港\r\n美玲,黃,+85298765432,,九龍\r\n志明,李,,太古地產,\r\n"
    );
    let mainland = format!(
        "{HEAD}伟,王,+8613800138000,华为技术,深圳\r\n小红,张,,阿里巴巴,杭州\r\n建国,刘,,,北京\r\n"
    );
    let japanese =
        format!("{HEAD}ひろし,田中,+819012345678,トヨタ自動車,東京\r\nゆき,鈴木,,ソニー,大阪\r\n");
    let western =
        format!("{HEAD}José,Núñez,+34612345678,Café Olé,Málaga\r\nBegoña,Ibáñez,,,Gijón\r\n");
    for (bytes, encoding, text) in [
        (BIG5.encode(&chinese).0, Encoding::Big5, &chinese),
        (GB18030.encode(&mainland).0, Encoding::Gb18030, &mainland),
        (SHIFT_JIS.encode(&japanese).0, Encoding::ShiftJis, &japanese),
        (
            WINDOWS_1252.encode(&western).0,
            Encoding::Windows1252,
            &western,
        ),
    ] {
        let (decoded, found, evidence) = decode(&bytes, None, &[]);
        assert_eq!((found, evidence), (encoding, EncodingEvidence::Guess));
        assert_eq!(&decoded, text);
    }
    assert_eq!(
        sniff(chinese.as_bytes()),
        (Encoding::Utf8, EncodingEvidence::Valid)
    );
}

#[test]
fn one_short_name_is_enough_to_tell_big5() {
    let text = "Last name,Mobile\r\n陳大文,+85212345678\r\n";
    assert_eq!(decode(&BIG5.encode(text).0, None, &[]).0, text);
    for name in ["黃小明", "李嘉誠", "張學友", "劉德華", "王美麗"] {
        let text = format!("Last name,Mobile\r\n{name},+85212345678\r\n");
        assert_eq!(decode(&BIG5.encode(&text).0, None, &[]).0, text);
    }
}

#[test]
fn a_byte_order_mark_decides_and_is_no_text() {
    let text = format!("{HEAD}大文,陳,,,\r\n");
    for (bytes, encoding) in [
        (
            [&[0xEF, 0xBB, 0xBF][..], text.as_bytes()].concat(),
            Encoding::Utf8,
        ),
        (
            [vec![0xFF, 0xFE], utf16(&text, u16::to_le_bytes)].concat(),
            Encoding::Utf16Le,
        ),
        (
            [vec![0xFE, 0xFF], utf16(&text, u16::to_be_bytes)].concat(),
            Encoding::Utf16Be,
        ),
    ] {
        assert_eq!(
            decode(&bytes, None, &[1, 2, 3, 50]),
            (text.clone(), encoding, EncodingEvidence::Mark)
        );
    }
}

#[test]
fn utf16_without_a_mark_is_recognised_by_its_zeros() {
    let text = format!("{HEAD}大文,陳,,,\r\n");
    for (bytes, encoding) in [
        (utf16(&text, u16::to_le_bytes), Encoding::Utf16Le),
        (utf16(&text, u16::to_be_bytes), Encoding::Utf16Be),
    ] {
        assert_eq!(
            decode(&bytes, None, &[]),
            (text.clone(), encoding, EncodingEvidence::Guess)
        );
    }
}

#[test]
fn a_legacy_encoding_that_shows_only_after_a_long_ascii_start_is_still_found() {
    let text = format!(
        "{HEAD}{}大文,陳,+85212345678,香港電訊,香港\r\n",
        "Ann,Lee,+85212345678,,\r\n".repeat(10_000)
    );
    let (decoded, found, _) = decode(&BIG5.encode(&text).0, None, &[70_000, 200_000]);
    assert_eq!(found, Encoding::Big5);
    assert_eq!(decoded, text);
}

#[test]
fn one_bad_byte_does_not_turn_a_utf8_file_into_another_encoding() {
    let mut bytes = format!("{HEAD}大文,陳,,,\r\nJosé,Núñez,,,\r\n").into_bytes();
    bytes.extend_from_slice(b"Bad\xFF,Byte,,,\r\n");
    assert_eq!(sniff(&bytes), (Encoding::Utf8, EncodingEvidence::Guess));
    let one_of_two = [
        HEAD.as_bytes(),
        "José,,,,\r\n".as_bytes(),
        b"N\xFA\xF1ez,,,,\r\n",
    ]
    .concat();
    assert_eq!(
        sniff(&one_of_two),
        (Encoding::Utf8, EncodingEvidence::Guess)
    );
}

#[test]
fn iso_2022_jp_is_known_by_its_escapes() {
    let bytes = b"Last name\r\n\x1b$B;3ED\x1b(B\r\n";
    for cuts in [&[][..], &[11], &[12, 14]] {
        let (text, encoding, evidence) = decode(bytes, None, cuts);
        assert_eq!(
            (text.as_str(), encoding, evidence),
            (
                "Last name\r\n山田\r\n",
                Encoding::Iso2022Jp,
                EncodingEvidence::Guess
            )
        );
    }
}

#[test]
fn every_encoding_of_browsers_is_found_by_its_labels() {
    for (label, encoding) in [
        ("latin1", Encoding::Windows1252),
        ("cp1251", Encoding::Windows1251),
        ("GBK", Encoding::Gb18030),
        ("euc-kr", Encoding::EucKr),
        ("utf8", Encoding::Utf8),
        ("x-sjis", Encoding::ShiftJis),
        ("mac", Encoding::Macintosh),
    ] {
        assert_eq!(Encoding::of(label), Some(encoding), "{label}");
    }
    for encoding in Encoding::ALL {
        assert_eq!(Encoding::of(encoding.label()), Some(*encoding));
    }
    assert_eq!(Encoding::of("cp850"), None);
    assert_eq!(Encoding::of("x-user-defined"), None);
}

#[test]
fn bytes_without_meaning_become_a_visible_sign_and_are_never_dropped() {
    let bytes = [
        &BIG5.encode("Last name\r\n陳").0[..],
        b"\xFF\r\n",
        &BIG5.encode("大文").0,
    ]
    .concat();
    assert_eq!(
        decode(&bytes, Some(Encoding::Big5), &[]).0,
        "Last name\r\n陳\u{FFFD}\r\n大文"
    );
}

#[test]
fn text_can_be_taken_up_again_at_every_mark() {
    let text: String = (0..20_000)
        .map(|number| format!("大文{number},陳,香港\n"))
        .collect();
    let bytes = BIG5.encode(&text).0;
    let mut decoder = Decoder::new(None, &bytes[..65_536]);
    for chunk in bytes.chunks(50_001) {
        decoder.push(chunk, false, &mut |_| {});
    }
    assert!(decoder.marks().len() > 5);
    for mark in decoder.marks() {
        let rest = decode(&bytes[mark.file as usize..], Some(Encoding::Big5), &[]).0;
        assert_eq!(rest, text[mark.text as usize..]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_cut_of_any_bytes_decodes_alike(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        chosen in prop::sample::select(Encoding::ALL.to_vec()),
        cuts in prop::collection::vec(0_usize..400, 0..10),
    ) {
        prop_assume!(chosen != Encoding::Utf8);
        let mut cuts = cuts;
        cuts.sort_unstable();
        prop_assert_eq!(decode(&bytes, Some(chosen), &cuts).0, decode(&bytes, Some(chosen), &[]).0);
    }
}
