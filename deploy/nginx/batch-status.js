// What nginx's own directives cannot do for /batch-status/<batch-id>, for its module njs: look into the question,
// check a token, and tell a campaign from a failure.

// A token is good for ten minutes. The element fetches the next one by itself.
const LIFETIME = 600;

// Longer than nginx's own limits, for an API that goes on for ever.
const TIME_LIMIT = 30000;

// What a viewer is told of the API's failures. A wrong key is the fault of this server and not of the viewer.
const FAILURES = {
  401: [502, "The API refused this server's key"],
  403: [502, "The API refused this server's key"],
  404: [404, 'Batch not found'],
  429: [429, 'Too many requests'],
  504: [504, 'The API took too long'],
};

const CORS = {
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers': 'authorization, content-type, if-none-match',
  'Access-Control-Max-Age': '86400',
};

// A viewer's question. The body is looked at and goes no further.
async function receive(r) {
  if (r.variables.batch_status_shown === '') {
    return refuse(r, 404, 'Batch not found');
  }
  if (r.method === 'OPTIONS') {
    return preflight(r);
  }
  if (r.method !== 'POST') {
    return refuse(r, 405, 'Only POST is answered here');
  }
  const secret = r.variables.batch_status_token_secret;
  const isAllowed = secret === '' || (await isGood(r.headersIn.Authorization, r.variables.batch, secret));
  if (!isAllowed) {
    r.headersOut['WWW-Authenticate'] = 'Bearer';
    return refuse(r, 401, 'No valid token for this batch');
  }
  if (!asksToGet(r.requestText, r.variables.batch)) {
    return refuse(r, 400, 'Only {"action":"get"} with the batch ID of the address is answered here');
  }
  r.internalRedirect('@batch_status_kept');
}

// A question by GET, for a CDN: only where everybody may see the campaign.
function publish(r) {
  if (r.variables.batch_status_shown === '' || r.variables.batch_status_token_secret !== '') {
    return refuse(r, 404, 'Batch not found');
  }
  if (r.method !== 'GET') {
    return refuse(r, 405, 'Only GET is answered here');
  }
  r.internalRedirect('@batch_status_kept');
}

function preflight(r) {
  Object.assign(r.headersOut, CORS);
  r.return(204);
}

function refuse(r, status, error) {
  r.headersOut['Content-Type'] = 'application/json';
  r.return(status, JSON.stringify({ error }));
}

function asksToGet(body, batch) {
  try {
    const asked = JSON.parse(body);
    return asked.action === 'get' && asked.batch_id === batch;
  } catch (e) {
    return false;
  }
}

// Asks the API, and answers with a campaign or with what is wrong.
async function ask(r) {
  const timer = setTimeout(() => refuse(r, 504, 'The API took too long'), TIME_LIMIT);
  const reply = await r.subrequest('/api');
  clearTimeout(timer);
  const text = reply.responseText;
  if (reply.status === 200 && isCampaign(text)) {
    r.headersOut['Content-Type'] = 'application/json';
    r.headersOut.ETag = await etag(text);
    return r.return(200, text);
  }
  if (reply.status === 429) {
    r.headersOut['Retry-After'] = reply.headersOut['Retry-After'] || '60';
  }
  const failure = FAILURES[reply.status] || [502, 'The API gave no campaign'];
  refuse(r, failure[0], failure[1]);
}

function isCampaign(text) {
  try {
    const answer = JSON.parse(text);
    return typeof (answer.data || answer).batch === 'object';
  } catch (e) {
    return false;
  }
}

async function etag(text) {
  const hash = await crypto.subtle.digest('SHA-256', text);
  return `W/"${Buffer.from(hash).toString('base64url')}"`;
}

// How many seconds ago the API gave the answer that is sent now.
function age(r) {
  const given = Date.parse(r.variables.upstream_http_date);
  return isNaN(given) ? '' : String(Math.max(0, Math.floor((Date.now() - given) / 1000)));
}

// GET /batch-status/<batch-id>/token: for whoever the sign-in in front of it let through.
async function mint(r) {
  if (r.variables.batch_status_shown === '' || r.variables.batch_status_token_secret === '') {
    return refuse(r, 404, 'No tokens for this batch');
  }
  const expires = Math.floor(Date.now() / 1000) + LIFETIME;
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: r.variables.batch, exp: expires })}`;
  const key = await hmac(r.variables.batch_status_token_secret, 'sign');
  const signature = await crypto.subtle.sign('HMAC', key, signed);
  const token = `${signed}.${Buffer.from(signature).toString('base64url')}`;
  r.headersOut['Content-Type'] = 'application/json';
  r.return(200, JSON.stringify({ token, expires_at: expires }));
}

// Whether the header has a token that was signed here, for this campaign, and has not expired.
async function isGood(header, batch, secret) {
  const parts = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(header || '');
  if (!parts) {
    return false;
  }
  try {
    const signature = Buffer.from(parts[3], 'base64url');
    const key = await hmac(secret, 'verify');
    const isOurs = await crypto.subtle.verify('HMAC', key, signature, `${parts[1]}.${parts[2]}`);
    const claims = decode(parts[2]);
    return isOurs && decode(parts[1]).alg === 'HS256' && claims.sub === batch && claims.exp > Date.now() / 1000;
  } catch (e) {
    return false;
  }
}

function hmac(secret, use) {
  return crypto.subtle.importKey('raw', Buffer.from(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [use]);
}

function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(text) {
  return JSON.parse(Buffer.from(text, 'base64url').toString());
}

export default { receive, publish, ask, age, mint };
