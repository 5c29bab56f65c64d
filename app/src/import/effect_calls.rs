//! Asks the server what an import would do: digests go there, answers go back to the worker.
use contact::Bounded;
use preview::effect::EffectAsk;

use super::effect_event::{EffectCommand, EffectEvent};
use crate::api::effect;

/// Asks the server, and answers with what came of it.
pub async fn ask(command: EffectCommand) -> EffectEvent {
    match command {
        EffectCommand::Begin { check } => match effect::begin().await {
            Ok(begun) => EffectEvent::Begun(check, begun),
            Err(error) => EffectEvent::Failed(check, error),
        },
        EffectCommand::Hits {
            check,
            id,
            number,
            keys,
        } => match effect::hits(id, Bounded::own(keys)).await {
            Ok(hits) => {
                let hits = EffectAsk::Hits {
                    check,
                    number,
                    hits,
                };
                EffectEvent::Answered(check, hits)
            }
            Err(error) => EffectEvent::Failed(check, error),
        },
        EffectCommand::Compare {
            check,
            id,
            number,
            records,
        } => match effect::compare(id, Bounded::own(records)).await {
            Ok(same) => {
                let same = EffectAsk::Compared {
                    check,
                    number,
                    same,
                };
                EffectEvent::Answered(check, same)
            }
            Err(error) => EffectEvent::Failed(check, error),
        },
        EffectCommand::Existing { check, ids } => match effect::existing(ids).await {
            Ok(contacts) => EffectEvent::Existing(check, contacts),
            Err(error) => EffectEvent::Failed(check, error),
        },
    }
}
