//! How channels, statuses and tabs of enquiries are called, and those who stand to them, on whatever screen.
use contact::{
    enquiry::{Channel, Status, Tab},
    permit::Relation,
};

use crate::{i18n::*, ui::badge::Tone, values::words::I18n};

/// What a channel is called.
pub fn channel_name(i18n: I18n, channel: Channel) -> &'static str {
    match channel {
        Channel::WebChat => t_string!(i18n, record.channel_web_chat),
        Channel::PhoneCall => t_string!(i18n, record.channel_phone_call),
        Channel::Email => t_string!(i18n, record.channel_email),
        Channel::Messenger => "Messenger",
        Channel::Whatsapp => "WhatsApp",
        Channel::Wechat => "WeChat",
        Channel::Line => "LINE",
        Channel::Woztell => "WOZTELL",
    }
}

/// The picture of a channel.
pub fn channel_icon(channel: Channel) -> icondata_core::Icon {
    match channel {
        Channel::WebChat => icondata_lu::LuMessageCircle,
        Channel::PhoneCall => icondata_lu::LuPhone,
        Channel::Email => icondata_lu::LuMail,
        Channel::Messenger
        | Channel::Whatsapp
        | Channel::Wechat
        | Channel::Line
        | Channel::Woztell => icondata_lu::LuMessagesSquare,
    }
}

/// What a status is called, and how much it presses.
pub fn status_name(i18n: I18n, status: Status) -> (&'static str, Tone) {
    match status {
        Status::Open => (t_string!(i18n, record.status_open), Tone::Accent),
        Status::Ongoing => (t_string!(i18n, record.status_ongoing), Tone::Accent),
        Status::Missed => (t_string!(i18n, record.status_missed), Tone::Warning),
        Status::FollowedUp => (t_string!(i18n, record.status_followed_up), Tone::Accent),
        Status::Closed => (t_string!(i18n, record.status_closed), Tone::Neutral),
    }
}

/// What those are called who stand so to an enquiry.
pub fn relation_name(i18n: I18n, relation: Relation) -> &'static str {
    match relation {
        Relation::InRoom => t_string!(i18n, room.staff),
        Relation::Administrator => t_string!(i18n, frame.role_administrator),
        Relation::Supervisor => t_string!(i18n, room.relation_supervisor),
        Relation::WasInRoom => t_string!(i18n, room.relation_was_in_room),
        Relation::OfDestination => t_string!(i18n, room.relation_of_destination),
        Relation::Other => t_string!(i18n, room.relation_other),
    }
}

/// What a tab of the overview is called.
pub fn tab_name(i18n: I18n, tab: Tab) -> &'static str {
    match tab {
        Tab::Open => t_string!(i18n, record.status_open),
        Tab::Handling => t_string!(i18n, enquiries.handling),
        Tab::Missed => t_string!(i18n, record.status_missed),
        Tab::Closed => t_string!(i18n, record.status_closed),
    }
}
