// Tokens for one campaign each: JWT, signed with HMAC and SHA-256 (HS256) by a secret that proxy.mjs and sign-in.mjs share.
import { createHmac, timingSafeEqual } from "node:crypto";

/** A token for a campaign that is good until a time in seconds since 1970. */
export function mint(batch, expires, secret) {
  const signed = `${encoded({ alg: "HS256", typ: "JWT" })}.${encoded({ sub: batch, exp: expires })}`;
  return `${signed}.${signature(signed, secret).toString("base64url")}`;
}

/** Whether an `Authorization` header has a token that was signed with the secret, for this campaign, and has not expired. */
export function isGood(header, batch, secret) {
  const [, head, claims, theirs] = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]{43})$/.exec(header ?? "") ?? [];
  if (!theirs) return false;
  if (!timingSafeEqual(signature(`${head}.${claims}`, secret), Buffer.from(theirs, "base64url"))) return false;
  const { sub, exp } = decoded(claims);
  return decoded(head).alg === "HS256" && sub === batch && exp > Date.now() / 1000;
}

/** What a JSON text holds, or an empty object. */
export function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

const signature = (signed, secret) => createHmac("sha256", secret).update(signed).digest();
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const decoded = (part) => parsed(Buffer.from(part, "base64url").toString());
