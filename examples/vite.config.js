// One build for all projects here. A project of your own needs the plugin of its framework alone, and
// for Vue the line that names the element.
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Two versions of React in one folder: what stands in or under react-18 gets the older. */
const react18 = {
  name: "react-18",
  enforce: "pre",
  resolveId(id, importer) {
    const isOlder = /^react(-dom)?($|\/)/.test(id) && /\/react(-dom)?-18\//.test(importer ?? "");
    return isOlder ? this.resolve(id.replace(/^react(-dom)?/, "$&-18"), importer, { skipSelf: true }) : null;
  },
};

export default defineConfig({
  base: "./",
  logLevel: "warn",
  plugins: [
    react18,
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "batch-status" } } }),
    svelte(),
  ],
  build: {
    outDir: process.env.OUT ?? "dist",
    emptyOutDir: true,
    rolldownOptions: { input: ["react-18", "react-19", "vue", "svelte"].map((name) => here(`${name}/index.html`)) },
  },
});
