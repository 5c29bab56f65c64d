//! An encoding that no byte says: it is weighed by how its words read, and a guess that may be wrong is said to be one.
use contact::file::encoding::{Encoding, EncodingEvidence, sniff};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, GBK, ISO_8859_2, KOI8_R, MACINTOSH, SHIFT_JIS, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257,
};

use crate::decode;

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
