//! Finds the four bytes that give a delimited text its shape (delimiter, quotation mark, LF, CR), 64 bytes at a
//! time and in order. It reads ahead of the scan, never behind it, and knows nothing of rows.

use wide::u8x16;

/// The quotation mark of RFC 4180.
pub const QUOTE: u8 = b'"';

/// A walk over the marks of one buffer.
pub struct Marks<'b> {
    bytes: &'b [u8],
    delimiter: u8,
    /// Where the block under way begins.
    base: usize,
    /// One bit for each mark of that block that has not been taken.
    bits: u64,
}

impl<'b> Marks<'b> {
    /// Starts at `from`.
    pub fn new(bytes: &'b [u8], delimiter: u8, from: usize) -> Self {
        let mut marks = Self {
            bytes,
            delimiter,
            base: from,
            bits: 0,
        };
        marks.bits = marks.block(from);
        marks
    }

    /// Takes the next mark; the length of the buffer when there is none.
    #[inline(always)]
    pub fn take(&mut self) -> usize {
        while self.bits == 0 {
            self.base += 64;
            if self.base >= self.bytes.len() {
                self.base = self.bytes.len();
                return self.base;
            }
            self.bits = self.block(self.base);
        }
        let at = self.base + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        at
    }

    #[inline(always)]
    fn block(&self, from: usize) -> u64 {
        let rest = self.bytes.get(from..).unwrap_or_default();
        match rest.first_chunk::<64>() {
            Some(block) => marks_of(block, self.delimiter),
            None => {
                // Zero is never a mark, so the padding stays silent.
                let mut block = [0; 64];
                block[..rest.len()].copy_from_slice(rest);
                marks_of(&block, self.delimiter)
            }
        }
    }
}

#[inline(always)]
fn marks_of(block: &[u8; 64], delimiter: u8) -> u64 {
    let (delimiter, quote) = (u8x16::splat(delimiter), u8x16::splat(QUOTE));
    let (line_feed, carriage_return) = (u8x16::splat(b'\n'), u8x16::splat(b'\r'));
    let (parts, _) = block.as_chunks::<16>();
    let mut bits = 0;
    for (place, part) in parts.iter().enumerate() {
        let part = u8x16::new(*part);
        let found = part.simd_eq(delimiter)
            | part.simd_eq(quote)
            | part.simd_eq(line_feed)
            | part.simd_eq(carriage_return);
        bits |= u64::from(found.to_bitmask() & 0xffff) << (16 * place);
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_taken_once_and_in_order() {
        let text = format!("a,\"b\"\r\n{}\n;,x", "y".repeat(130));
        let mut marks = Marks::new(text.as_bytes(), b',', 0);
        let mut taken = Vec::new();
        loop {
            let at = marks.take();
            if at == text.len() {
                break;
            }
            taken.push(at);
        }
        let wanted: Vec<usize> = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| b",\"\r\n".contains(byte))
            .map(|(at, _)| at)
            .collect();
        assert_eq!(taken, wanted);
    }
}
