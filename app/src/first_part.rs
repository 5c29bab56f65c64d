//! The part of the program in which a page is. The document names it beside the wasm itself, so that both are on their way at
//! once; and the browser takes a page over when all that it begins with is there, since that happens in one go.
use wasm_split_helpers::SplitLoaderError;

use crate::{
    administer::staff, enquiries::overview, import::history, organise::labels, record::details,
};

/// What pages are in, but for those of the first wasm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagePart {
    Administer,
    Enquiries,
    Import,
    Organise,
    Record,
}

impl PagePart {
    /// The part of the page with this path; none where the first wasm holds it, or where there is none.
    pub fn of(path: &str) -> Option<Self> {
        let names: Vec<&str> = path.split('/').filter(|name| !name.is_empty()).collect();
        Some(match names.as_slice() {
            ["contacts", "import"] | ["imports"] | ["check"] => Self::Import,
            ["contacts", _] | ["duplicates"] => Self::Record,
            ["enquiries"] | ["enquiries", "centre" | "reports" | "recent"] => Self::Enquiries,
            ["enquiries", _] | ["enquiries", _, "transcript" | "visitor"] => Self::Record,
            ["labels" | "fields" | "bin" | "account"] | ["workspace", "contacts"] => Self::Organise,
            ["staff" | "welcome" | "settings"] | ["settings", _] => Self::Administer,
            _ => return None,
        })
    }

    /// Its file beside the first wasm.
    pub fn file(self) -> &'static str {
        match self {
            Self::Administer => "split_administer.wasm",
            Self::Enquiries => "split_enquiries.wasm",
            Self::Import => "split_import.wasm",
            Self::Organise => "split_organise.wasm",
            Self::Record => "split_record.wasm",
        }
    }

    /// Brings it in, with what it shares with others.
    pub async fn fetch(self) -> Result<(), SplitLoaderError> {
        match self {
            Self::Administer => staff::fetch_administer().await,
            Self::Enquiries => overview::fetch_enquiries().await,
            Self::Import => history::fetch_import().await,
            Self::Organise => labels::fetch_organise().await,
            Self::Record => details::fetch_record().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PagePart;

    #[test]
    fn the_part_of_a_page_is_known_by_its_path() {
        let pages = [
            ("/", None),
            ("/contacts", None),
            ("/contacts/", None),
            ("/sign-in", None),
            ("/nowhere", None),
            ("/contacts/new", Some(PagePart::Record)),
            ("/contacts/import", Some(PagePart::Import)),
            ("/check", Some(PagePart::Import)),
            ("/enquiries/recent", Some(PagePart::Enquiries)),
            ("/enquiries/7/visitor", Some(PagePart::Record)),
            ("/workspace/contacts", Some(PagePart::Organise)),
            ("/settings", Some(PagePart::Administer)),
            ("/settings/health", Some(PagePart::Administer)),
        ];
        for (path, part) in pages {
            assert_eq!(PagePart::of(path), part, "{path}");
        }
    }
}
