//! The form of the panel: given out, taken anew with what others saved meanwhile, and saved. Where something is to be mended or
//! decided on, the answer is the form once more, with all that was typed.
use app::{
    error::Error,
    model::{changes, enquiries::room, labels, phones},
    panel::{
        content::Done,
        form::{FormShown, PanelForm, TakenInFields},
    },
    wire::{
        contacts::{Edited, FieldName, Known, LastEdit},
        panel::Panel,
        room::RoomContact,
    },
};
use axum::{
    Router,
    body::Bytes,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use chrono::Utc;
use contact::{
    Contact, ContactId,
    obstacle::Obstacle,
    permit::{EnquiryAction, permit},
};

use super::{asked::AskedBeside, shown};
use crate::{config, state::ServerState};

/// The most bytes of a form: of what a page may send each byte takes three here, beside the names of the inputs.
pub const BODY: usize = 4 * config::BODY;

/// The routes of the form.
pub fn routes() -> Router<ServerState> {
    Router::new()
        .route("/embed/form", get(open).post(again))
        .route("/embed/save", post(save))
        .route("/embed/create", post(create))
}

/// `GET /embed/form`: the form of the contact, or of the visitor.
async fn open(asked: AskedBeside) -> Result<Response, Error> {
    AtForm::of(asked).await?.open().await
}

/// `POST /embed/form`: what is typed, with what others saved meanwhile. Nothing is written.
async fn again(asked: AskedBeside, body: Bytes) -> Result<Response, Error> {
    AtForm::of(asked).await?.again(&body).await
}

/// `POST /embed/save`: saves what was made of the contact.
async fn save(asked: AskedBeside, body: Bytes) -> Result<Response, Error> {
    AtForm::of(asked).await?.save(&body).await
}

/// `POST /embed/create`: makes a contact of the visitor.
async fn create(asked: AskedBeside, body: Bytes) -> Result<Response, Error> {
    AtForm::of(asked).await?.create(&body).await
}

/// Somebody at the form of an enquiry, and what they see of it.
struct AtForm {
    asked: AskedBeside,
    panel: Panel,
}

impl AtForm {
    /// Reads what somebody sees of the enquiry that they were let in for.
    async fn of(asked: AskedBeside) -> Result<Self, Error> {
        let panel = asked.panel().await?;
        Ok(Self { asked, panel })
    }

    async fn open(&self) -> Result<Response, Error> {
        let form = match (self.contact()?, &self.panel.room.contact) {
            (Some((contact, known)), _) => {
                self.may(EnquiryAction::Edit)?;
                PanelForm::edit(contact, known, self.asked.language)
            }
            (None, RoomContact::Nobody { newcomer, custom }) => {
                self.may(EnquiryAction::Create)?;
                let labels = self.labels().await?;
                PanelForm::create(newcomer.as_deref(), custom, &labels, self.asked.language)
            }
            (None, _) => return Err(Error::NotFound),
        };
        Ok(self.form(StatusCode::OK, &form, &FormShown::default()))
    }

    async fn again(&self, body: &[u8]) -> Result<Response, Error> {
        let (form, shown) = match self.contact()? {
            Some((contact, _)) => {
                self.may(EnquiryAction::Edit)?;
                let mut form = self.sent(body).await?;
                is_of(&form, contact.id)?;
                let shown = self.take_in(&mut form, contact).await?;
                (form, shown)
            }
            None => {
                self.may(EnquiryAction::Create)?;
                let form = self.sent(body).await?;
                is_of_nobody(&form)?;
                let shown = FormShown {
                    troubles: form.lost(),
                    ..FormShown::default()
                };
                (form, shown)
            }
        };
        Ok(self.form(StatusCode::OK, &form, &shown))
    }

    async fn save(&self, body: &[u8]) -> Result<Response, Error> {
        let (contact, _) = self.contact()?.ok_or(Obstacle::AnotherContact)?;
        self.may(EnquiryAction::Edit)?;
        let mut form = self.sent(body).await?;
        is_of(&form, contact.id)?;
        let mut shown = self.take_in(&mut form, contact).await?;
        shown.troubles = form.finish(Utc::now().date_naive(), |number, country| {
            phones::complete(&self.asked.asker, number, country)
        })?;
        if !shown.troubles.is_empty() {
            return Ok(self.form(StatusCode::UNPROCESSABLE_ENTITY, &form, &shown));
        }
        if !shown.taken.open.is_empty() {
            return Ok(self.form(StatusCode::CONFLICT, &form, &shown));
        }
        let of = (contact.id, form.version);
        let base = Some(form.typed.base.clone());
        let draft = form.typed.draft();
        match room::save(&self.asked.asker, self.asked.enquiry, of, base, draft).await {
            Ok(Edited::Done(_)) => self.done(Done::Saved).await,
            // Somebody saved since it was read above.
            Ok(Edited::Conflict { current, .. }) => {
                let shown = self.take_in(&mut form, &current).await?;
                Ok(self.form(StatusCode::CONFLICT, &form, &shown))
            }
            Err(Error::Invalid(problems)) => {
                shown.troubles = form.said(problems);
                Ok(self.form(StatusCode::UNPROCESSABLE_ENTITY, &form, &shown))
            }
            Err(error) => Err(error),
        }
    }

    async fn create(&self, body: &[u8]) -> Result<Response, Error> {
        self.may(EnquiryAction::Create)?;
        let mut form = self.sent(body).await?;
        is_of_nobody(&form)?;
        let troubles = form.finish(Utc::now().date_naive(), |number, country| {
            phones::complete(&self.asked.asker, number, country)
        })?;
        let mut shown = FormShown {
            troubles,
            ..FormShown::default()
        };
        if !shown.troubles.is_empty() {
            return Ok(self.form(StatusCode::UNPROCESSABLE_ENTITY, &form, &shown));
        }
        let is_known = self.contact()?.is_some();
        let draft = form.typed.draft();
        match room::create(&self.asked.asker, self.asked.enquiry, form.key, draft).await {
            // It was made before, by an answer that was lost, and something else was typed since.
            Ok(made) if is_known && form.becomes(&made) => {
                shown.troubles = form.lost();
                Ok(self.form(StatusCode::CONFLICT, &form, &shown))
            }
            Ok(_) => self.done(Done::Created).await,
            Err(Error::Invalid(problems)) => {
                shown.troubles = form.said(problems);
                Ok(self.form(StatusCode::UNPROCESSABLE_ENTITY, &form, &shown))
            }
            Err(error) => Err(error),
        }
    }

    /// Refuses, with the reason, what the table of enquiries forbids. The verb asks it once more.
    fn may(&self, action: EnquiryAction) -> Result<(), Error> {
        let room = &self.panel.room;
        Ok(permit(room.enquiry.status, room.relation, action)?)
    }

    /// The contact as it is now; nothing where nobody has said who the visitor is.
    fn contact(&self) -> Result<Option<(&Contact, &Known)>, Error> {
        match &self.panel.room.contact {
            RoomContact::Here(contact, known) => Ok(Some((&**contact, &**known))),
            RoomContact::Nobody { .. } => Ok(None),
            RoomContact::Deleted { .. } => Err(Error::NotFound),
            RoomContact::Erased => Err(Error::Erased),
        }
    }

    /// The names of the labels that there are.
    async fn labels(&self) -> Result<Vec<String>, Error> {
        let labels = match self.contact()? {
            Some((_, known)) => known.labels.clone(),
            None => labels::list(&self.asked.asker).await?,
        };
        Ok(labels.into_iter().map(|label| label.name).collect())
    }

    /// Reads a form that was sent, by the fields and the labels that there are now.
    async fn sent(&self, body: &[u8]) -> Result<PanelForm, Error> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
        let custom = match &self.panel.room.contact {
            RoomContact::Here(_, known) => known.custom.as_slice(),
            RoomContact::Nobody { custom, .. } => custom.as_slice(),
            RoomContact::Deleted { .. } | RoomContact::Erased => &[],
        };
        PanelForm::sent(&pairs, custom, &self.labels().await?, self.asked.language)
    }

    /// Takes what the contact holds by now into a form, and learns who changed what.
    async fn take_in(&self, form: &mut PanelForm, now: &Contact) -> Result<FormShown, Error> {
        let is_newer = now.version > form.version;
        let taken = form.take_in(now);
        Ok(FormShown {
            troubles: form.lost(),
            others: self.others(now.id, &taken, is_newer).await?,
            taken,
        })
    }

    /// Who changed these fields last. Where nobody has saved the contact since, labels or custom fields themselves were changed,
    /// of which its log tells nothing.
    async fn others(
        &self,
        contact: ContactId,
        taken: &TakenInFields,
        is_newer: bool,
    ) -> Result<Vec<LastEdit>, Error> {
        let fields = taken.names().cloned();
        let fields = fields.filter_map(|field| FieldName::try_from(field).ok());
        let fields: Vec<FieldName> = fields.collect();
        match fields.is_empty() || (taken.open.is_empty() && !is_newer) {
            true => Ok(Vec::new()),
            false => Ok(changes::latest(&self.asked.asker, contact, fields)
                .await?
                .edits),
        }
    }

    /// The panel as it is once something was done.
    async fn done(&self, done: Done) -> Result<Response, Error> {
        Ok(shown::after(&self.asked, done).await?.into_response())
    }

    /// The form, once more.
    fn form(&self, status: StatusCode, form: &PanelForm, shown: &FormShown) -> Response {
        (status, Html(form.html(self.asked.language, shown))).into_response()
    }
}

/// Refuses a form of another contact than the enquiry's.
fn is_of(form: &PanelForm, contact: ContactId) -> Result<(), Error> {
    match form.contact {
        Some(of) if of == contact => Ok(()),
        Some(_) => Err(Obstacle::AnotherContact.into()),
        None => Err(Obstacle::VisitorKnown.into()),
    }
}

/// Refuses a form of a contact where one is to be made.
fn is_of_nobody(form: &PanelForm) -> Result<(), Error> {
    match form.contact {
        None => Ok(()),
        Some(_) => Err(Obstacle::AnotherContact.into()),
    }
}
