//! What the panel shows of its enquiry: all of it, one of its sections, and what is older in one.
use app::{
    error::Error,
    model::{activity, panel},
    panel::content::{self, Done, Opened},
    wire::{
        activity::{ActivityKind, CursorText},
        panel::{Panel, PanelSection},
        room::RoomContact,
    },
};
use axum::response::Html;
use serde::Deserialize;

use super::asked::AskedBeside;
use crate::http::extract::Query;

/// Which section is open.
#[derive(Deserialize)]
pub struct ContentAddress {
    #[serde(default)]
    section: PanelSection,
}

/// `GET /embed/contact`: all of it.
pub async fn whole(
    asked: AskedBeside,
    Query(ContentAddress { section }): Query<ContentAddress>,
) -> Result<Html<String>, Error> {
    let panel = asked.panel().await?;
    let opened = open(&asked, &panel, section).await?;
    let html = content::content(asked.language, &panel, &opened, None);
    Ok(Html(html))
}

/// A section, and from where on it goes on.
#[derive(Deserialize)]
pub struct SectionAddress {
    name: PanelSection,
    cursor: Option<CursorText>,
}

/// `GET /embed/section`: one section, or what is older in it.
pub async fn section(
    asked: AskedBeside,
    Query(SectionAddress { name, cursor }): Query<SectionAddress>,
) -> Result<Html<String>, Error> {
    let html = match cursor.as_deref() {
        Some(cursor) => older(&asked, name, cursor).await?,
        None => {
            let panel = asked.panel().await?;
            let opened = open(&asked, &panel, name).await?;
            content::section(asked.language, &panel, &opened)
        }
    };
    Ok(Html(html))
}

/// All of it once something was written, which is said in it.
pub async fn after(asked: &AskedBeside, done: Done) -> Result<Html<String>, Error> {
    let panel = asked.panel().await.map_err(written)?;
    let opened = Opened {
        section: PanelSection::Profile,
        activity: None,
    };
    let html = content::content(asked.language, &panel, &opened, Some(done));
    Ok(Html(html))
}

/// What was written stays so where it cannot be read back: nobody may be told that nothing was.
fn written(error: Error) -> Error {
    match error {
        Error::Unavailable { id } => Error::Unsure { id },
        error => error,
    }
}

/// Reads what a section shows besides what is always there.
async fn open(asked: &AskedBeside, panel: &Panel, section: PanelSection) -> Result<Opened, Error> {
    let activity = match (&panel.room.contact, listed(section)) {
        (RoomContact::Here(contact, _), Some(kind)) => {
            Some(activity::page(&asked.asker, contact.id, Some(kind), None).await?)
        }
        (RoomContact::Nobody { .. }, Some(ActivityKind::Visits)) => {
            Some(activity::of_visitor(&asked.asker, asked.enquiry, None).await?)
        }
        _ => None,
    };
    Ok(Opened { section, activity })
}

/// What lies before a cursor, of the contact or of the visitor of an enquiry that whoever asks may view.
async fn older(asked: &AskedBeside, section: PanelSection, cursor: &str) -> Result<String, Error> {
    let own = panel::own(&asked.asker, asked.enquiry).await?;
    let cursor = Some(cursor);
    let activity = match (own, listed(section)) {
        (Some(own), Some(kind)) => activity::page(&asked.asker, own, Some(kind), cursor).await?,
        (None, Some(ActivityKind::Visits)) => {
            activity::of_visitor(&asked.asker, asked.enquiry, cursor).await?
        }
        _ => return Err(Error::NotFound),
    };
    Ok(content::older(asked.language, section, &activity))
}

/// What a section lists page by page. The contact's enquiries come whole, with the room.
fn listed(section: PanelSection) -> Option<ActivityKind> {
    match section {
        PanelSection::Activity => Some(ActivityKind::Engagements),
        PanelSection::Journey => Some(ActivityKind::Visits),
        PanelSection::Profile | PanelSection::Device => None,
    }
}

#[cfg(test)]
mod tests {
    use app::error::Error;

    use super::written;

    #[test]
    fn of_what_was_written_nobody_is_told_that_nothing_was() {
        let id = "7F3K-22Q1".to_owned();
        let told = written(Error::Unavailable { id: id.clone() });
        assert_eq!(told, Error::Unsure { id });
        assert_eq!(written(Error::NotFound), Error::NotFound);
    }
}
