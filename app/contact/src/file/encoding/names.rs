//! The encodings that are read, by their names on screen and their labels.

use serde::{Deserialize, Serialize};

/// How many bytes a guess looks at, from the first that is not ASCII.
pub(super) const SAMPLE: usize = 64 * 1024;

macro_rules! encodings {
    ($($encoding:ident $name:literal $label:literal,)*) => {
        /// The encodings that are read: all that a browser reads.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Encoding {
            $($encoding,)*
        }

        impl Encoding {
            /// Every encoding, the likely ones first.
            pub const ALL: &'static [Self] = &[$(Self::$encoding,)*];

            /// The name on screen.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$encoding => $name,)*
                }
            }

            /// The label of the WHATWG's Encoding Standard.
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$encoding => $label,)*
                }
            }
        }
    };
}

encodings! {
    Utf8 "UTF-8" "utf-8",
    Windows1252 "Windows-1252" "windows-1252",
    Gb18030 "GB18030" "gb18030",
    Big5 "Big5" "big5",
    ShiftJis "Shift_JIS" "shift_jis",
    EucKr "EUC-KR" "euc-kr",
    EucJp "EUC-JP" "euc-jp",
    Iso2022Jp "ISO-2022-JP" "iso-2022-jp",
    Utf16Le "UTF-16 LE" "utf-16le",
    Utf16Be "UTF-16 BE" "utf-16be",
    Windows1250 "Windows-1250" "windows-1250",
    Windows1251 "Windows-1251" "windows-1251",
    Windows1253 "Windows-1253" "windows-1253",
    Windows1254 "Windows-1254" "windows-1254",
    Windows1255 "Windows-1255" "windows-1255",
    Windows1256 "Windows-1256" "windows-1256",
    Windows1257 "Windows-1257" "windows-1257",
    Windows1258 "Windows-1258" "windows-1258",
    Windows874 "Windows-874" "windows-874",
    Macintosh "Mac Roman" "macintosh",
    XMacCyrillic "Mac Cyrillic" "x-mac-cyrillic",
    Koi8R "KOI8-R" "koi8-r",
    Koi8U "KOI8-U" "koi8-u",
    Ibm866 "IBM866" "ibm866",
    Iso8859_2 "ISO-8859-2" "iso-8859-2",
    Iso8859_3 "ISO-8859-3" "iso-8859-3",
    Iso8859_4 "ISO-8859-4" "iso-8859-4",
    Iso8859_5 "ISO-8859-5" "iso-8859-5",
    Iso8859_6 "ISO-8859-6" "iso-8859-6",
    Iso8859_7 "ISO-8859-7" "iso-8859-7",
    Iso8859_8 "ISO-8859-8" "iso-8859-8",
    Iso8859_8I "ISO-8859-8-I" "iso-8859-8-i",
    Iso8859_10 "ISO-8859-10" "iso-8859-10",
    Iso8859_13 "ISO-8859-13" "iso-8859-13",
    Iso8859_14 "ISO-8859-14" "iso-8859-14",
    Iso8859_15 "ISO-8859-15" "iso-8859-15",
    Iso8859_16 "ISO-8859-16" "iso-8859-16",
}

impl Encoding {
    /// The byte order mark at the start of a file in this encoding.
    pub(super) const fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 => &[0xEF, 0xBB, 0xBF],
            Self::Utf16Le => &[0xFF, 0xFE],
            Self::Utf16Be => &[0xFE, 0xFF],
            _ => &[],
        }
    }

    /// Finds an encoding by any label of the WHATWG's Encoding Standard, such as `latin1`, `gbk` or `cp1251`.
    #[cfg(feature = "encodings")]
    pub fn of(label: &str) -> Option<Self> {
        Self::of_table(encoding_rs::Encoding::for_label(label.as_bytes())?)
    }

    #[cfg(feature = "encodings")]
    pub(super) fn of_table(table: &'static encoding_rs::Encoding) -> Option<Self> {
        // GB18030 is all of GBK and more.
        let table = if table == encoding_rs::GBK {
            encoding_rs::GB18030
        } else {
            table
        };
        let mut all = Self::ALL.iter().copied();
        all.find(|encoding| table.name().eq_ignore_ascii_case(encoding.label()))
    }

    /// Reads a text whose every byte means something.
    #[cfg(feature = "encodings")]
    pub(super) fn read(self, bytes: &[u8]) -> Option<std::borrow::Cow<'_, str>> {
        match self.table() {
            Some(table) => table.decode_without_bom_handling_and_without_replacement(bytes),
            None => std::str::from_utf8(bytes).ok().map(Into::into),
        }
    }

    /// How its bytes become text. `None`: they are text already.
    #[cfg(feature = "encodings")]
    pub(super) fn table(self) -> Option<&'static encoding_rs::Encoding> {
        match self {
            Self::Utf8 => None,
            other => encoding_rs::Encoding::for_label(other.label().as_bytes()),
        }
    }
}
