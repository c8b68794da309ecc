import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const TYPES: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** A server on a free port of loopback. */
export class LocalServer {
  readonly origin: string;
  readonly port: number;
  readonly #server: Server;

  protected constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    this.origin = `http://127.0.0.1:${this.port}`;
  }

  protected static listen(listener: RequestListener): Promise<Server> {
    const server = createServer(listener);
    return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

/** An answer to a request instead of the file. */
export type Intercept = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A static host: folders of files under paths, which any origin may read. */
export class StaticHost extends LocalServer {
  /** The types of files, by the end of their names. */
  readonly types = { ...TYPES };
  /** The paths of the requests, in order. */
  readonly asked: string[] = [];
  /** A handler takes a request over by returning true. */
  intercept: Intercept = () => false;
  /** Pages of the host's own origin. */
  readonly pages = new Pages();

  static async start(mounts: Record<string, string>): Promise<StaticHost> {
    let host: StaticHost | undefined;
    const server = await LocalServer.listen((request, response) => {
      const path = new URL(request.url ?? "/", "http://host").pathname;
      host?.asked.push(path);
      if (host?.intercept(request, response) || host?.pages.answer(request, response)) return;
      void sendFile(mounts, path, response, host?.types ?? TYPES);
    });
    host = new StaticHost(server);
    return host;
  }

  /** Holds the first request for such a file until the returned function is called. */
  hold(file: RegExp): () => void {
    const before = this.intercept;
    let isHeld = false;
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    this.intercept = (request, response) => {
      if (isHeld || !file.test(request.url ?? "")) return before(request, response);
      isHeld = true;
      // A host cannot answer later, so it sends the browser here again.
      void released.then(() => response.writeHead(307, { location: `${request.url}?`, "access-control-allow-origin": "*" }).end());
      return true;
    };
    return release;
  }
}

async function sendFile(mounts: Record<string, string>, path: string, response: ServerResponse, types: Record<string, string>): Promise<void> {
  const file = await locate(mounts, path);
  if (!file) {
    response.writeHead(404, { "content-type": "text/plain" }).end("Not found");
    return;
  }
  response.writeHead(200, {
    "content-type": types[extname(file)] ?? "application/octet-stream",
    "access-control-allow-origin": "*",
  });
  createReadStream(file).pipe(response);
}

async function locate(mounts: Record<string, string>, path: string): Promise<string | undefined> {
  const wanted = path.endsWith("/") ? `${path}index.html` : path;
  // The longest matching path counts, as on a real host.
  const prefixes = Object.keys(mounts).sort((a, b) => b.length - a.length);
  const prefix = prefixes.find((candidate) => wanted.startsWith(candidate));
  if (prefix === undefined) return undefined;
  const file = join(mounts[prefix] as string, normalize(wanted.slice(prefix.length)));
  const known = await stat(file).catch(() => undefined);
  return known?.isFile() ? file : undefined;
}

export interface CustomerPage {
  /** The markup of the body. */
  body: string;
  head?: string;
  /** The page's Content-Security-Policy; none when left out. */
  csp?: string;
  /** `<html lang>`. */
  lang?: string;
  /** The colour schemes that the page declares; "" if it declares none. */
  scheme?: string;
}

/** The pages of an origin, each with a path of its own. */
class Pages {
  readonly #pages = new Map<string, CustomerPage>();

  /** The path of a new page. */
  add(page: CustomerPage): string {
    const path = `/page-${this.#pages.size + 1}`;
    this.#pages.set(path, page);
    return path;
  }

  /** Whether it has a page under that path; then it answers. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const page = this.#pages.get(new URL(request.url ?? "/", "http://site").pathname);
    if (!page) return false;
    const policy = page.csp ? { "content-security-policy": page.csp } : {};
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...policy }).end(html(page));
    return true;
  }
}

/** The customers' origin. */
export class CustomerSite extends LocalServer {
  static readonly #origins = new Set<string>();
  readonly #pages = new Pages();

  /** Each worker has an origin of its own, since the simulated API's log tells tests apart by it, and ports are used again. */
  static async start(): Promise<CustomerSite> {
    for (;;) {
      let site: CustomerSite | undefined;
      const server = await LocalServer.listen((request, response) => site?.answer(request, response));
      site = new CustomerSite(server);
      if (!CustomerSite.#origins.has(site.origin)) {
        CustomerSite.#origins.add(site.origin);
        return site;
      }
      await site.close();
    }
  }

  /** Publishes a page and returns its address. */
  publish(page: CustomerPage): string {
    return this.origin + this.#pages.add(page);
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    if (!this.#pages.answer(request, response)) response.writeHead(404).end();
  }
}

function html({ body, head = "", lang = "en", scheme = "light dark" }: CustomerPage): string {
  const declared = scheme && `<meta name="color-scheme" content="${scheme}">`;
  return `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${declared}<title>A customer's page</title>${head}</head>
<body>${body}</body>
</html>`;
}
