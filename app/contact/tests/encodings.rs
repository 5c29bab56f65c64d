//! Files as Excel and text editors save them, in every encoding that is read, however their bytes arrive.
#![cfg(feature = "encodings")]

use contact::file::encoding::{Decoder, Encoding, EncodingEvidence, sniff};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, GB18030, GBK, ISO_8859_2, KOI8_R, MACINTOSH, SHIFT_JIS, WINDOWS_874,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255,
    WINDOWS_1256, WINDOWS_1257,
};
use proptest::prelude::*;

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

/// What a text is taken for, how it reads, and whether that is sure.
fn taken(text: &str, encoding: &'static encoding_rs::Encoding) -> (String, &'static str, bool) {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost, "{} holds {text}", encoding.name());
    let (read, found, evidence) = decode(&bytes, None, &[]);
    (read, found.name(), evidence.is_sure())
}

#[test]
fn a_few_names_of_each_language_read_right_without_a_question() {
    for (encoding, names) in [
        (
            WINDOWS_1252,
            "José Núñez,Café Olé\r\nJürgen Müller,Köln GmbH\r\nFrançois Lefèvre,Crédit du Midi\r\n",
        ),
        (
            WINDOWS_1250,
            "Łukasz Żółkiewski,Gęśla Sp.\r\nMałgorzata Wójcik,Ćma\r\n",
        ),
        (
            WINDOWS_1250,
            "Jiří Dvořák,Škoda\r\nLukáš Černý,Plzeň\r\nTomáš Růžička,Žižkov\r\n",
        ),
        (
            ISO_8859_2,
            "Łukasz Żółkiewski,Gęśla Sp.\r\nŚwiętosława Wójcik,Ćma\r\n",
        ),
        (
            WINDOWS_1251,
            "Иван Петров,Ромашка\r\nДмитрий Иванов,Завод\r\n",
        ),
        (KOI8_R, "Иван Петров,Ромашка\r\nДмитрий Иванов,Завод\r\n"),
        (
            WINDOWS_1253,
            "Γιώργος Παπαδόπουλος,Αθήνα\r\nΜαρία Ιωάννου,Θεσσαλονίκη\r\n",
        ),
        (
            WINDOWS_1254,
            "Mehmet Yıldız,Işık A.Ş.\r\nAyşe Şahin,İstanbul\r\nÖzgür Çağlar,Eğitim\r\n",
        ),
        (WINDOWS_1255, "דוד כהן,תל אביב\r\nשרה לוי,ירושלים\r\n"),
        (WINDOWS_1256, "محمد علي,القاهرة\r\nفاطمة حسن,الرياض\r\n"),
        (
            WINDOWS_1257,
            "Jānis Bērziņš,Rīga\r\nVytautas Žemaitis,Šiauliai\r\nKęstutis Mažylis,Ąžuolas\r\n",
        ),
        (WINDOWS_874, "สมชาย ใจดี,ร้านชา\r\nสมหญิง รักไทย,กรุงเทพ\r\n"),
        (BIG5, "陳大文,香港電訊\r\n黃美玲,太古地產\r\n"),
        (GBK, "郭靖,何洁\r\n王伟,华为技术\r\n"),
        (SHIFT_JIS, "田中ひろし,トヨタ自動車\r\n鈴木ゆき,ソニー\r\n"),
        (EUC_JP, "山田太郎,株式会社東京\r\n鈴木花子,日本電気\r\n"),
        (
            EUC_KR,
            "김민준,한국전력\r\n이서연,삼성물산\r\n박지후,현대자동차\r\n",
        ),
    ] {
        let text = format!("Last name,Company\r\n{names}");
        let (read, found, sure) = taken(&text, encoding);
        assert_eq!(read, text, "{} as {found}", encoding.name());
        assert!(sure, "{}: {text}", encoding.name());
    }
}

