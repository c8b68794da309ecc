// Where large campaigns go: a worker that fetches them and keeps everybody. Loaded once an answer
// turns out to be large; where the page's policy refuses workers, all stays on the page.

/**
 * Promises a function by which the worker is told: `tell(method, ...args)`, which promises what the
 * method gives. Rejects where there can be no worker.
 */
export async function hire(worker, wasm) {
  const program = await run(worker);
  const calls = new Map();
  let last = 0;
  const fail = (event) => {
    // Told to whoever waits, not to the page's console.
    event.preventDefault();
    isDead = true;
    for (const { reject } of calls.values()) reject(new Error("The worker stopped"));
    calls.clear();
  };
  program.onerror = fail;
  program.onmessage = ({ data: [id, value, error] }) => {
    const { resolve, reject } = calls.get(id) ?? {};
    calls.delete(id);
    if (error) reject?.(new Error(error));
    else resolve?.(value);
  };
  let isDead = false;
  const tell = (method, ...args) => {
    const given = new Promise((resolve, reject) => {
      if (isDead) throw new Error("The worker stopped");
      calls.set((last += 1), { resolve, reject });
      // Pieces of a body go over instead of being copied.
      const pieces = method === "push" ? [args[1].buffer] : [];
      program.postMessage([last, method, args], pieces);
    });
    // Not all are waited for.
    given.catch(() => {});
    return given;
  };
  try {
    await tell("start", ...wasm);
  } catch (error) {
    program.terminate();
    throw error;
  }
  return (method, ...args) => (method in here ? here[method](tell, ...args) : tell(method, ...args));
}

/** What is half the page's work. */
const here = {
  /** The rest of a body goes over as it comes. Whether it was not too much; null where it broke off. */
  async take(tell, body, first, reader) {
    let isRoom = tell("push", body, first);
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({}));
      if (done === undefined) return null;
      if (done || !(await isRoom)) return isRoom;
      isRoom = tell("push", body, value);
    }
  },

  /** The worker's answer as a response; its body stays over there. */
  async fetch(tell, body, address, init) {
    const { status, retryAfter, text, isWhole } = await tell("fetch", body, address, init);
    if (!status) return null;
    if (text !== undefined) return new Response(text, { status, headers: retryAfter ? { "retry-after": retryAfter } : {} });
    if (isWhole !== undefined) return new Response(null, { headers: { "x-kept": isWhole ? "" : "size" } });
    return new Response(new ReadableStream({ start: (stream) => stream.error() }));
  },
};

/**
 * The program comes checked. From another origin a worker may only be started from a copy of it,
 * which a page's policy may refuse; from the same, by its address, which is in the cache by now.
 */
async function run([address, integrity]) {
  const response = await fetch(address, { integrity });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const text = await response.text();
  if (new URL(address).origin === origin) return new Worker(address);
  const copy = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return new Worker(copy);
  } finally {
    // The worker has it once it runs.
    setTimeout(() => URL.revokeObjectURL(copy), 10_000);
  }
}
