// The wasm as `cargo xtask dist` took it apart (xtask/src/dist/pack.rs): its instructions in a row, and
// what they work on in rows by kind, where it repeats itself more than between them. Put together again.

/** The wasm of a file's one section. Plain loops: this runs once, before anything has warmed up. */
export function unpack(section) {
  const packed = new Uint8Array(section);
  let from = 0;
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
  const part = () => packed.subarray(row(), from);
  const wasm = new Uint8Array(number());
  const tail = part();
  wasm.set(tail, wasm.length - tail.length);
  const head = part();
  wasm.set(head);
  instructions(packed, wasm, head.length, number(), rows(), rows(), part());
  return wasm;
}

/** Each is bytes of its kind's, and then numbers from the rows that its kind names. */
function instructions(packed, wasm, start, last, kinds, operands, row) {
  let to = start + 3;
  for (let at = 0; at < row.length; at++) {
    let place = kinds[row[at]];
    for (let count = packed[place++]; count > 0; count--) wasm[to++] = packed[place++];
    for (let count = packed[place++]; count > 0; count--) {
      const from = packed[place++];
      let next = operands[from];
      do wasm[to++] = packed[next]; while (packed[next++] > 127);
      operands[from] = next;
    }
    if (row[at] === last) {
      // The size of a function stands before it.
      const size = to - start - 3;
      wasm[start] = size | 128;
      wasm[start + 1] = (size >> 7) | 128;
      wasm[start + 2] = size >> 14;
      start = to;
      to += 3;
    }
  }
}
