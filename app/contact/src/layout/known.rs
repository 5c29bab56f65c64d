//! The header layouts of other programs that are met every day: how each is recognised, and what its columns are for.
//! Headers are compared as those of the template are, in any case and with or without spaces.

mod outlook;
mod sales;

use std::{collections::HashMap, sync::LazyLock};

use super::{
    table::{ForeignColumn, KnownLayout},
    uses::{
        AddressPart::{City, Country, Formatted, State, Street, Zip},
        ColumnUse::{
            self, Address, BirthDate, BirthDay, BirthMonth, BirthYear, Email, EmailLabel, Family,
            FullName, Given, LabelledEmail, LabelledPhone, Labels, Middle, Phone, PhoneLabel,
            Prefix, Social, Suffix, Text,
        },
    },
};
use crate::{
    field::column::header_key,
    words::{EmailKind, Network, PhoneKind, Text as Free},
};

/// Google Contacts as it is exported since 2024.
#[rustfmt::skip]
static GOOGLE: KnownLayout = KnownLayout {
    name: "Google Contacts",
    signs: &[
        &["First Name", "Last Name", "E-mail 1 - Value"],
        &["First Name", "Last Name", "Phone 1 - Value"],
        &["First Name", "Last Name", "Phonetic First Name", "File As"],
        &["Given Name", "Family Name", "E-mail 1 - Value"],
        &["Given Name", "Family Name", "Phone 1 - Value"],
        &["Given Name", "Family Name", "Group Membership"],
        &["Name", "E-mail 1 - Value", "Phone 1 - Value"],
    ],
    numbered: true,
    columns: &[
        (Given, &["First Name", "Given Name"]),
        (Middle, &["Middle Name", "Additional Name"]),
        (Family, &["Last Name", "Family Name"]),
        (Prefix, &["Name Prefix"]),
        (Suffix, &["Name Suffix"]),
        (FullName, &["Name"]),
        (Text(Free::Company), &["Organization Name"]),
        (Text(Free::JobTitle), &["Organization Title"]),
        (Text(Free::Team), &["Organization Department"]),
        (BirthDate, &["Birthday"]),
        (Labels, &["Labels", "Group Membership"]),
    ],
    again: &[],
};