#[test]
fn what_may_read_otherwise_is_said_to_be_a_guess() {
    for (encoding, name) in [
        (WINDOWS_1254, "Şahin"),
        (WINDOWS_1252, "Þahin"),
        (WINDOWS_1251, "Иванов"),
        (WINDOWS_1250, "Kučera"),
        (GBK, "李"),
        (BIG5, "林"),
        (EUC_KR, "김"),
        (SHIFT_JIS, "鈴木"),
    ] {
        let text = format!("Last name,Mobile\r\n{name},+85291234567\r\n");
        let (read, found, sure) = taken(&text, encoding);
        assert!(!sure, "{} as {found}: {read}", encoding.name());
    }
    // Code page 850 is none that is read.
    let dos = b"Last name,Company\r\nJos\x82 N\xa3\xa4ez,Caf\x82 Ol\x82\r\nJ\x81rgen M\x81ller,K\x94ln\r\n";
    assert_eq!(sniff(dos).1, EncodingEvidence::Doubt);
}

/// The bytes of a text in a code page of DOS, given what each of its letters beyond a to z is there.
fn in_dos(text: &str, letters: &[(char, u8)]) -> Vec<u8> {
    let byte = |letter: char| {
        let found = letters.iter().find(|(known, _)| *known == letter);
        found.map_or(letter as u32 as u8, |(_, byte)| *byte)
    };
    text.chars().map(byte).collect()
}

#[test]
fn a_guess_is_not_sure_where_another_encoding_makes_as_good_words_of_the_bytes() {
    const DANISH: &[(char, u8)] = &[
        ('ø', 0x9B),
        ('æ', 0x91),
        ('Å', 0x8F),
        ('å', 0x86),
        ('ö', 0x94),
        ('Æ', 0x92),
        ('Ø', 0x9D),
    ];
    const TURKISH: &[(char, u8)] = &[
        ('ı', 0x8D),
        ('ş', 0x9F),
        ('Ş', 0x9E),
        ('ğ', 0xA7),
        ('ü', 0x81),
        ('ö', 0x94),
        ('ç', 0x87),
        ('İ', 0x98),
        ('Ç', 0x80),
        ('Ö', 0x99),
    ];
    const LITHUANIAN: &[(char, u8)] = &[
        ('Š', 0xA9),
        ('š', 0xB9),
        ('Ž', 0xAE),
        ('ž', 0xBE),
        ('ą', 0xB1),
        ('ę', 0xEA),
        ('ė', 0xEC),
        ('į', 0xE7),
        ('ų', 0xF9),
        ('ū', 0xFE),
        ('č', 0xE8),
    ];
    let hebrew: Vec<(char, u8)> = ('א'..='ת').zip(0x80..=0x9A).collect();
    let in_table =
        |text: &str, table: &'static encoding_rs::Encoding| table.encode(text).0.into_owned();
    let danish = "Søren,Kjær,Århus\nJørgen,Ågård,København\nLærke,Sørensen,Ålborg\n";
    let turkish = "Ayşe,Yıldız,Eskişehir\nİbrahim,Çağlar,İzmir\nÖzgür,Doğan,Muş\n";
    let israeli = "דוד,כהן,חיפה\nשרה,לוי,אילת\nרחל,מזרחי,יפו\n";
    let baltic = "Kęstutis,Žemaitis,Šiauliai\nJūratė,Šimkutė,Vilnius\nRūta,Žukauskaitė,Panevėžys\n";
    let hungarian = "Őrsi,Szőke,Győr\nTóth,Fűzfa,Budapest\n";
    let estonian = "Jaan,Šmidt,Tallinn\nMart,Žukov,Narva\nUno,Šein,Elva\n";
    let two = "Péter,Nagy,Eger\nAnna,Muńczak,Gdańsk\n";
    let mac = "José,Núñez,Café Olé\nJürgen,Müller,Köln GmbH\n";
    for (rows, bytes) in [
        (danish, in_dos(danish, DANISH)),
        (turkish, in_dos(turkish, TURKISH)),
        (israeli, in_dos(israeli, &hebrew)),
        (baltic, in_dos(baltic, LITHUANIAN)),
        (hungarian, in_table(hungarian, WINDOWS_1250)),
        (estonian, in_table(estonian, WINDOWS_1257)),
        (two, in_table(two, WINDOWS_1250)),
        (mac, in_table(mac, MACINTOSH)),
    ] {
        for times in [1, 30] {
            let head = "First name,Last name,City\n";
            let file = [head.as_bytes(), &bytes.repeat(times)].concat();
            let (read, encoding, evidence) = decode(&file, None, &[]);
            let is_right =
                read == format!("{head}{}", rows.repeat(times)) && encoding != Encoding::Macintosh;
            assert!(
                !evidence.is_sure() || is_right,
                "{}: {read}",
                encoding.name()
            );
        }
    }
}

