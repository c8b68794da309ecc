// Tokens: kept until shortly before they expire, and asked for once however many ask. The core
// imports this for elements with a `token-endpoint` or a `tokenProvider`.

const MARGIN_MS = 60_000;
const TIMEOUT_MS = 30_000;

/** `async (isFresh) => token`, of an address or a function, which give a text or `{ token, expiresAt }`. */
export function keeping(source) {
  let kept;
  let coming;
  const renew = async () => {
    const answer = await (typeof source === "string" ? ask(source) : source());
    const { token, expiresAt, expires_at } = typeof answer === "string" ? { token: answer } : (answer ?? {});
    if (!token || typeof token !== "string") throw new TypeError("no token came");
    return { token, until: momentOf(expiresAt ?? expires_at) - MARGIN_MS };
  };
  return async (isFresh) => {
    if (isFresh) kept = undefined;
    if (kept && Date.now() < kept.until) return kept.token;
    coming ??= Promise.race([renew(), lateness()]).finally(() => (coming = undefined));
    kept = await coming;
    return kept.token;
  };
}

/** A page's function may never end. */
function lateness() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("no token came in time")), TIMEOUT_MS));
}

/** A date, a date's text, or milliseconds or seconds since 1970; none is never. */
function momentOf(at) {
  const moment = typeof at === "number" && at < 1e11 ? at * 1000 : new Date(at ?? NaN).getTime();
  return Number.isNaN(moment) ? Infinity : moment;
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