#[rustfmt::skip]
static THUNDERBIRD: KnownLayout = KnownLayout {
    name: "Thunderbird",
    signs: &[
        &["Display Name", "Primary Email", "Secondary Email"],
        &["Anzeigename", "Primäre E-Mail-Adresse"],
        &["Nom à afficher", "Adresse électronique principale"],
        &["Nom à afficher", "Adresse e-mail principale"],
        &["Nombre mostrado", "Dirección de correo principal"],
        &["Nombre mostrado", "Dirección de correo electrónico principal"],
        &["表示名", "メールアドレス", "スクリーンネーム"],
        &["表示名", "メールアドレス", "別のメールアドレス"],
        &["显示名", "首选电子邮件", "备用电子邮件"],
        &["显示名称", "主要电子邮件", "备用电子邮件"],
        &["顯示名稱", "主要電子郵件", "次要電子郵件"],
        &["顯示名稱", "主要 Email", "次要 Email"],
    ],
    numbered: false,
    columns: &[
        (Given, &["First Name", "Vorname", "Prénom", "Nombre", "名", "名字"]),
        (Family, &["Last Name", "Nachname", "Nom de famille", "Apellidos", "姓", "姓氏"]),
        (FullName, &["Display Name", "Anzeigename", "Nom à afficher", "Nombre mostrado", "表示名", "显示名", "显示名称", "顯示名稱"]),
        (Email(EmailKind::Work), &["Primary Email", "Primäre E-Mail-Adresse", "Adresse électronique principale", "Adresse e-mail principale", "Dirección de correo principal", "Dirección de correo electrónico principal", "メールアドレス", "首选电子邮件", "主要电子邮件", "主要電子郵件", "主要 Email"]),
        (Email(EmailKind::Other), &["Secondary Email", "Sekundäre E-Mail-Adresse", "Adresse électronique secondaire", "Adresse e-mail secondaire", "Dirección de correo secundaria", "Dirección de correo electrónico secundaria", "別のメールアドレス", "备用电子邮件", "次要電子郵件", "次要 Email"]),
        (Phone(PhoneKind::Work), &["Work Phone", "Tel. dienstlich", "Tél. professionnel", "Teléfono del trabajo", "Teléfono (Trabajo)", "勤務先の電話番号", "办公电话", "工作电话", "公司電話", "商務電話"]),
        (Phone(PhoneKind::Home), &["Home Phone", "Tel. privat", "Tél. personnel", "Teléfono particular", "自宅の電話番号", "家庭电话", "住家電話"]),
        (Phone(PhoneKind::Mobile), &["Mobile Number", "Mobil-Tel.-Nr.", "Portable", "Teléfono móvil", "携帯電話番号", "移动电话", "移动电话号码", "手機號碼"]),
        (Phone(PhoneKind::Other), &["Pager Number", "Pager-Nummer", "Pager", "Buscapersonas", "ポケットベル番号", "寻呼机号码", "呼叫器號碼"]),
        (Text(Free::JobTitle), &["Job Title", "Arbeitstitel", "Titel", "Fonction", "Profession", "Puesto", "役職", "职务", "職稱"]),
        (Text(Free::Team), &["Department", "Abteilung", "Service", "Departamento", "部門", "部门"]),
        (Text(Free::Company), &["Organization", "Organisation", "Société", "Organización", "会社名", "单位", "組織", "公司"]),
        (Address(0, Street), &["Work Address", "Dienstlich: Adresse", "Adresse professionnelle", "Dirección de trabajo", "番地 (勤務先)", "工作地址", "商務地址"]),
        (Address(0, Street), &["Work Address 2", "Dienstlich: Adresse 2", "Adresse professionnelle 2", "Dirección de trabajo 2", "番地 (勤務先) 2", "工作地址 2", "商務地址 2"]),
        (Address(0, City), &["Work City", "Dienstlich: Ort", "Ville professionnelle", "Ciudad (Trabajo)", "市区町村 (勤務先)", "商務縣市"]),
        (Address(0, State), &["Work State", "Work County", "Dienstlich: Bundesland", "Provincia (Trabajo)", "都道府県 (勤務先)", "工作地省/自治区/直辖市", "商務省市"]),
        (Address(0, Zip), &["Work ZipCode", "Work Zip", "Work Post Code", "Dienstlich: PLZ", "Código postal (Trabajo)", "郵便番号 (勤務先)", "商務郵遞區號"]),
        (Address(0, Country), &["Work Country", "Dienstlich: Land", "Pays professionnel", "Pays/Région (bureau)", "País (Trabajo)", "国 (勤務先)", "工作国家/地区", "商務國家"]),
        (Address(1, Street), &["Home Address", "Privat: Adresse", "Adresse privée", "Dirección personal", "番地 (自宅)", "家庭地址", "住家地址"]),
        (Address(1, Street), &["Home Address 2", "Privat: Adresse 2", "Adresse privée 2", "Dirección personal 2", "番地 (自宅) 2", "家庭地址 2", "住家地址 2"]),
        (Address(1, City), &["Home City", "Privat: Ort", "Ville privée", "Ville", "Ciudad donde vive", "市区町村 (自宅)", "城市", "居住縣市"]),
        (Address(1, State), &["Home State", "Home County", "Privat: Bundesland", "Pays/État", "Provincia", "都道府県 (自宅)", "居住地省/自治区/直辖市", "住家省市"]),
        (Address(1, Zip), &["Home ZipCode", "Home Zip", "Home Post Code", "Privat: PLZ", "Code postal", "Código postal", "郵便番号 (自宅)", "邮政编码", "住家郵遞區號"]),
        (Address(1, Country), &["Home Country", "Privat: Land", "Pays privé", "Pays/Région (domicile)", "País de residencia", "国 (自宅)", "居住国家/地区", "居住國家"]),
        (BirthYear, &["Birth Year", "Geburtsjahr", "Année de naissance", "Año de nacimiento", "誕生年", "出生年份", "出生年"]),
        (BirthMonth, &["Birth Month", "Geburtsmonat", "Mois de naissance", "Mois", "Mes de nacimiento", "誕生月", "出生月份", "出生月"]),
        (BirthDay, &["Birth Day", "Geburtstag", "Jour de naissance", "Jour", "Día de nacimiento", "誕生日", "出生日"]),
    ],
    // In some languages both addresses have the same names for their parts; that of home comes first.
    again: &[
        (Address(0, City), &["Ville", "城市"]),
        (Address(0, State), &["Pays/État"]),
        (Address(0, Zip), &["Code postal", "邮政编码"]),
    ],
};

