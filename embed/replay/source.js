// The whole campaign that is played: the page's object, or a file, fetched as the widget fetches one.

const TIME_LIMIT_MS = 30_000;
const SIZE_LIMIT = 64 * 1024 * 1024;
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** An object, or the address of a file. */
export async function whole(source) {
  return typeof source === "string" ? JSON.parse(await textOf(new URL(source))) : source;
}

async function textOf({ href, protocol, hostname, username, password }) {
  const isSafe = protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
  if (!isSafe || username || password) throw new TypeError("not a safe address");
  const response = await fetch(href, {
    redirect: "error",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  });
  if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
  return read(response.body.getReader());
}

async function read(reader) {
  const decoder = new TextDecoder();
  let text = "";
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > SIZE_LIMIT) {
      await reader.cancel();
      throw new RangeError("too large");
    }
    text += decoder.decode(value, { stream: true });
  }
}
