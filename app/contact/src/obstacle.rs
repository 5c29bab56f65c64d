//! Why something about an enquiry, its contact, what was proposed for one or a webhook is not done, though whoever asks may
//! do it: it contradicts what is there by now, or makes no sense.
use serde::{Deserialize, Serialize};
use strum::VariantArray;

use crate::wording::{Language, Phrase};

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// Nothing is known of the enquiry yet.
    NotReported,
    /// The enquiry is not that of the contact which was named.
    AnotherContact,
    /// The enquiry is somebody's by now.
    VisitorKnown,
    /// What is to be taken over from a message does not stand in it.
    NotTyped,
    AnotherBirthday,
    /// A proposal that would change nothing.
    NothingProposed,
    /// A proposal of what may still be saved.
    SaveInstead,
    TooManyProposals,
    /// There are as many webhooks as there may be.
    TooManyWebhooks,
    /// The contact of a proposal was merged into another one.
    ContactMerged,
    /// A contact that is to come back is there.
    NotInBin,
    OwnProposal,
    Decided,
    /// Others write the same, again and again.
    BeingWritten,
    NoSuchVersion,
    /// Days that no calendar here holds.
    NoSuchDays,
    /// A search that the time limit ended.
    TooSlow,
    NotANumber,
}

/// On what ground something is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// It is about what is not there.
    Absence,
    /// It contradicts what is there by now.
    Contradiction,
    /// The request itself makes no sense, or asks for too much.
    Request,
    /// A value has to be corrected.
    Value,
}

/// Of an enquiry that the contact centre has not told of.
const NOT_REPORTED: &[&str; 3] = &[
    "This enquiry has not been reported yet. It is shown here as soon as it is.",
    "此查詢尚未送達。送達後會立即在此顯示。",
    "此查询尚未送达。送达后会立即在此显示。",
];

const TOO_MANY_WEBHOOKS: &[&str; 3] = &[
    "There are as many webhook endpoints as there may be. Delete one that you no longer use.",
    "Webhook 端點的數目已達上限。請刪除一個不再使用的端點。",
    "Webhook 端点的数量已达上限。请删除一个不再使用的端点。",
];

/// Of a contact that is to come back.
const NOT_IN_BIN: &[&str; 3] = &[
    "This contact is not in the bin: it is in the list, so that there is nothing to restore.",
    "這位聯絡人不在回收筒，而在名單之中，無須還原。",
    "这位联系人不在回收站，而在名单之中，无须还原。",
];

/// By others who write the same at this moment.
const BEING_WRITTEN: &[&str; 3] = &[
    "This is being written by others just now. Send it again.",
    "其他人正在寫入此內容。請再傳送一次。",
    "其他人正在写入此内容。请再发送一次。",
];

impl Obstacle {
    /// On what ground it is refused.
    pub const fn ground(self) -> Ground {
        match self {
            Self::NotReported => Ground::Absence,
            Self::AnotherContact
            | Self::VisitorKnown
            | Self::NotTyped
            | Self::AnotherBirthday
            | Self::NothingProposed
            | Self::SaveInstead
            | Self::TooManyProposals
            | Self::TooManyWebhooks
            | Self::ContactMerged
            | Self::NotInBin
            | Self::OwnProposal
            | Self::Decided
            | Self::BeingWritten => Ground::Contradiction,
            Self::NoSuchVersion | Self::NoSuchDays | Self::TooSlow => Ground::Request,
            Self::NotANumber => Ground::Value,
        }
    }