#[rustfmt::skip]
static LINKEDIN: KnownLayout = KnownLayout {
    name: "LinkedIn",
    signs: &[
        &["First Name", "Last Name", "Position", "Connected On"],
        &["Vorname", "Nachname", "Position", "Verbunden am"],
        &["Prénom", "Nom", "Poste", "Connecté le"],
        &["Nombre", "Apellidos", "Cargo", "Fecha de conexión"],
    ],
    numbered: false,
    columns: &[
        (Given, &["First Name", "Vorname", "Prénom", "Nombre"]),
        (Family, &["Last Name", "Nachname", "Nom", "Apellidos"]),
        (Social(Network::Linkedin), &["URL"]),
        (Email(EmailKind::Work), &["Email Address", "E-Mail-Adresse", "Adresse e-mail", "Dirección de correo"]),
        (Text(Free::Company), &["Company", "Unternehmen", "Entreprise", "Empresa"]),
        (Text(Free::JobTitle), &["Position", "Poste", "Cargo"]),
    ],
    again: &[],
};

/// Apple has no export as a table of its own: this is what its cards read like once they are one.
#[rustfmt::skip]
static APPLE: KnownLayout = KnownLayout {
    name: "Apple Contacts",
    signs: &[
        &["First Name", "Last Name", "iPhone"],
        &["First Name", "Last Name", "Phone (iPhone)"],
        &["First Name", "Last Name", "Phone : mobile"],
        &["First Name", "Last Name", "Phone (mobile)"],
        &["First Name", "Last Name", "Mobile Phone", "Home Email"],
        &["Vorname", "Nachname", "iPhone"],
        &["Prénom", "Nom", "iPhone"],
        &["Nombre", "Apellidos", "iPhone"],
        &["名", "姓", "iPhone"],
        &["FN", "TEL"],
        &["FN", "TEL;CELL"],
        &["FN", "TEL;TYPE=CELL"],
        &["FN", "EMAIL", "ORG"],
    ],
    numbered: false,
    columns: &[
        (FullName, &["FN", "Full Name", "Formatted Name"]),
        (Prefix, &["Prefix", "Title (prefix)", "Namenspräfix", "Préfixe", "Prefijo"]),
        (Given, &["First Name", "Vorname", "Prénom", "Nombre", "名"]),
        (Middle, &["Middle Name", "Zweiter Vorname", "Deuxième prénom", "Segundo nombre"]),
        (Family, &["Last Name", "Nachname", "Nom", "Apellidos", "姓"]),
        (Suffix, &["Suffix", "Namenssuffix", "Suffixe", "Sufijo"]),
        (Phone(PhoneKind::Mobile), &["iPhone"]),
        (Phone(PhoneKind::Mobile), &["Phone (iPhone)", "Phone : iPhone"]),
        (Phone(PhoneKind::Mobile), &["Mobile Phone", "Phone (mobile)", "Phone : mobile", "TEL;CELL", "TEL;TYPE=CELL", "Mobil", "Mobile", "Móvil", "手机", "手機", "携帯"]),
        (Phone(PhoneKind::Work), &["Work Phone", "Phone (work)", "Phone : work", "TEL;WORK", "TEL;TYPE=WORK"]),
        (Phone(PhoneKind::Home), &["Home Phone", "Phone (home)", "Phone : home", "TEL;HOME", "TEL;TYPE=HOME"]),
        (Phone(PhoneKind::Other), &["Main Phone", "Phone (main)", "Phone : main", "Other Phone", "Phone (other)", "Phone : other", "TEL"]),
        (Email(EmailKind::Work), &["Work Email", "Email (work)", "Email : work", "EMAIL;WORK", "EMAIL;TYPE=WORK", "EMAIL"]),
        (Email(EmailKind::Personal), &["Home Email", "Email (home)", "Email : home", "EMAIL;HOME", "EMAIL;TYPE=HOME"]),
        (Email(EmailKind::Other), &["Other Email", "Email (other)", "Email : other"]),
        (Text(Free::Company), &["Organization", "Company", "ORG", "Firma", "Société", "Empresa", "公司", "会社"]),
        (Text(Free::JobTitle), &["Job Title", "TITLE", "Position", "Fonction", "Cargo", "職稱", "职务", "役職"]),
        (Text(Free::Team), &["Department", "Abteilung", "Service", "Departamento", "部門", "部门"]),
        (Address(0, Street), &["Work Street", "Address (work) - Street", "Address : work : Street"]),
        (Address(0, City), &["Work City", "Address (work) - City", "Address : work : City"]),
        (Address(0, State), &["Work State", "Address (work) - State", "Address : work : State"]),
        (Address(0, Zip), &["Work ZIP", "Address (work) - ZIP", "Address : work : ZIP"]),
        (Address(0, Country), &["Work Country", "Address (work) - Country", "Address : work : Country"]),
        (Address(1, Street), &["Home Street", "Address (home) - Street", "Address : home : Street"]),
        (Address(1, City), &["Home City", "Address (home) - City", "Address : home : City"]),
        (Address(1, State), &["Home State", "Address (home) - State", "Address : home : State"]),
        (Address(1, Zip), &["Home ZIP", "Address (home) - ZIP", "Address : home : ZIP"]),
        (Address(1, Country), &["Home Country", "Address (home) - Country", "Address : home : Country"]),
        (BirthDate, &["Birthday", "BDAY", "Geburtstag", "Anniversaire", "Cumpleaños", "生日", "誕生日"]),
    ],
    again: &[],
};

