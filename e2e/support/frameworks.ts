import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/**
 * One script that defines `window.<name>` for each npm package, in its development build. This is a
 * minimal bundler for packages of CommonJS modules.
 */
export function scriptOf(packages: Record<string, string>): string {
  const texts = new Map<string, string>();
  const here = createRequire(import.meta.url);
  const roots = Object.entries(packages).map(([name, id]) => `window[${JSON.stringify(name)}] = load(${JSON.stringify(add(here.resolve(id), texts, packages))});`);
  const modules = [...texts].map(([path, text]) => `${JSON.stringify(path)}: (module, exports, require, process) => {${text}\n}`);
  return `(() => {
    const modules = {${modules.join(",\n")}};
    const loaded = {};
    const load = (path) => {
      if (loaded[path]) return loaded[path].exports;
      const module = (loaded[path] = { exports: {} });
      modules[path](module, module.exports, load, { env: { NODE_ENV: "development" } });
      return module.exports;
    };
    ${roots.join("\n")}
  })()`;
}

/** Adds a file and everything that it requires, and returns its path. */
function add(path: string, texts: Map<string, string>, packages: Record<string, string>): string {
  if (texts.has(path)) return path;
  texts.set(path, "");
  const near = createRequire(pathToFileURL(path));
  const here = createRequire(import.meta.url);
  // An older React is installed under another name; its companion package requires it by the plain name.
  const resolve = (id: string) => (packages[id] ? here.resolve(packages[id]) : near.resolve(id));
  const text = readFileSync(path, "utf8").replace(/\brequire\((["'])([^"']+)\1\)/g, (_whole, _quote, id: string) =>
    id.includes("production") || id.includes(".prod") ? "{}" : `require(${JSON.stringify(add(resolve(id), texts, packages))})`,
  );
  texts.set(path, text);
  return path;
}
