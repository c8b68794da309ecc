// A body, piece by piece. All in the same memory where the browser can: as garbage the 20 MB of a large
// campaign would stay for a while.

/** As much as is read in one go, in bytes. */
const PIECE = 256 * 1024;

/** `room` is memory of a body before, if there is some. */
export function pieces(stream, room) {
  let reader;
  try {
    reader = stream.getReader({ mode: "byob" });
    room ??= new ArrayBuffer(PIECE);
  } catch {
    reader = stream.getReader();
    room = undefined;
  }
  return {
    /** The next, undefined after the last. The one before is gone by then. */
    async next() {
      const { done, value } = await reader.read(room && new Uint8Array(room));
      if (room && value) room = value.buffer;
      return done ? undefined : value;
    },

    /** Whoever was handed the last piece gives its memory back. */
    reuse(buffer) {
      if (room) room = buffer;
    },

    /** The memory, once all has come: for the next body. */
    room: () => room,

    cancel: () => reader.cancel(),
  };
}
