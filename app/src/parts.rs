//! The pages that are not in the first wasm, part by part. All pages of a part come through one function, so that fetching the
//! part once is enough for each of them: the document names the part of its page, so that it is on its way beside the first
//! wasm, and the browser takes the page over in one go when both are there.
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::{
    account::AccountPage,
    administer::{
        embedding::EmbeddingPage, first_hour::FirstHourPage, health::HealthPage,
        permissions::PermissionsPage, rules::RulesPage, security_log::SecurityLogPage,
        staff::StaffPage, tokens::TokensPage, webhooks::WebhooksPage,
    },
    enquiries::{
        centre::CentrePage, history::History, overview::OverviewPage, recent::RecentPage,
        reports::ReportsPage, room::room_page, visitor::visitor_page,
    },
    import::{
        history::ImportsPage,
        page::{CheckPage, ImportPage},
    },
    later::Fetched,
    merge::duplicates::DuplicatesPage,
    organise::{bin::BinPage, fields::FieldsPage, labels::LabelsPage},
    record::{create::NewContact, details::Details},
    workspace::WorkspacePage,
};

/// What is set and seen by whoever administers.
#[derive(Clone, Copy, Debug)]
pub enum AdministerPart {
    FirstHour,
    Health,
    Log,
    Panel,
    Permissions,
    Rules,
    Staff,
    Tokens,
    Webhooks,
}

/// A page of this part.
#[wasm_split(administer, fallible, preload(fetch_administer))]
pub fn administer_part(page: AdministerPart) -> Fetched {
    Ok(match page {
        AdministerPart::FirstHour => view! { <FirstHourPage/> }.into_any(),
        AdministerPart::Health => view! { <HealthPage/> }.into_any(),
        AdministerPart::Log => view! { <SecurityLogPage/> }.into_any(),
        AdministerPart::Panel => view! { <EmbeddingPage/> }.into_any(),
        AdministerPart::Permissions => view! { <PermissionsPage/> }.into_any(),
        AdministerPart::Rules => view! { <RulesPage/> }.into_any(),
        AdministerPart::Staff => view! { <StaffPage/> }.into_any(),
        AdministerPart::Tokens => view! { <TokensPage/> }.into_any(),
        AdministerPart::Webhooks => view! { <WebhooksPage/> }.into_any(),
    })
}

/// What is known of all enquiries.
#[derive(Clone, Copy, Debug)]
pub enum EnquiriesPart {
    Centre,
    Overview,
    Recent,
    Reports,
}

/// A page of this part.
#[wasm_split(enquiries, fallible, preload(fetch_enquiries))]
pub fn enquiries_part(page: EnquiriesPart) -> Fetched {
    Ok(match page {
        EnquiriesPart::Centre => view! { <CentrePage/> }.into_any(),
        EnquiriesPart::Overview => view! { <OverviewPage/> }.into_any(),
        EnquiriesPart::Recent => view! { <RecentPage/> }.into_any(),
        EnquiriesPart::Reports => view! { <ReportsPage/> }.into_any(),
    })
}

/// Files of contacts.
#[derive(Clone, Copy, Debug)]
pub enum ImportPart {
    Check,
    History,
    Import,
}

/// A page of this part.
#[wasm_split(import, fallible, preload(fetch_import))]
pub fn import_part(page: ImportPart) -> Fetched {
    Ok(match page {
        ImportPart::Check => view! { <CheckPage/> }.into_any(),
        ImportPart::History => view! { <ImportsPage/> }.into_any(),
        ImportPart::Import => view! { <ImportPage/> }.into_any(),
    })
}

/// What contacts are sorted by, and what is one's own.
#[derive(Clone, Copy, Debug)]
pub enum OrganisePart {
    Account,
    Bin,
    Fields,
    Labels,
    Workspace,
}

/// A page of this part.
#[wasm_split(organise, fallible, preload(fetch_organise))]
pub fn organise_part(page: OrganisePart) -> Fetched {
    Ok(match page {
        OrganisePart::Account => view! { <AccountPage/> }.into_any(),
        OrganisePart::Bin => view! { <BinPage/> }.into_any(),
        OrganisePart::Fields => view! { <FieldsPage/> }.into_any(),
        OrganisePart::Labels => view! { <LabelsPage/> }.into_any(),
        OrganisePart::Workspace => view! { <WorkspacePage/> }.into_any(),
    })
}

/// One contact, and the enquiries with it.
#[derive(Clone, Copy, Debug)]
pub enum RecordPart {
    Contact,
    Duplicates,
    New,
    Room,
    Transcript,
    Visitor,
}

/// A page of this part.
#[wasm_split(record, fallible, preload(fetch_record))]
pub fn record_part(page: RecordPart) -> Fetched {
    Ok(match page {
        RecordPart::Contact => view! { <Details/> }.into_any(),
        RecordPart::Duplicates => view! { <DuplicatesPage/> }.into_any(),
        RecordPart::New => view! { <NewContact/> }.into_any(),
        RecordPart::Room => room_page(),
        RecordPart::Transcript => view! { <History/> }.into_any(),
        RecordPart::Visitor => visitor_page(),
    })
}

/// A part.
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
            Self::Administer => fetch_administer().await,
            Self::Enquiries => fetch_enquiries().await,
            Self::Import => fetch_import().await,
            Self::Organise => fetch_organise().await,
            Self::Record => fetch_record().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PagePart;

    #[test]
    fn each_page_of_the_router_is_in_the_part_that_its_path_says() {
        let lines = include_str!("lib.rs").lines().map(str::trim);
        let routes = lines.filter_map(|line| line.strip_prefix("<Route path=path!(\""));
        let mut met = 0;
        for route in routes {
            let (path, page) = route.split_once('"').unwrap();
            let path = path.replace(":id", "5");
            let fetched = page.split_once("later!(").map(|(_, page)| page);
            let fetched = fetched.map(|page| page.split_once("_part(").unwrap().0);
            let file = fetched.map(|part| format!("split_{part}.wasm"));
            let part = PagePart::of(&path);
            assert_eq!(part.map(|part| part.file().to_owned()), file, "{path}");
            met += 1;
        }
        assert!(met > 25, "{met} routes");
    }

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