    /// Says it in a language.
    pub const fn sentence(self, language: Language) -> &'static str {
        self.words().said(language)
    }

    const fn words(self) -> Phrase {
        Phrase(match self {
            Self::NotReported => NOT_REPORTED,
            Self::AnotherContact => &[
                "This enquiry belongs to another contact by now. Load the page anew; what you typed can be copied before.",
                "此查詢現已屬於另一位聯絡人。請重新載入頁面；你可先複製已輸入的內容。",
                "此查询现已属于另一位联系人。请重新加载页面；你可先复制已输入的内容。",
            ],
            Self::VisitorKnown => &[
                "Somebody has said meanwhile who this visitor is. Load the page anew.",
                "其他職員已指定這位訪客是哪位聯絡人。請重新載入頁面。",
                "其他职员已指定这位访客是哪位联系人。请重新加载页面。",
            ],
            Self::NotTyped => &[
                "The visitor did not type this in that message. Load the page anew.",
                "訪客並沒有在該訊息中輸入此內容。請重新載入頁面。",
                "访客并没有在该消息中输入此内容。请重新加载页面。",
            ],
            Self::AnotherBirthday => &[
                "The contact has another birthday by now. Compare both, and change it in the contact.",
                "聯絡人現已有另一個生日。請比較兩者，並在聯絡人資料中更改。",
                "联系人现已有另一个生日。请比较两者，并在联系人资料中更改。",
            ],
            Self::NothingProposed => &[
                "The contact holds all of this already, so there is nothing to propose.",
                "聯絡人已有以上全部內容，無須提出提議。",
                "联系人已有以上全部内容，无须提出提议。",
            ],
            Self::SaveInstead => &[
                "This enquiry is being handled and you are in its room: save the contact itself.",
                "此查詢正在處理，而你在房間內：請直接儲存聯絡人。",
                "此查询正在处理，而你在房间内：请直接保存联系人。",
            ],
            Self::TooManyProposals => &[
                "Too many proposals wait on this contact already. Decide on one of them first.",
                "此聯絡人已有太多待決定的提議。請先決定其中一項。",
                "此联系人已有太多待决定的提议。请先决定其中一项。",
            ],
            Self::TooManyWebhooks => TOO_MANY_WEBHOOKS,
            Self::ContactMerged => &[
                "The contact was merged meanwhile. Load the page anew.",
                "聯絡人已被合併。請重新載入頁面。",
                "联系人已被合并。请重新加载页面。",
            ],
            Self::NotInBin => NOT_IN_BIN,
            Self::OwnProposal => &[
                "This proposal is yours: somebody else decides on it.",
                "這是你自己的提議，由其他人決定。",
                "这是你自己的提议，由其他人决定。",
            ],
            Self::Decided => &[
                "This has been decided already.",
                "此提議已有決定。",
                "此提议已有决定。",
            ],
            Self::BeingWritten => BEING_WRITTEN,
            Self::NoSuchVersion => &[
                "This version of the contact never was. Load the page anew.",
                "聯絡人從未有過此版本。請重新載入頁面。",
                "联系人从未有过此版本。请重新加载页面。",
            ],
            Self::NoSuchDays => &[
                "opened: choose days between 1970 and 9999.",
                "opened：請選擇 1970 年至 9999 年之間的日子。",
                "opened：请选择 1970 年至 9999 年之间的日子。",
            ],
            Self::TooSlow => &[
                "This search takes too long. Type more letters, or leave out a filter.",
                "搜尋時間過長。請輸入更多文字，或移除一個篩選條件。",
                "搜索时间过长。请输入更多文字，或移除一个筛选条件。",
            ],
            Self::NotANumber => &[
                "Number: this is not a phone number with its country code.",
                "號碼：這不是帶國家／地區代碼的電話號碼。",
                "号码：这不是带国家／地区代码的电话号码。",
            ],
        })
    }
}

impl std::fmt::Display for Obstacle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.sentence(Language::English))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use strum::VariantArray;

    use super::{Language, Obstacle};

    #[test]
    fn everything_that_stands_in_the_way_is_said_in_every_language_and_each_in_its_own_words() {
        let mut said = HashSet::new();
        for &obstacle in Obstacle::VARIANTS {
            assert_eq!(
                obstacle.to_string(),
                obstacle.sentence(Language::English),
                "{obstacle:?}"
            );
            for &language in Language::VARIANTS {
                let sentence = obstacle.sentence(language);
                let is_chinese = language != Language::English;
                assert_eq!(
                    sentence.contains(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)),
                    is_chinese,
                    "{obstacle:?} {language}"
                );
                assert!(sentence.ends_with(if is_chinese { '。' } else { '.' }));
                assert!(said.insert(sentence), "{obstacle:?} {language}");
            }
            let traditional = obstacle.sentence(Language::Traditional);
            assert!(
                !traditional.contains(['这', '个', '号', '码', '为', '联', '页', '请']),
                "{traditional}"
            );
            let simplified = obstacle.sentence(Language::Simplified);
            assert!(
                !simplified.contains(['這', '個', '號', '碼', '為', '聯', '頁', '請']),
                "{simplified}"
            );
        }
    }
}
