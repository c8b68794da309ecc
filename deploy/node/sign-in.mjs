// A sample of a token endpoint: GET /batch-status/<batch-id>/token, for the element's `token-endpoint`.
//
//   TOKEN_SECRET=... BATCHES=f1e2d3c4-5678-9012-3456-789012345678 node sign-in.mjs
//
// It does not sign anybody in. It listens on this machine alone and trusts the header X-User, which your web server
// must set after its own sign-in, and must take off whatever comes from outside.
import { createServer } from "node:http";
import { mint } from "./token.mjs";

const { TOKEN_SECRET, BATCHES, PORT = "8091" } = process.env;
if (!TOKEN_SECRET || !BATCHES) {
  console.error("Set TOKEN_SECRET to that of the proxy and BATCHES to the IDs of the campaigns that may be seen.");
  process.exit(1);
}

const LIFETIME = 600; // in seconds. The element fetches the next token by itself.
const SHOWN = BATCHES.split(",").map((batch) => batch.trim());

/** Who may see what is yours to say. Here, whoever is signed in sees every listed campaign. */
function maySee(user, batch) {
  return Boolean(user) && SHOWN.includes(batch);
}

/** @param {import("node:http").IncomingMessage} request */
function answer({ method, url = "", headers }) {
  const batch = /^\/batch-status\/([0-9a-f-]{36})\/token$/.exec(url)?.[1];
  if (method !== "GET" || !batch) return { status: 404, body: { error: "Not found" } };
  if (!maySee(headers["x-user"], batch)) return { status: 403, body: { error: "Not for you" } };
  const expires = Math.floor(Date.now() / 1000) + LIFETIME;
  return { status: 200, body: { token: mint(batch, expires, TOKEN_SECRET), expires_at: expires } };
}

const server = createServer((request, response) => {
  const { status, body } = answer(request);
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" }).end(JSON.stringify(body));
});
server.listen(Number(PORT), "127.0.0.1", () => console.log(`Listening on http://127.0.0.1:${PORT}`));
