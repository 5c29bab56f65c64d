//! The desk on which a file is judged: the page's model and the browser's hands (worker, file, download), for as long as
//! the application is open, so that an import goes on while other pages are looked at. Only events change the model.

use std::time::Duration;

use contact::Rules;
use futures::channel::oneshot;
use js_sys::{Array, Uint8Array};
use leptos::{ev, prelude::*, web_sys};
use preview::{FromWorker, ToWorker};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, File, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::{
    api::recipes,
    browser::{clock::wait, files},
    import::{
        effect_calls,
        event::{ImportCommand, ImportEvent, Sending},
        recipe_event::RecipeEvent,
        stage::{ImportState, Stage},
        transfer::{self, PartSender, SentPart},
    },
    page::{Report, report},
    values::words::{I18n, language},
    wire::imports::ImportId,
};

/// The desk: `page` is what is known, `tell` is how it changes.
#[derive(Clone, Copy)]
pub struct Desk {
    pub page: RwSignal<ImportState>,
    report: Report,
    hands: StoredValue<Option<SendWrapper<Hands>>>,
    /// Those who wait to hear of imports.
    waiting: StoredValue<Vec<oneshot::Sender<()>>>,
}

/// What only a browser has.
struct Hands {
    worker: Worker,
    /// Keeps the worker's messages coming.
    _hear: Closure<dyn FnMut(MessageEvent)>,
    /// Hears of its end.
    _end: Closure<dyn FnMut(JsValue)>,
    file: Option<File>,
    /// The sender waits for the part of this number.
    part: Option<(u32, oneshot::Sender<SentPart>)>,
    blob: Option<Blob>,
}

impl Desk {
    /// Sets up the desk for the whole application.
    pub fn provide() {
        provide_context(Self {
            page: RwSignal::new(ImportState::default()),
            report: report(),
            hands: StoredValue::new(None),
            waiting: StoredValue::new(Vec::new()),
        });
    }

    /// Starts the worker, so that it is ready before a file is dropped. Only in a browser.
    pub fn prepare(self) {
        if self.hands.with_value(Option::is_some) {
            return;
        }
        self.ask_before_leaving();
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let Ok(worker) = Worker::new_with_options(&files::packaged("worker.js"), &options) else {
            return;
        };
        let hear = Closure::new(move |event: MessageEvent| self.hear(&event.data()));
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        let end = Closure::new(move |_: JsValue| self.end());
        worker.set_onerror(Some(end.as_ref().unchecked_ref()));
        self.hands.set_value(Some(SendWrapper::new(Hands {
            worker,
            _hear: hear,
            _end: end,
            file: None,
            part: None,
            blob: None,
        })));
    }

    /// Asks before the document is left while records are still being sent, or after somebody repaired the file.
    fn ask_before_leaving(self) {
        // Stays for as long as the page does.
        let _ = window_event_listener(ev::beforeunload, move |event| {
            if self.page.with_untracked(ImportState::would_be_lost) {
                event.prevent_default();
            }
        });
    }

    /// Takes a dropped or browsed file.
    pub fn drop_file(self, file: File) {
        self.prepare();
        if self.page.with_untracked(ImportState::sending_now) {
            return;
        }
        let event = ImportEvent::Dropped {
            name: file.name(),
            size: file.size() as u64,
        };
        self.with_hands(|hands| hands.file = Some(file));
        self.tell(event);
    }

    /// Sets what the organisation knows: custom fields, labels, the date.
    pub fn rules(self, rules: Rules) {
        self.tell(ImportEvent::Rules(rules));
    }

    /// Has the worker speak the language of the page, also when another is chosen.
    pub fn speak(self, i18n: I18n) {
        Effect::new(move |_| self.tell(ImportEvent::Language(language(i18n))));
    }

    /// Lets something happen to the page, and carries out what follows from it.
    pub fn tell(self, event: ImportEvent) {
        let commands = self
            .page
            .try_update(|page| page.take(event))
            .unwrap_or_default();
        for command in commands {
            self.carry_out(command);
        }
    }

    /// Asks the worker for ErrorDetail.csv; it is saved when it comes. Records that the server refused are in it too.
    pub fn error_detail(self) {
        let Some(id) = self.page.with_untracked(ImportState::refused_there) else {
            self.ask(&ToWorker::ErrorDetail { also: Vec::new() }, &JsValue::NULL);
            return;
        };
        leptos::task::spawn_local(async move {
            match transfer::failures(id).await {
                Ok(also) => self.ask(&ToWorker::ErrorDetail { also }, &JsValue::NULL),
                Err(error) => self.tell(ImportEvent::Troubled(id, error)),
            }
        });
    }

    /// Writes template.csv, with the organisation's custom fields.
    pub fn template(self) -> Vec<u8> {
        let fields = self.page.with_untracked(|page| {
            page.rules()
                .map(|rules| rules.custom_fields.clone())
                .unwrap_or_default()
        });
        contact::template::template(&fields)
    }