#[test]
fn twenty_ordinary_rows_of_western_names_are_sure() {
    for rows in [
        "Jürgen Müller,Köln\nAnna Schäfer,München\nJörg Weiß,Düsseldorf\nUwe Schröder,Lübeck\nBärbel Krüger,Nürnberg\nGünter Groß,Göttingen\n\
         Heike Böhm,Münster\nSören Jäger,Saarbrücken\nKäthe Köhler,Osnabrück\nLutz Voß,Würzburg\nPetra Klein,Bonn\nUte Möller,Tübingen\n\
         Rüdiger Bähr,Görlitz\nJan Behrens,Kiel\nIngo Kühn,Fürth\nElke Löffler,Zürich\nDörte Hübner,Lüneburg\nMax Strauß,Gießen\n\
         Tom Meißner,Meißen\nEva Dürr,Böblingen\n",
        "François Lefèvre,Orléans\nHélène Dubois,Besançon\nJérôme Benoît,Nîmes\nChloé Noël,Sète\nAndré Lévêque,Alès\nMaëlle Forêt,Béziers\n\
         Françoise Gérard,Évreux\nRené Châtelain,Mâcon\nZoé Prévost,Angoulême\nBenoît Crépin,Saint-Étienne\nÉlodie Mercier,Périgueux\n\
         Rémi Barthélemy,Arles\nCéline Poirier,Béthune\nGaël Lemaître,Fougères\nInès Picard,Cholet\nLéa Durand,Sénas\nNoémie Côté,Dôle\n\
         Cédric Besson,Hyères\nJoël Marçais,Alençon\nÉric Hébert,Chécy\n",
        "José Núñez,Málaga\nMaría García,Cádiz\nIñigo Peña,Logroño\nRamón Ibáñez,La Coruña\nBegoña Hernández,León\nJesús Muñoz,Córdoba\n\
         Inés Martínez,Gijón\nAndrés Gómez,Jaén\nSofía Rodríguez,Almería\nRaúl Pérez,Ávila\nMartín Sánchez,Mérida\nLucía López,Cáceres\n\
         Íñigo Zúñiga,Castellón\nÁngel Yáñez,Marín\nNoelia Díaz,Mahón\nHéctor Cañas,Avilés\nÓscar Álvarez,Lérida\nVíctor Jiménez,Alcalá\n\
         Rocío Suárez,Nájera\nÚrsula Ordóñez,Peñíscola\n",
        "Søren Kjær,Århus\nJørgen Ågård,København\nLærke Sørensen,Ålborg\nBjørn Højgaard,Helsingør\nMette Nørgård,Tårnby\nÅse Bæk,Ærøskøbing\n\
         Jens Kjærgaard,Næstved\nKåre Møller,Rødovre\nPia Søgård,Hillerød\nRené Brøndum,Køge\nStine Overgård,Sæby\nLars Grønbæk,Holbæk\n\
         Ida Ærø,Skælskør\nBo Åkjær,Skårup\nUlla Vestergård,Ringkøbing\nOle Bøgh,Sønderborg\nAnne Skærbæk,Præstø\nPer Lindegård,Løgstør\n\
         Tove Nygård,Grenå\nEbbe Nørby,Rønne\n",
    ] {
        let text = format!("Name,City\n{rows}");
        let (read, found, sure) = taken(&text, WINDOWS_1252);
        assert_eq!((read, found), (text, "Windows-1252"));
        assert!(sure, "{rows}");
    }
}

