//! The lists of enquiries over the wire.
use contact::query::Total;
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::overview::{Centre, EnquiryPage, EnquiryQuery, EnquiryRow, Narrow, Offered, TabCounts},
};

/// Lists the enquiries of a tab of the overview.
#[server(endpoint = "overview/list", input = Json)]
pub async fn list_enquiries(query: EnquiryQuery) -> Result<EnquiryPage, Error> {
    crate::model::enquiries::overview::list(&crate::request::asker()?, query).await
}

/// Says how enquiries stand that some list holds no more.
#[server(endpoint = "overview/these", input = Json)]
pub async fn list_these(ids: Vec<Uuid>) -> Result<Vec<EnquiryRow>, Error> {
    crate::model::enquiries::overview::these(&crate::request::asker()?, ids).await
}

/// Counts the enquiries of each tab.
#[server(endpoint = "overview/counts", input = Json)]
pub async fn count_enquiries(narrow: Narrow) -> Result<TabCounts, Error> {
    crate::model::enquiries::overview::counts(&crate::request::asker()?, narrow).await
}

/// Counts the enquiries that wait.
#[server(endpoint = "overview/open", input = Json)]
pub async fn count_open() -> Result<Total, Error> {
    crate::model::enquiries::overview::count_open(&crate::request::asker()?).await
}

/// What the filters offer.
#[server(endpoint = "overview/offered", input = Json)]
pub async fn filters_offered() -> Result<Offered, Error> {
    crate::model::enquiries::overview::offered(&crate::request::asker()?).await
}

/// Lists the missed enquiries that whoever asks may see, with what one wants to know before calling back.
#[server(endpoint = "overview/centre", input = Json)]
pub async fn list_missed(query: EnquiryQuery) -> Result<Centre, Error> {
    crate::model::enquiries::overview::centre(&crate::request::asker()?, query).await
}

/// Lists the closed enquiries that whoever asks may see.
#[server(endpoint = "overview/reports", input = Json)]
pub async fn list_closed(query: EnquiryQuery) -> Result<EnquiryPage, Error> {
    crate::model::enquiries::overview::reports(&crate::request::asker()?, query).await
}

/// Lists the rooms of whoever asks that are not closed.
#[server(endpoint = "overview/recent", input = Json)]
pub async fn list_recent(query: EnquiryQuery) -> Result<EnquiryPage, Error> {
    crate::model::enquiries::overview::recent(&crate::request::asker()?, query).await
}
