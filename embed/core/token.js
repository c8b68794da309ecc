// Tokens: kept until shortly before they expire, and asked for once however many ask.

const MARGIN_MS = 60_000;
const TIMEOUT_MS = 30_000;

/** `async (isFresh) => token`, over `ask`, which gives a text or `{ token, expiresAt }`. */
function keeping(ask) {
  let kept;
  let coming;
  const renew = async () => {
    const answer = await ask();
    const { token, expiresAt, expires_at } = typeof answer === "string" ? { token: answer } : (answer ?? {});
    if (!token || typeof token !== "string") throw new TypeError("no token came");
    kept = { token, until: momentOf(expiresAt ?? expires_at) - MARGIN_MS };
    return token;
  };
  return async (isFresh) => {
    if (isFresh) kept = undefined;
    if (kept && Date.now() < kept.until) return kept.token;
    return (coming ??= renew().finally(() => (coming = undefined)));
  };
}

/** A date, a date's text, or milliseconds or seconds since 1970; none is never. */
function momentOf(at) {
  const moment = typeof at === "number" && at < 1e11 ? at * 1000 : new Date(at ?? NaN).getTime();
  return Number.isNaN(moment) ? Infinity : moment;
}

export function ofProvider(provider) {
  return keeping(async () => provider());
}

const ofEndpoints = new Map();

/** The same function for the same address: elements that ask the same share the answer. */
export function ofEndpoint(href) {
  if (!ofEndpoints.has(href)) ofEndpoints.set(href, keeping(() => ask(href)));
  return ofEndpoints.get(href);
}

async function ask(href) {
  const response = await fetch(href, {
    mode: "same-origin",
    credentials: "same-origin",
    redirect: "error",
    cache: "no-store",
    headers: { accept: "application/json" },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the token endpoint answered ${response.status}`);
  return response.json();
}
