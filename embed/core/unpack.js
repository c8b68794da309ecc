// The wasm as `cargo xtask dist` took it apart (xtask/src/dist/pack.rs): its instructions in a row, and
// what they work on in rows by kind, where it repeats itself more than between them. Put together again.

/** The wasm of a file's one section. Plain loops: this runs once, before anything has warmed up. */
export function unpack(section) {
  const packed = new Uint8Array(section);
  let from = 0;
  let to = 0;
  const number = () => {
    let value = 0;
    let shift = 0;
    do {
      value |= (packed[from] & 127) << shift;
      shift += 7;
    } while (packed[from++] > 127);
    return value;
  };
  /** Passes over a row and gives its place. */
  const row = () => {
    const length = number();
    from += length;
    return from - length;
  };
  const rows = () => Array.from({ length: number() }, row);
  const wasm = new Uint8Array(number());
  const copy = () => {
    const start = row();
    wasm.set(packed.subarray(start, from), to);
    to += from - start;
  };
  copy();
  const last = number();
  const kinds = rows();
  const operands = rows();
  to = instructions(packed, row(), from, kinds, operands, last, wasm, to);
  copy();
  return wasm;
}

/** Each is bytes of its kind's, and then numbers from the rows that its kind names. */
function instructions(packed, at, end, kinds, operands, last, wasm, to) {
  let start = to;
  to += 3;
  while (at < end) {
    const kind = packed[at++];
    let place = kinds[kind];
    for (let count = packed[place++]; count > 0; count--) wasm[to++] = packed[place++];
    for (let count = packed[place++]; count > 0; count--) {
      const row = packed[place++];
      let next = operands[row];
      do wasm[to++] = packed[next]; while (packed[next++] > 127);
      operands[row] = next;
    }
    if (kind === last) {
      // The size of a function stands before it.
      const size = to - start - 3;
      wasm[start] = size | 128;
      wasm[start + 1] = (size >> 7) | 128;
      wasm[start + 2] = size >> 14;
      start = to;
      to += 3;
    }
  }
  return start;
}
