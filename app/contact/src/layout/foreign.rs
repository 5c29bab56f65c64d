//! Recognises the layout of another program by the headers of a file.

use super::{known::KEYS, uses::ColumnUse};
use crate::field::column::{bare, header_key};

/// The layout of another program, as it is met in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignLayout {
    /// `Google Contacts`; of a full name that is split, the header of its column.
    pub name: String,
    /// Another program wrote the file; otherwise somebody says that a column holds full names.
    pub(super) is_export: bool,
    /// The headers of the file.
    pub(super) headers: Vec<String>,
    /// What each of its columns is for; `None`: it stays as it is.
    pub(super) uses: Vec<Option<ColumnUse>>,
}

/// Headers of our own files: what has one of them is no export of another program, whatever else it has.
const OURS: [&str; 4] = [
    "Contact Label",
    "Personal Email",
    "Error Message",
    "WOZTELL (WhatsApp)",
];

/// What a column with the whole name is called.
#[rustfmt::skip]
const FULL_NAMES: [&str; 17] = [
    "Name", "Full name", "Contact name", "Customer name", "Display name", "Client name", "Vollständiger Name", "Anzeigename",
    "Nom complet", "Nombre completo", "姓名", "全名", "名稱", "名称", "氏名", "お名前", "이름",
];

/// Recognises the layout by the headers of a file, if it is that of another program.
pub fn recognise(headers: &[String]) -> Option<ForeignLayout> {
    let keys: Vec<String> = headers
        .iter()
        .map(|header| header_key(bare(header)))
        .collect();
    let is_ours = |ours: &&str| keys.contains(&header_key(ours));
    if keys.len() < 3 || OURS.iter().any(is_ours) {
        return None;
    }
    let known = KEYS.iter().find(|known| known.is_of(&keys))?;
    let mut uses: Vec<Option<ColumnUse>> = Vec::new();
    // The first of two columns for what there is only once is the one that is meant; of the other nobody knows.
    for (place, key) in keys.iter().enumerate() {
        let before = keys[..place].iter().filter(|other| *other == key).count();
        let is_again = |used: &ColumnUse| used.is_single() && uses.contains(&Some(*used));
        uses.push(known.column(key, before).filter(|used| !is_again(used)));
    }
    Some(ForeignLayout {
        name: known.name.to_owned(),
        is_export: true,
        headers: headers.to_vec(),
        uses,
    })
}

/// The layout of a file in which one column holds the whole name, if it has that column.
pub(super) fn with_full_name(headers: &[String], column: u32) -> Option<ForeignLayout> {
    let header = headers.get(column as usize)?;
    let mut uses = vec![None; headers.len()];
    uses[column as usize] = Some(ColumnUse::FullName);
    Some(ForeignLayout {
        name: header.trim().to_owned(),
        is_export: false,
        headers: headers.to_vec(),
        uses,
    })
}

/// Tells whether a header is that of a column with the whole name.
pub fn is_full_name(header: &str) -> bool {
    let key = header_key(bare(header));
    FULL_NAMES.iter().any(|name| header_key(name) == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::FIELDS;

    fn name(headers: &str) -> Option<String> {
        let headers: Vec<String> = headers.split(',').map(str::to_owned).collect();
        recognise(&headers).map(|layout| layout.name)
    }

    #[test]
    fn a_layout_is_known_by_its_headers_in_any_language() {
        for (headers, wanted) in [
            (
                "First Name,Middle Name,Last Name,File As,E-mail 1 - Label,E-mail 1 - Value",
                "Google Contacts",
            ),
            (
                "Name,Given Name,Additional Name,Family Name,Group Membership,Phone 1 - Type,Phone 1 - Value",
                "Google Contacts",
            ),
            (
                "Title,First Name,Last Name,Company,Business Phone,E-mail Address",
                "Outlook",
            ),
            (
                "Anrede,Vorname,Nachname,Firma,Telefon geschäftlich,E-Mail-Adresse",
                "Outlook",
            ),
            ("頭銜,名字,姓氏,商務電話,電子郵件地址", "Outlook"),
            (
                "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name",
                "Thunderbird",
            ),
            (
                "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
                "LinkedIn",
            ),
            (
                "Record ID,First Name,Last Name,Email,Phone Number,Contact owner",
                "HubSpot",
            ),
            (
                "Contact ID,First Name,Last Name,Account Name,Title,Mailing City",
                "Salesforce",
            ),
            (
                "Id,FirstName,LastName,MailingStreet,MailingPostalCode,MobilePhone",
                "Salesforce",
            ),
            (
                "Record Id,Contact Owner,First Name,Last Name,Account Name,Mailing Zip",
                "Zoho CRM",
            ),
            ("First Name,Last Name,iPhone,Home Email", "Apple Contacts"),
        ] {
            assert_eq!(name(headers).as_deref(), Some(wanted), "{headers}");
        }
    }

    #[test]
    fn our_own_files_and_those_of_a_house_are_no_export_of_another_program() {
        let template: Vec<&str> = FIELDS.iter().map(|field| field.header).collect();
        for headers in [
            template.join(","),
            template.join(",") + ",E-mail 1 - Value,Phone 1 - Value,Error Message",
            "First name,Last name,Mobile,Email,Company".to_owned(),
            "First Name,Last Name,Email,Phone,Mobile,Company".to_owned(),
            "Email Address,First Name,Last Name,Phone Number,TAGS".to_owned(),
            "id,name,first_name,last_name,email,phone_number".to_owned(),
            "Last name,Mobile".to_owned(),
            "Surname,Phone".to_owned(),
            String::new(),
        ] {
            assert_eq!(name(&headers), None, "{headers}");
        }
    }

    #[test]
    fn a_column_with_the_whole_name_is_known_in_any_language() {
        for header in ["Name", " full name ", "姓名", "Nom complet"] {
            assert!(is_full_name(header), "{header}");
        }
        assert!(!is_full_name("Company name"));
    }
}
