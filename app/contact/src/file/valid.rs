//! Which part of a buffer is UTF-8: looked at once for all rows in it, and again only behind bytes that are not.

/// The part of a buffer that is known to be UTF-8.
pub struct Valid<'b> {
    bytes: &'b [u8],
    from: usize,
    text: &'b str,
}

impl<'b> Valid<'b> {
    /// Looks at a buffer from its start.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            from: 0,
            text: valid_start(bytes),
        }
    }

    /// Text of the buffer, or how many bytes come before the first that is no UTF-8.
    #[inline(always)]
    pub fn text(&mut self, start: usize, end: usize) -> Result<&'b str, usize> {
        if end > self.from + self.text.len() {
            self.from = start;
            self.text = valid_start(&self.bytes[start..]);
            if end > self.from + self.text.len() {
                return Err(self.text.len());
            }
        }
        Ok(&self.text[start - self.from..end - self.from])
    }
}

fn valid_start(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}
