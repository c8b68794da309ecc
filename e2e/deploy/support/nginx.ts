import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { program } from "../../support/programs.ts";
import { freePort, listening } from "./ports.ts";
import { replaced, type Proxy, type Settings } from "./proxies.ts";

const CONFIGURATION = fileURLToPath(new URL("../../../deploy/nginx", import.meta.url));
const NGINX = ["nginx"];

export interface NginxOptions {
  /** A folder of static files, which deploy/nginx/static.conf serves beside the campaigns. */
  files?: string;
  /** Further lines of the server block. */
  lines?: string;
  /** How many connections at once. */
  connections?: number;
  /** Writes further files into the folder of the configuration. */
  prepare?: (folder: string) => void;
  /** Further addresses that are others here. */
  places?: Record<string, string>;
}

export interface Nginx extends Proxy {
  pid: number;
  folder: string;
  program: string;
}

/**
 * Debian's nginx with the configuration of deploy/nginx, as customers copy it. Only what must differ on a machine of
 * tests is replaced: ports, folders, and the address of the API.
 */
export async function startNginx(settings: Settings, { files, lines = "", connections = 1024, prepare, places }: NginxOptions = {}): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), "nginx-"));
  const at = (path: string) => join(folder, path);
  const [port, inner] = [await freePort(), await freePort()];
  for (const path of ["log", "state"]) mkdirSync(at(path));
  cpSync(CONFIGURATION, at("batch-status"), { recursive: true });
  fillIn(at("batch-status"), settings, {
    "127.0.0.1:8099": `127.0.0.1:${inner}`,
    "/var/log/nginx": at("log"),
    "/var/lib/nginx": at("state"),
    ...places,
  });
  prepare?.(at("batch-status"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${at(name)};`);
  writeFileSync(
    at("nginx.conf"),
    `${process.getuid?.() === 0 ? "user root;" : ""}
    daemon off; pid ${at("pid")}; error_log ${at("log/error.log")};
    ${modules()}
    worker_rlimit_nofile ${connections + 4000};
    events { worker_connections ${connections}; }
    http {
      access_log off; ${temporary.join(" ")}
      include batch-status/http.conf;
      server {
        listen 127.0.0.1:${port} backlog=4096; ${lines}
        include batch-status/logs.conf;
        ${files ? `root ${files}; include batch-status/static.conf;` : ""}
        include batch-status/locations.conf;
      }
    }`,
  );
  const nginx = program("NGINX_PROGRAM", NGINX);
  const child = spawn(nginx, ["-c", at("nginx.conf"), "-p", folder], { stdio: ["ignore", "inherit", "inherit"] });
  await listening(port, child);
  return {
    origin: `http://127.0.0.1:${port}`,
    pid: child.pid as number,
    folder,
    program: nginx,
    logs: () => readdirSync(at("log")).map((name) => readFileSync(at(`log/${name}`), "utf8")).join(""),
    stop: () => stop(child, folder),
  };
}

/** Does what docs/deploy.md tells customers to do: the key, the campaigns, the origins. */
function fillIn(folder: string, settings: Settings, places: Record<string, string>): void {
  const { api, key, batches, secret = "", origins = [], fresh, isUnlimited } = settings;
  const edit = (from: string, to: string, changes: Record<string, string>) => {
    writeFileSync(join(folder, to), replaced(readFileSync(join(folder, from), "utf8"), changes));
  };
  edit("secrets.conf.example", "secrets.conf", { "put-the-key-here": key, 'default "";': `default "${secret}";` });
  writeFileSync(join(folder, "batches.conf"), batches.map((batch) => `${batch} shown;\n`).join(""));
  edit("http.conf", "http.conf", {
    "https://api.magpipe.ai": api,
    '# "https://www.customer.example" $http_origin;': origins.map((origin) => `"${origin}" $http_origin;`).join(" "),
    ...(isUnlimited ? { "rate=20r/s": "rate=20000r/s" } : {}),
    ...(fresh ? { "any 9s;": `any ${Math.max(1, fresh - 1)}s;`, "max-age=10": `max-age=${fresh}` } : {}),
  });
  if (fresh) edit("locations.conf", "locations.conf", { "proxy_cache_valid 200 10s;": `proxy_cache_valid 200 ${fresh}s;` });
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".conf"))) {
    const text = readFileSync(join(folder, name), "utf8");
    const moved = Object.entries(places).reduce((text, [from, to]) => text.replaceAll(from, to), text);
    writeFileSync(join(folder, name), moved);
  }
}

/** What Debian's packages of the modules write beside its own configuration. */
function modules(): string {
  const names = ["mod-http-js.conf", "mod-http-brotli-filter.conf"];
  const lines = names.map((name) => readFileSync(join("/usr/share/nginx/modules-available", name), "utf8"));
  return lines.join("").replaceAll("modules/", "/usr/lib/nginx/modules/");
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
