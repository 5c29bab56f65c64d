//! The sentences of problems, beside their codes, in English, Traditional and Simplified Chinese. What stands in braces
//! is filled in by `filled`; none ends with a full stop, since several may be joined.

use super::{Detail, HEADER, Problem, WORKBOOK};
use crate::{code::Code, wording::Phrase};

/// The sentence of a code where nothing else is known of the problem.
#[rustfmt::skip]
static PLAIN: &[(Code, [&str; 3])] = &[
    (Code::E01, [
        "{column}: \"{value}\" must be + followed by 8 to 20 digits, without spaces, parentheses or hyphens (e.g. +85212345678)",
        "{column}：「{value}」須以 + 開頭，後接 8 至 20 位數字，不含空格、括號或連字號（例如 +85212345678）",
        "{column}：“{value}”须以 + 开头，后接 8 至 20 位数字，不含空格、括号或连字符（例如 +85212345678）",
    ]),
    (Code::E02, [
        "{column}: the number has no country code. Start it with + or choose a country code for the import",
        "{column}：號碼沒有國家／地區代碼。請以 + 開頭，或為這次匯入選擇國家／地區代碼",
        "{column}：号码没有国家／地区代码。请以 + 开头，或为这次导入选择国家／地区代码",
    ]),
    (Code::E03, [
        "{column}: \"{value}\" was turned into a rounded number by the spreadsheet. Format the column as text and enter it again",
        "{column}：「{value}」被試算表變成了約數。請將此欄設為文字格式，再重新輸入",
        "{column}：“{value}”被电子表格变成了约数。请将此列设为文本格式，再重新输入",
    ]),
    (Code::E04, [
        "{column}: \"{value}\" is not a valid email address",
        "{column}：「{value}」不是有效的電郵地址",
        "{column}：“{value}”不是有效的电子邮箱地址",
    ]),
    (Code::E05, [
        "Birthdate: \"{value}\" must be MM/DD/YYYY (e.g. 12/14/1980)",
        "Birthdate：「{value}」須為 MM/DD/YYYY，即月/日/年（例如 12/14/1980）",
        "Birthdate：“{value}”须为 MM/DD/YYYY，即月/日/年（例如 12/14/1980）",
    ]),
    (Code::E06, [
        "Birthdate is in the future",
        "Birthdate 是將來的日期",
        "Birthdate 是将来的日期",
    ]),
    (Code::E07, [
        "Language: \"{value}\" must be a two-letter lowercase ISO 639-1 code, such as en or zh",
        "Language：「{value}」須為 ISO 639-1 代碼，即兩個小寫字母，例如 en 或 zh",
        "Language：“{value}”须为 ISO 639-1 代码，即两个小写字母，例如 en 或 zh",
    ]),
    (Code::E08, [
        "Country: \"{value}\" is not a known country name, alpha-2 or alpha-3 code",
        "Country：「{value}」不是已知的國家／地區名稱、alpha-2 或 alpha-3 代碼",
        "Country：“{value}”不是已知的国家／地区名称、alpha-2 或 alpha-3 代码",
    ]),
    (Code::E09, [
        "Type: \"{value}\" must be Lead, Customer, Prospect or Others",
        "Type：「{value}」須為 Lead、Customer、Prospect 或 Others",
        "Type：“{value}”须为 Lead、Customer、Prospect 或 Others",
    ]),
    (Code::E10, [
        "Level: \"{value}\" must be Primary, Secondary or Tertiary",
        "Level：「{value}」須為 Primary、Secondary 或 Tertiary",
        "Level：“{value}”须为 Primary、Secondary 或 Tertiary",
    ]),
    (Code::E11, [
        "{column}: longer than {detail} characters",
        "{column}：超過 {detail} 個字元",
        "{column}：超过 {detail} 个字符",
    ]),
    (Code::E12, [
        "This row has {first} values but the file has {second} columns. ",
        "此行有 {first} 個值，但檔案只有 {second} 欄。",
        "此行有 {first} 个值，但文件只有 {second} 列。",
    ]),
    (Code::E13, [
        "{column}: \"{value}\" is not {detail}",
        "{column}：「{value}」不是{detail}",
        "{column}：“{value}”不是{detail}",
    ]),
    (Code::E14, [
        "Contact Label: \"{value}\" is not a valid label name",
        "Contact Label：「{value}」不是有效的標籤名稱",
        "Contact Label：“{value}”不是有效的标签名称",
    ]),
    (Code::E15, [
        "{column} is required",
        "必須填寫 {column}",
        "必须填写 {column}",
    ]),
    (Code::E16, [
        "{column}: \"{value}\" holds a control character. Remove it",
        "{column}：「{value}」含有控制字元。請移除",
        "{column}：“{value}”含有控制字符。请移除",
    ]),
    (Code::E17, [
        "{column}: more than {detail} values",
        "{column}：超過 {detail} 個值",
        "{column}：超过 {detail} 个值",
    ]),
    (Code::E18, [
        "{column} is not a custom field",
        "{column} 不是自訂欄位",
        "{column} 不是自定义字段",
    ]),
    (Code::E19, [
        "{column}: \"{value}\" holds a semicolon, which separates values. Write each value by itself",
        "{column}：「{value}」含有分號，分號用來分隔多個值。請將每個值分開填寫",
        "{column}：“{value}”含有分号，分号用来分隔多个值。请将每个值分开填写",
    ]),
    (Code::E20, [
        "{column}: \"{value}\" is a spreadsheet error or a formula without its value. Enter the value itself",
        "{column}：「{value}」是試算表的錯誤，或沒有結果的公式。請輸入實際的值",
        "{column}：“{value}”是电子表格的错误，或没有结果的公式。请输入实际的值",
    ]),
    (Code::E21, [
        "{column}: \"{value}\" reads as two dates",
        "{column}：「{value}」可讀作兩個不同的日期",
        "{column}：“{value}”可读作两个不同的日期",
    ]),
    (Code::E22, [
        "{column}: \"{value}\" is a column of the template. Choose another name",
        "{column}：「{value}」是範本的欄名。請選擇其他名稱",
        "{column}：“{value}”是模板的列名。请选择其他名称",
    ]),
    (Code::E23, [
        "{column}: \"{value}\" must be cf_ and then lowercase letters, digits or _, at most {detail} characters in all",
        "{column}：「{value}」須以 cf_ 開頭，後接小寫字母、數字或 _，合共最多 {detail} 個字元",
        "{column}：“{value}”须以 cf_ 开头，后接小写字母、数字或 _，合计最多 {detail} 个字符",
    ]),
    (Code::E24, [
        "{column}: \"{value}\" stands there twice",
        "{column}：「{value}」重複出現",
        "{column}：“{value}”重复出现",
    ]),
    (Code::E25, [
        "{column}: a dropdown needs at least one",
        "{column}：下拉選單最少要有一個選項",
        "{column}：下拉菜单最少要有一个选项",
    ]),
    (Code::E26, [
        "{column}: only a dropdown has options",
        "{column}：只有下拉選單才有選項",
        "{column}：只有下拉菜单才有选项",
    ]),
    (Code::F01, [
        "This is not a CSV or XLSX file",
        "這不是 CSV 或 XLSX 檔案",
        "这不是 CSV 或 XLSX 文件",
    ]),
    (Code::F02, [
        "The file is over the size limit",
        "檔案超過大小上限",
        "文件超过大小上限",
    ]),
    (Code::F03, [
        "The file is over the record limit",
        "檔案超過記錄數目上限",
        "文件超过记录数上限",
    ]),
    (Code::F04, [
        "The file has no records",
        "檔案沒有記錄",
        "文件没有记录",
    ]),
    (Code::F05, [
        "The header lacks Last name. Use the headers of the template",
        "標題列缺少 Last name。請使用範本的標題",
        "标题行缺少 Last name。请使用模板的标题",
    ]),
    (Code::F06, [
        "The file has a duplicate header: \"{value}\"",
        "檔案有重複的標題：「{value}」",
        "文件有重复的标题：“{value}”",
    ]),
    (Code::F07, [
        "Unreadable encoding at line {detail}. Choose the file's encoding, or save it as CSV UTF-8",
        "第 {detail} 行的編碼無法讀取。請選擇檔案的編碼，或另存為 CSV UTF-8",
        "第 {detail} 行的编码无法读取。请选择文件的编码，或另存为 CSV UTF-8",
    ]),
    (Code::W01, [
        "Last name set to \"{customer}\"",
        "Last name 已設為「{customer}」",
        "Last name 已设为“{customer}”",
    ]),
    (Code::W02, [
        "{column}: country code added, \"{value}\" is now {detail}",
        "{column}：已加入國家／地區代碼，「{value}」現為 {detail}",
        "{column}：已添加国家／地区代码，“{value}”现为 {detail}",
    ]),
    (Code::W03, [
        "{column}: new label(s) will be created: {value}",
        "{column}：將建立新標籤：{value}",
        "{column}：将创建新标签：{value}",
    ]),
    (Code::W04, [
        "Unknown column ignored: \"{value}\"",
        "已忽略未知的欄：「{value}」",
        "已忽略未知的列：“{value}”",
    ]),
    (Code::W05, [
        "Sample record skipped",
        "已略過範例記錄",
        "已跳过示例记录",
    ]),
    (Code::W06, [
        "{column}: \"{value}\" holds a lone or curly quote. Has text left its column?",
        "{column}：「{value}」含有單獨的引號或彎引號。文字是否跑到別的欄？",
        "{column}：“{value}”含有单独的引号或弯引号。文字是否跑到别的列？",
    ]),
    (Code::W07, [
        "This row has {first} values where the file has {second} columns. If {delimiter} is missing, its text has moved",
        "此行只有 {first} 個值，而檔案有 {second} 欄。如果缺少了{delimiter}，文字便已移位",
        "此行只有 {first} 个值，而文件有 {second} 列。如果缺少了{delimiter}，文字就已移位",
    ]),
    (Code::W08, [
        "The file's encoding is a guess: {value}. Look at names with letters beyond a to z, and choose another encoding if they read wrong",
        "檔案的編碼只是推測：{value}。請查看非英文字母的姓名，如顯示不正確，請選擇其他編碼",
        "文件的编码只是推测：{value}。请查看非英文字母的姓名，如显示不正确，请选择其他编码",
    ]),
    (Code::W09, [
        "{column}: characters that cannot be seen were taken out: {detail}",
        "{column}：已移除看不見的字元：{detail}",
        "{column}：已移除看不见的字符：{detail}",
    ]),
    (Code::W10, [
        "The header is repeated here. This row was skipped",
        "此處重複了標題列。此行已略過",
        "此处重复了标题行。此行已跳过",
    ]),
    (Code::W11, [
        "The header was found on line {detail}. The lines above it were left out",
        "標題列在第 {detail} 行。其上各行已略過",
        "标题行在第 {detail} 行。其上各行已跳过",
    ]),
    (Code::W12, [
        "{column}: \"{value}\" is before 1900. Is the year right?",
        "{column}：「{value}」早於 1900 年。年份正確嗎？",
        "{column}：“{value}”早于 1900 年。年份正确吗？",
    ]),
    (Code::W13, [
        "The first column has no name and counts the rows. It was ignored",
        "第一欄沒有名稱，只是行號，已忽略",
        "第一列没有名称，只是行号，已忽略",
    ]),
    (Code::W14, [
        "Only the sheet \"{value}\" was read. Contacts stand in {names} too",
        "只讀取了工作表「{value}」。{names} 也有聯絡人",
        "只读取了工作表“{value}”。{names} 也有联系人",
    ]),
    (Code::W15, [
        "Rows that the spreadsheet hides or filters out were read too: {detail}",
        "也讀取了試算表中隱藏或被篩走的行：{detail}",
        "也读取了电子表格中隐藏或被筛掉的行：{detail}",
    ]),
    (Code::W16, [
        "This row holds the totals of the rows above it. It was skipped",
        "此行是以上各行的合計，已略過",
        "此行是以上各行的合计，已跳过",
    ]),
    (Code::W17, [
        "The file was read as an export of {value}, and its columns were put in the order of the template",
        "檔案按 {value} 的匯出格式讀取，各欄已按範本的次序排列",
        "文件按 {value} 的导出格式读取，各列已按模板的顺序排列",
    ]),
];