    fn carry_out(self, command: ImportCommand) {
        match command {
            ImportCommand::Ask(ask) => self.ask(&ask, &JsValue::NULL),
            ImportCommand::JudgeNew(ask) => {
                let file = self.with_hands(|hands| hands.file.clone()).flatten();
                self.ask(&ask, &file.map_or(JsValue::NULL, JsValue::from));
            }
            ImportCommand::Look(command) => {
                leptos::task::spawn_local(async move {
                    let event = effect_calls::ask(command).await;
                    self.tell(ImportEvent::Effect(event));
                });
            }
            ImportCommand::Send(parcel) => {
                leptos::task::spawn_local(transfer::send(self.last_delivery(), parcel));
            }
            ImportCommand::Follow(id) => {
                leptos::task::spawn_local(transfer::follow(self.last_delivery(), id));
            }
            ImportCommand::Report(error) => {
                self.report.hear(&error);
            }
            ImportCommand::KeepRecipe(draft) => {
                let is_layout = draft.name.is_some();
                leptos::task::spawn_local(async move {
                    match recipes::keep(draft).await {
                        Ok(kept) => {
                            self.tell(ImportEvent::Recipe(RecipeEvent::Kept(Box::new(kept))))
                        }
                        // Somebody gave it a name, and waits for it.
                        Err(error) if is_layout => self.report.say(error),
                        // The import does not depend on it.
                        Err(error) => {
                            self.report.hear(&error);
                        }
                    }
                });
            }
            ImportCommand::Download => {
                if let Some(blob) = self.with_hands(|hands| hands.blob.take()).flatten() {
                    files::download(&blob, "ErrorDetail.csv");
                }
            }
        }
    }

    /// Something has happened to imports: how the one that is followed stands is asked at once.
    pub fn hear_of_imports(self) {
        let waiting = self.waiting.try_update_value(std::mem::take);
        for waiting in waiting.into_iter().flatten() {
            // Whoever waited may have gone on.
            let _ = waiting.send(());
        }
    }

    fn last_delivery(self) -> Delivery {
        Delivery {
            desk: self,
            number: self.page.with_untracked(ImportState::last_sending),
        }
    }

    fn ask(self, ask: &ToWorker, attached: &JsValue) {
        let Ok(json) = serde_json::to_string(ask) else {
            return;
        };
        let message = Array::of2(&json.into(), attached);
        // Fails only for attachments that cannot be handed over, which files can.
        self.with_hands(|hands| hands.worker.post_message(&message).ok());
    }

    /// A file was too much for the worker, which ended: the next file gets another one.
    fn end(self) {
        self.with_hands(|hands| hands.worker.terminate());
        self.hands.set_value(None);
        self.tell(ImportEvent::Overcome);
    }

    fn hear(self, message: &JsValue) {
        let message: &Array = message.unchecked_ref();
        let Some((round, answer)) = message
            .get(0)
            .as_string()
            .and_then(|json| serde_json::from_str::<(u32, FromWorker)>(&json).ok())
        else {
            return;
        };
        let attached = message.get(1);
        match answer {
            FromWorker::Part {
                number,
                records,
                last,
            } => {
                let bytes = Uint8Array::new(&attached);
                self.with_hands(|hands| {
                    // That of a sending which was given up is not one of the next.
                    let waiting = hands.part.take_if(|(wanted, _)| *wanted == number);
                    if let Some((_, waiting)) = waiting {
                        // The sender may have been cancelled meanwhile.
                        let _ = waiting.send(SentPart {
                            records,
                            last,
                            bytes,
                        });
                    }
                });
            }
            FromWorker::ErrorDetail { .. } => {
                self.with_hands(|hands| hands.blob = attached.dyn_into().ok());
                self.tell(ImportEvent::Said(round, answer));
            }
            FromWorker::Lost { .. } => {
                // No part comes any more: whoever waits for one ends the import.
                self.with_hands(|hands| hands.part = None);
                self.tell(ImportEvent::Said(round, answer));
            }
            answer => self.tell(ImportEvent::Said(round, answer)),
        }
    }

    fn with_hands<T>(self, work: impl FnOnce(&mut Hands) -> T) -> Option<T> {
        self.hands
            .try_update_value(|hands| hands.as_mut().map(|hands| work(hands)))
            .flatten()
    }
}

/// One sending of the accepted records, and the way on of its import. Once it was given up, it has no part in the next one.
#[derive(Clone, Copy)]
struct Delivery {
    desk: Desk,
    number: u32,
}

impl PartSender for Delivery {
    fn tell(self, sending: Sending) {
        self.desk.tell(ImportEvent::Sending(self.number, sending));
    }

    async fn part(self, number: u32) -> Option<SentPart> {
        if !self.is_sending() {
            return None;
        }
        let (here, there) = oneshot::channel();
        self.desk
            .with_hands(|hands| hands.part = Some((number, here)));
        self.desk.ask(&ToWorker::Part { number }, &JsValue::NULL);
        there.await.ok()
    }

    fn is_sending(self) -> bool {
        let page = self.desk.page;
        page.with_untracked(|page| page.is_sending(self.number))
    }

    fn awaits(self, id: ImportId) -> bool {
        let page = self.desk.page;
        page.with_untracked(|page| page.stage == Stage::Importing && page.import_id() == Some(id))
    }

    async fn wait(self, time: Duration) {
        wait(time).await;
    }

    fn news(self) -> oneshot::Receiver<()> {
        let (wake, woken) = oneshot::channel();
        self.desk.waiting.update_value(|waiting| {
            waiting.retain(|other| !other.is_canceled());
            waiting.push(wake);
        });
        woken
    }
}
