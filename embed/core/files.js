// Names and SRI hashes; of the languages by their codes. `cargo xtask dist` writes this line.
/** @type {import("./types.js").Files} */
const FILES = { glue: ["batch-status-app.js", ""], wasm: ["batch-status-app_bg.wasm", ""], large: ["batch-status-large.js", ""], replay: ["batch-status-replay.js", ""], share: ["batch-status-share.js", ""], tabs: ["batch-status-tabs.js", ""], token: ["batch-status-token.js", ""], views: ["style/views.css", ""], lang: {} };

export { FILES };