/// Those with the most telling signs come first.
static ALL: [&KnownLayout; 8] = [
    &GOOGLE,
    &outlook::OUTLOOK,
    &THUNDERBIRD,
    &LINKEDIN,
    &sales::SALESFORCE,
    &sales::ZOHO,
    &sales::HUBSPOT,
    &APPLE,
];

/// A layout as headers are compared.
pub(super) struct LayoutKeys {
    pub name: &'static str,
    signs: Vec<Vec<String>>,
    numbered: bool,
    columns: HashMap<String, ColumnUse>,
    again: HashMap<String, ColumnUse>,
}

impl LayoutKeys {
    fn new(known: &KnownLayout) -> Self {
        let keys = |columns: &[ForeignColumn]| {
            let columns = columns.iter();
            let columns = columns
                .flat_map(|(used, names)| names.iter().map(move |name| (header_key(name), *used)));
            columns.collect()
        };
        Self {
            name: known.name,
            signs: known
                .signs
                .iter()
                .map(|signs| signs.iter().map(|sign| header_key(sign)).collect())
                .collect(),
            numbered: known.numbered,
            columns: keys(known.columns),
            again: keys(known.again),
        }
    }

    /// Tells whether the headers of a file, as they are compared, are those of this layout.
    pub fn is_of(&self, keys: &[String]) -> bool {
        self.signs
            .iter()
            .any(|signs| signs.iter().all(|sign| keys.contains(sign)))
    }

    /// What a column is for, of which so many others before it have the name.
    pub fn column(&self, key: &str, before: usize) -> Option<ColumnUse> {
        match before {
            0 => {
                let known = self.columns.get(key).copied();
                known.or_else(|| numbered(key).filter(|_| self.numbered))
            }
            1 => self.again.get(key).copied(),
            _ => None,
        }
    }
}

/// Every layout that is known.
pub(super) static KEYS: LazyLock<Vec<LayoutKeys>> =
    LazyLock::new(|| ALL.iter().map(|known| LayoutKeys::new(known)).collect());

/// A column of Google's, of which there may be any number: `E-mail 2 - Value`.
fn numbered(key: &str) -> Option<ColumnUse> {
    let digits = key.find(|letter: char| letter.is_ascii_digit())?;
    let (of, rest) = key.split_at(digits);
    let (number, what) = rest.split_once('-')?;
    let number: u8 = number.parse().ok()?;
    Some(match (of, what) {
        ("phone", "value") => LabelledPhone(number),
        ("phone", "label" | "type") => PhoneLabel(number),
        ("e-mail" | "email", "value") => LabelledEmail(number),
        ("e-mail" | "email", "label" | "type") => EmailLabel(number),
        ("address", "street" | "extendedaddress" | "pobox") => Address(number, Street),
        ("address", "formatted") => Address(number, Formatted),
        ("address", "city") => Address(number, City),
        ("address", "region") => Address(number, State),
        ("address", "postalcode") => Address(number, Zip),
        ("address", "country") => Address(number, Country),
        ("organization", "name") if number == 1 => Text(Free::Company),
        ("organization", "title") if number == 1 => Text(Free::JobTitle),
        ("organization", "department") if number == 1 => Text(Free::Team),
        _ => return None,
    })
}