/// One name is little to go by: it reads right, or the guess is said to be none.
#[test]
fn no_name_alone_reads_as_other_letters_without_a_word() {
    for (encoding, names) in [
        (
            GBK,
            "王伟 李娜 张三丰 刘洋 陈静 杨幂 赵丽颖 黄晓明 周杰伦 吴京 徐峥 孙俪 胡歌 朱一龙 高圆圆 林志玲 何炅 郭德纲 马化腾 罗永浩",
        ),
        (
            BIG5,
            "陳大文 李嘉誠 張學友 劉德華 黃子華 梁朝偉 林青霞 周潤發 吳孟達 鄭裕玲 王菲 郭富城 馮小剛 曾志偉 謝安琪 何超瓊 蔡英文 賴清德",
        ),
        (
            SHIFT_JIS,
            "佐藤健 鈴木一朗 高橋 田中将大 伊藤 渡辺謙 山本 中村俊輔 小林 加藤 吉田 山田太郎 佐々木 山口百恵 松本人志 井上雄彦 木村拓哉",
        ),
        (
            EUC_JP,
            "佐藤健 鈴木一朗 高橋 田中将大 伊藤 渡辺謙 山本 中村俊輔 小林 加藤 吉田 山田太郎 佐々木 山口百恵 松本人志 井上雄彦 木村拓哉",
        ),
        (
            EUC_KR,
            "김철수 이영희 박지성 최민식 정우성 강호동 조인성 윤여정 장동건 임재범 한석규 오승환 서태지 신민아 권지용 황정민 안정환 송강호",
        ),
        (
            WINDOWS_1250,
            "Łukasz Wójcik Żółkiewski Dvořák Novák Černý Kovács Szabó Tóth Ionuț Müller Bożena Stanisław Růžička Žižek Đorđević Şerban Gyöngyössy",
        ),
        (
            WINDOWS_1251,
            "Иванов Петров Сидоров Кузнецов Смирнов Попов Васильев Михайлов Новиков Фёдоров Шевченко Ткаченко Гончаров Щербаков",
        ),
        (
            KOI8_R,
            "Иванов Петров Сидоров Кузнецов Смирнов Попов Васильев Михайлов Новиков Фёдоров Шевченко Ткаченко Гончаров Щербаков",
        ),
        (
            WINDOWS_1252,
            "José Núñez Müller François Zoë Søren Åsa Jørgensen Þór Guðrún João Conceição Nicolò Irène Häkkinen Weiß Bjørn Façade Peña Ibáñez",
        ),
        (
            WINDOWS_1253,
            "Παπαδόπουλος Γιώργος Μαρία Ελένη Νίκος Άννα Δημήτρης Κατερίνα Ιωάννου",
        ),
        (
            WINDOWS_1254,
            "Yıldız Şahin Çağlar Özgür Işık İbrahim Ayşe Güneş Doğan Kılıç",
        ),
        (WINDOWS_1255, "כהן לוי מזרחי פרץ ביטון דוד שרה רחל"),
        (WINDOWS_1256, "محمد علي فاطمة حسن إبراهيم خالد عائشة"),
        (
            WINDOWS_1257,
            "Bērziņš Žemaitis Kalniņš Jānis Kęstutis Ąžuolas",
        ),
        (WINDOWS_874, "สมชาย สมหญิง ใจดี รักไทย มานี วิชัย"),
        (
            MACINTOSH,
            "José Núñez Müller François Zoë Søren García Köln Peña Hélène",
        ),
    ] {
        for name in names.split(' ') {
            // What an encoding cannot write is none of its names.
            if encoding.encode(name).2 {
                continue;
            }
            let text = format!("First name,Last name,Mobile\r\n,{name},+85291234567\r\n");
            let (read, found, sure) = taken(&text, encoding);
            assert!(
                !sure || read == text,
                "{name} in {} as {found}: {read}",
                encoding.name()
            );
        }
    }
}

#[test]
fn letters_that_many_encodings_share_are_no_guess() {
    for name in ["José", "Müller", "10 – 20", "It’s", "O’Brien"] {
        let text = format!("Last name,Mobile\r\n{name},+85291234567\r\n");
        assert_eq!(
            taken(&text, WINDOWS_1252),
            (text.clone(), "Windows-1252", true)
        );
    }
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
