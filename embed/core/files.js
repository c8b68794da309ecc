// Names and SRI hashes; of the languages by their codes. `cargo xtask dist` writes this line. In development
// there is no worker.
/** @type {import("./types.js").Files} */
const FILES = { glue: ["batch-status-app.js", ""], wasm: ["batch-status-app_bg.wasm", ""], worker: ["", ""], engine: ["", ""], tabs: ["batch-status-tabs.js", ""], lang: { ar: ["messages/ar.txt", ""], de: ["messages/de.txt", ""], es: ["messages/es.txt", ""], fr: ["messages/fr.txt", ""], ja: ["messages/ja.txt", ""], pt: ["messages/pt.txt", ""] } };

export { FILES };
