// Stands in for wasm-bindgen's glue, to see what the core asks of it and what the core does when
// it misbehaves. `window.stub` is the test's hand on it, one for all copies of this module. The
// wasm beside it exports `trap(depth)`, which calls itself so often and then traps.

const stub = (globalThis.stub ??= { calls: [], widgets: [], throwOn: null, halts: 0 });
/** Where each copy of this module came from. */
(stub.copies ??= []).push(import.meta.url);

let wasm;
let isHalted = false;

export default async function init({ module_or_path }) {
  stub.calls.push(["init", module_or_path instanceof WebAssembly.Module]);
  wasm = (await WebAssembly.instantiate(module_or_path, {})).exports;
}

export function stylesheet() {
  stub.calls.push(["stylesheet"]);
  return ".stub { color: inherit }";
}

export function halt() {
  stub.halts += 1;
  isHalted = true;
}

/** As closures of the wasm's own reach it: through a function of the glue. */
function trap(depth) {
  wasm.trap(depth);
}

export class Widget {
  constructor(host) {
    this.host = host;
    stub.widgets.push(this);
    this.note("new");
  }
  /** Tells the host, by the name of the message. */
  emit(name, detail) {
    if (name === "statechange") this.host.stateChange(detail.from, detail.to);
    else if (name === "viewchange") this.host.viewChange(detail);
    else if (name === "recipient-click") this.host.recipientClick(detail);
    else this.host[name](detail);
  }
  configure(attributes, properties) {
    this.config = { ...attributes, ...properties };
    this.note("configure", this.config);
  }
  place(root) {
    this.root = root;
  }
  connect() {
    this.note("connect");
  }
  draw() {
    this.root.textContent = "Drawn";
    this.root.addEventListener("click", this);
  }
  disconnect() {
    if (this.root) this.root.textContent = "";
    this.note("disconnect");
  }
  setViewState(state) {
    this.note("setViewState", state);
  }
  refresh() {
    this.note("refresh");
  }
  pause() {
    this.note("pause");
  }
  resume() {
    this.note("resume");
  }
  snapshot() {
    this.note("snapshot");
    return stub.snapshot;
  }
  exportCsv(...options) {
    this.note("exportCsv", ...options);
    return stub.csv;
  }
  note(method, ...details) {
    stub.calls.push([method, ...details]);
    if (stub.throwOn === method) trap(0);
  }
  handleEvent() {
    if (this.trapsOnClick) trap(this.trapsOnClick.depth);
  }
  /** Traps in a callback of the browser's, as an event of this widget, or as nobody's. */
  trapIn(callback, { says = true, depth = 0 } = {}) {
    const event = () => {
      if (isHalted) return;
      if (says) this.host.working();
      trap(depth);
    };
    if (callback === "timer") setTimeout(event);
    if (callback === "promise") Promise.resolve().then(event);
    if (callback === "click") this.trapsOnClick = { depth };
  }
}