const NOTHING: Phrase = Phrase(&["", "", ""]);
const STOP_AND_HINT: Phrase = Phrase(&[". {detail}", "。{detail}", "。{detail}"]);
const COMMA_AND_HINT: Phrase = Phrase(&[", {detail}", "，{detail}", "，{detail}"]);
const CAN_BE_SEVERAL: Phrase = Phrase(&[
    "Country: \"{value}\" can be {detail}. Write which one is meant",
    "Country：「{value}」可以是 {detail}。請寫明是哪一個",
    "Country：“{value}”可以是 {detail}。请写明是哪一个",
]);
const ROW_TOO_LONG: Phrase = Phrase(&[
    "This row is longer than {detail} characters",
    "此行超過 {detail} 個字元",
    "此行超过 {detail} 个字符",
]);
const COLUMN_WITHOUT_NAME: Phrase = Phrase(&[
    "The first column has no name, but \"{value}\" stands in it. Give it a name, or delete it",
    "第一欄沒有名稱，但當中有「{value}」。請為此欄命名，或刪除此欄",
    "第一列没有名称，但其中有“{value}”。请为此列命名，或删除此列",
]);
const QUOTE_THE_DELIMITER: Phrase = Phrase(&[
    "Put text that contains {delimiter} in double quotes",
    "請將含有{delimiter}的文字放在雙引號內",
    "请将含有{delimiter}的文字放在双引号内",
]);
const GIVE_A_HEADER: Phrase = Phrase(&[
    "Give every column with text a header",
    "請為每個有文字的欄加上標題",
    "请为每个有文字的列加上标题",
]);
const HOLDS_SOMETHING: Phrase = Phrase(&[
    "{column}: \"{value}\" holds {detail}. Remove it",
    "{column}：「{value}」含有{detail}。請移除",
    "{column}：“{value}”含有{detail}。请移除",
]);
const IS_SOMETHING_ELSE: Phrase = Phrase(&[
    "This is not a CSV or XLSX file but {detail}",
    "這不是 CSV 或 XLSX 檔案，而是{detail}",
    "这不是 CSV 或 XLSX 文件，而是{detail}",
]);
const TOO_MANY_COLUMNS: Phrase = Phrase(&[
    "The file is over the size limit: it has {first} columns, at most {second} are allowed",
    "檔案超過大小上限：共有 {first} 欄，最多可有 {second} 欄",
    "文件超过大小上限：共有 {first} 列，最多可有 {second} 列",
]);
const TOO_LONG_A_HEADER: Phrase = Phrase(&[
    "The file is over the size limit: its header is longer than {detail} characters",
    "檔案超過大小上限：標題列超過 {detail} 個字元",
    "文件超过大小上限：标题行超过 {detail} 个字符",
]);
const TOO_MANY_BYTES: Phrase = Phrase(&[
    "The file is over the size limit of {size}",
    "檔案超過 {size} 的大小上限",
    "文件超过 {size} 的大小上限",
]);
const TOO_MANY_RECORDS: Phrase = Phrase(&[
    "The file is over the record limit of {count} records",
    "檔案超過 {count} 項記錄的上限",
    "文件超过 {count} 条记录的上限",
]);
const SAME_FIELD: Phrase = Phrase(&[
    "The columns {names} mean the same: {column}. Choose one of them, or give the others another field",
    "{names} 這幾欄的意思相同：{column}。請選擇其中一欄，或為其餘的欄選擇其他欄位",
    "{names} 这几列的意思相同：{column}。请选择其中一列，或为其余的列选择其他字段",
]);
const ENCODING_UNSURE: Phrase = Phrase(&[
    "The file does not say its encoding, and {detail} is a guess that may be wrong. Name the encoding, such as windows-1250, or save the file as CSV UTF-8",
    "檔案沒有註明編碼，{detail} 只是可能有誤的推測。請指明編碼，例如 windows-1250，或將檔案另存為 CSV UTF-8",
    "文件没有注明编码，{detail} 只是可能有误的推测。请指明编码，例如 windows-1250，或将文件另存为 CSV UTF-8",
]);
const NOT_THIS_WORKBOOK: Phrase = Phrase(&[
    "The workbook {detail}. Nothing was imported. Save the sheet with the contacts alone, as CSV, and choose that file",
    "活頁簿{detail}。沒有匯入任何內容。請只將聯絡人所在的工作表存為 CSV，再選擇該檔案",
    "工作簿{detail}。没有导入任何内容。请只将联系人所在的工作表另存为 CSV，再选择该文件",
]);
const WORKBOOK_DAMAGED: Phrase = Phrase(&[
    "The workbook is damaged or not complete. Open it in the spreadsheet, save it again and choose the new file",
    "活頁簿已損壞或不完整。請用試算表軟件開啟並重新儲存，再選擇新檔案",
    "工作簿已损坏或不完整。请用电子表格软件打开并重新保存，再选择新文件",
]);
const UNBALANCED: Phrase = Phrase(&[
    "Unbalanced quote at line {first}",
    "第 {first} 行的引號不成對",
    "第 {first} 行的引号不成对",
]);
const UNBALANCED_IN_COLUMN: Phrase = Phrase(&[
    "{column}: unbalanced quote at line {first}",
    "{column}：第 {first} 行的引號不成對",
    "{column}：第 {first} 行的引号不成对",
]);
const READ_TOGETHER: Phrase = Phrase(&[
    ", and the text up to line {second} was read with it",
    "，直至第 {second} 行的文字都被當成同一格",
    "，直到第 {second} 行的文字都被当成同一格",
]);
const CLOSE_THE_QUOTES: Phrase = Phrase(&[
    ". Close the double quotes, and write a double quote inside them twice",
    "。請補上雙引號；引號內的雙引號要寫兩次",
    "。请补上双引号；引号内的双引号要写两次",
]);
const HEADERS_AGAIN: Phrase = Phrase(&[
    "Rows that repeat the header were skipped: {detail}",
    "已略過重複標題列的行：{detail}",
    "已跳过重复标题行的行：{detail}",
]);
const NAMELESS: Phrase = Phrase(&[
    "Records without a Last name, of which each new contact is called \"{customer}\": {detail}",
    "沒有 Last name 的記錄，其新聯絡人一律稱為「{customer}」：{detail}",
    "没有 Last name 的记录，其新联系人一律称为“{customer}”：{detail}",
]);
const NO_COUNTRY_CODE: Phrase = Phrase(&[
    "{column}: \"{value}\" has no country code. {detail}",
    "{column}：「{value}」沒有國家／地區代碼。{detail}",
    "{column}：“{value}”没有国家／地区代码。{detail}",
]);
const HEADER_OF_ANOTHER_ORDER: Phrase = Phrase(&[
    "The header stands again at line {detail}, with its columns in another order. Make a file of its own of the rows from there on",
    "第 {detail} 行再次出現標題列，而且各欄的次序不同。請將該行起的內容另存為一個檔案",
    "第 {detail} 行再次出现标题行，而且各列的顺序不同。请将该行起的内容另存为一个文件",
]);
const TORN: Phrase = Phrase(&[
    "The row before or after this one has a single value. If a line break stands inside a value, text is missing here",
    "此行的前一行或後一行只有一個值。如果值當中有換行，此處便缺少了文字",
    "此行的前一行或后一行只有一个值。如果值当中有换行，此处就缺少了文字",
]);
const LABELS_WITHOUT_FIELD: Phrase = Phrase(&[
    ". What is labelled {names} stands in Other Phone or Other Email",
    "。標籤為 {names} 的值放在 Other Phone 或 Other Email",
    "。标签为 {names} 的值放在 Other Phone 或 Other Email",
]);
const FULL_NAME_SPLIT: Phrase = Phrase(&[
    "{column}: \"{value}\" was read as first name \"{one}\" and last name \"{other}\", and the other full names likewise. If that is wrong, write the two names in columns of their own",
    "{column}：「{value}」已讀作名字「{one}」和姓氏「{other}」，其他全名亦照此拆分。如有錯誤，請將名字和姓氏分為兩欄",
    "{column}：“{value}”已读作名字“{one}”和姓氏“{other}”，其他全名也照此拆分。如有错误，请将名字和姓氏分为两列",
]);
const FULL_NAMES_SPLIT: Phrase = Phrase(&[
    "{column}: full names were split into first name and last name. If that is wrong, write the two names in columns of their own",
    "{column}：全名已拆分為名字和姓氏。如有錯誤，請將名字和姓氏分為兩欄",
    "{column}：全名已拆分为名字和姓氏。如有错误，请将名字和姓氏分为两列",
]);
const AND_WHAT_IS_LOST: Phrase = Phrase(&[
    ", and the {detail} in it",
    "，連同當中的{detail}",
    "，连同其中的{detail}",
]);

