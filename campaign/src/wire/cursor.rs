//! Passes over JSON from left to right, and knows what is none.
//!
//! Non-goals: whether strings are Unicode and numbers fit. That is asked of the few that are used,
//! so that one of them costs its field and not the whole answer.

/// Why a body is no JSON.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// It ends in the middle.
    Truncated,
    /// Something stands where it must not.
    Malformed,
}

/// A place in a body.
#[derive(Clone, Debug)]
pub struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    /// The beginning.
    pub fn new(body: &'a [u8]) -> Self {
        Self(body)
    }

    /// Passes over one value, and gives the slice that it stands in. Nested as deep as may be: a
    /// call for each level could be made to exhaust the stack.
    pub fn value(&mut self) -> Result<&'a [u8], Unreadable> {
        self.space();
        let from = self.0;
        let mut ends = Vec::new();
        loop {
            let is_whole = match self.token()? {
                b'{' => self.enter(b'}', &mut ends)?,
                b'[' => self.enter(b']', &mut ends)?,
                first => self.scalar(first).map(|()| true)?,
            };
            if is_whole && self.leave(&mut ends)? {
                return Ok(self.since(from));
            }
        }
    }

    /// Passes over the name of a member and its colon, and gives the name in its quotes.
    pub fn name(&mut self) -> Result<&'a [u8], Unreadable> {
        self.space();
        let from = self.0;
        self.expect(b'"')?;
        self.string()?;
        let name = self.since(from);
        self.expect(b':')?;
        Ok(name)
    }

    /// The next byte that is no white space.
    pub fn token(&mut self) -> Result<u8, Unreadable> {
        self.space();
        self.byte()
    }

    /// The same, without passing over it.
    pub fn peek(&mut self) -> Result<u8, Unreadable> {
        self.space();
        self.0.first().copied().ok_or(Unreadable::Truncated)
    }

    /// What is left.
    pub fn rest(&self) -> &'a [u8] {
        self.0
    }

    /// Passes over so many bytes, which are known.
    pub fn pass(&mut self, bytes: usize) {
        self.0 = self.0.get(bytes..).unwrap_or_default();
    }

    /// Whether nothing but white space follows.
    pub fn is_at_end(&mut self) -> bool {
        self.space();
        self.0.is_empty()
    }

    /// After the opening bracket: goes on to the first value, whose container's end is then to come.
    /// Whether there is none.
    fn enter(&mut self, end: u8, ends: &mut Vec<u8>) -> Result<bool, Unreadable> {
        self.space();
        if self.takes(&[end]) {
            return Ok(true);
        }
        ends.push(end);
        self.reach_value(end).map(|()| false)
    }

    /// After a value: goes on to the next one, out of every container that ends here. Whether there
    /// is none.
    fn leave(&mut self, ends: &mut Vec<u8>) -> Result<bool, Unreadable> {
        while let Some(end) = ends.last().copied() {
            match self.token()? {
                b',' => return self.reach_value(end).map(|()| false),
                found if found == end => drop(ends.pop()),
                _ => return Err(Unreadable::Malformed),
            }
        }
        Ok(true)
    }

    fn reach_value(&mut self, end: u8) -> Result<(), Unreadable> {
        if end == b'}' { self.name().map(drop) } else { Ok(()) }
    }

    fn scalar(&mut self, first: u8) -> Result<(), Unreadable> {
        match first {
            b'"' => self.string(),
            b't' => self.word(b"rue"),
            b'f' => self.word(b"alse"),
            b'n' => self.word(b"ull"),
            first => self.number(first),
        }
    }

    /// The rest of a string, after its first quote.
    fn string(&mut self) -> Result<(), Unreadable> {
        loop {
            // Most of a body is this.
            while let [byte, rest @ ..] = self.0
                && !matches!(byte, b'"' | b'\\' | ..b' ')
            {
                self.0 = rest;
            }
            match self.byte()? {
                b'"' => return Ok(()),
                b'\\' => self.escape()?,
                _ => return Err(Unreadable::Malformed),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Unreadable> {
        match self.byte()? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => return Ok(()),
            b'u' => {}
            _ => return Err(Unreadable::Malformed),
        }
        for _ in 0..4 {
            if !self.byte()?.is_ascii_hexdigit() {
                return Err(Unreadable::Malformed);
            }
        }
        Ok(())
    }

    /// The rest of a number, after its first byte.
    fn number(&mut self, first: u8) -> Result<(), Unreadable> {
        match if first == b'-' { self.byte()? } else { first } {
            b'0' => {}
            b'1'..=b'9' => self.more_digits(),
            _ => return Err(Unreadable::Malformed),
        }
        if self.takes(b".") {
            self.digits()?;
        }
        if self.takes(b"eE") {
            self.takes(b"+-");
            self.digits()?;
        }
        Ok(())
    }

    /// At least one.
    fn digits(&mut self) -> Result<(), Unreadable> {
        if !self.byte()?.is_ascii_digit() {
            return Err(Unreadable::Malformed);
        }
        self.more_digits();
        Ok(())
    }

    fn more_digits(&mut self) {
        while let [b'0'..=b'9', rest @ ..] = self.0 {
            self.0 = rest;
        }
    }

    fn word(&mut self, rest: &[u8]) -> Result<(), Unreadable> {
        for wanted in rest {
            if self.byte()? != *wanted {
                return Err(Unreadable::Malformed);
            }
        }
        Ok(())
    }

    fn expect(&mut self, wanted: u8) -> Result<(), Unreadable> {
        if self.token()? == wanted { Ok(()) } else { Err(Unreadable::Malformed) }
    }

    /// White space of JSON; ASCII has one more.
    pub fn space(&mut self) {
        while let [b' ' | b'\t' | b'\r' | b'\n', rest @ ..] = self.0 {
            self.0 = rest;
        }
    }

    /// Passes over one of these bytes, if one is next.
    fn takes(&mut self, any: &[u8]) -> bool {
        match self.0.split_first() {
            Some((next, rest)) if any.contains(next) => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    fn byte(&mut self) -> Result<u8, Unreadable> {
        let (next, rest) = self.0.split_first().ok_or(Unreadable::Truncated)?;
        self.0 = rest;
        Ok(*next)
    }

    /// What was passed over since then.
    fn since(&self, from: &'a [u8]) -> &'a [u8] {
        from.get(..from.len() - self.0.len()).unwrap_or_default()
    }
}