/// The sentence of a code where nothing else is known of the problem.
pub(super) fn plain(code: Code) -> Phrase {
    let row = PLAIN.iter().find(|(known, _)| *known == code);
    row.map_or(NOTHING, |(_, sentence)| Phrase(sentence))
}

/// The sentence of a problem, in parts that follow each other.
pub(super) fn parts(problem: &Problem) -> [Phrase; 3] {
    let Problem {
        code,
        column,
        value,
        detail,
    } = problem;
    let whole = |phrase| [phrase, NOTHING, NOTHING];
    let plain = plain(*code);
    match (code, detail) {
        (Code::E01 | Code::E04, Detail::Text(_) | Detail::Phrase(_)) => {
            [plain, STOP_AND_HINT, NOTHING]
        }
        (Code::E05, Detail::Text(_) | Detail::Phrase(_)) => [plain, COMMA_AND_HINT, NOTHING],
        (Code::E08, Detail::Text(_) | Detail::Phrase(_)) => whole(CAN_BE_SEVERAL),
        (Code::E11, _) if column.is_empty() => whole(ROW_TOO_LONG),
        (Code::E12, Detail::None) => whole(COLUMN_WITHOUT_NAME),
        (Code::E12, _) if value == WORKBOOK => [plain, GIVE_A_HEADER, NOTHING],
        (Code::E12, _) => [plain, QUOTE_THE_DELIMITER, NOTHING],
        (Code::E16, Detail::Text(_) | Detail::Phrase(_)) => whole(HOLDS_SOMETHING),
        (Code::F01, Detail::Text(_) | Detail::Phrase(_)) => whole(IS_SOMETHING_ELSE),
        (Code::F02, Detail::Widths(..)) => whole(TOO_MANY_COLUMNS),
        (Code::F02, Detail::Number(_)) if value == HEADER => whole(TOO_LONG_A_HEADER),
        (Code::F02, Detail::Number(_)) => whole(TOO_MANY_BYTES),
        (Code::F03, Detail::Number(_)) => whole(TOO_MANY_RECORDS),
        (Code::F06, Detail::Names(_)) => whole(SAME_FIELD),
        (Code::F07, Detail::Text(_)) => whole(ENCODING_UNSURE),
        (Code::F07, Detail::Phrase(_)) => whole(NOT_THIS_WORKBOOK),
        (Code::F07, Detail::None) => whole(WORKBOOK_DAMAGED),
        (Code::F07, Detail::Widths(line, last)) => {
            let begins = match column.is_empty() {
                true => UNBALANCED,
                false => UNBALANCED_IN_COLUMN,
            };
            let goes_on = if last > line { READ_TOGETHER } else { NOTHING };
            [begins, goes_on, CLOSE_THE_QUOTES]
        }
        (Code::W04, Detail::Text(_) | Detail::Phrase(_)) => [plain, AND_WHAT_IS_LOST, NOTHING],
        (Code::W17, Detail::Names(_)) if !column.is_empty() => whole(FULL_NAME_SPLIT),
        (Code::W17, _) if !column.is_empty() => whole(FULL_NAMES_SPLIT),
        (Code::W17, Detail::Names(_)) => [plain, LABELS_WITHOUT_FIELD, NOTHING],
        (Code::F06, Detail::Number(_)) => whole(HEADER_OF_ANOTHER_ORDER),
        (Code::W07, Detail::None) => whole(TORN),
        (Code::W10, Detail::Number(_)) => whole(HEADERS_AGAIN),
        (Code::W01, Detail::Number(_)) => whole(NAMELESS),
        (Code::E02, Detail::Phrase(_)) => whole(NO_COUNTRY_CODE),
        _ => whole(plain),
    }
}
