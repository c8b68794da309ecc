// Stands in for wasm-bindgen's glue, to see what the entry asks of it and what the entry does when
// it misbehaves. `window.stub` is the test's hand on it.

const stub = (globalThis.stub ??= { calls: [], widgets: [], throwOn: null });

export default async function init({ module_or_path }) {
  stub.calls.push(["init", String(module_or_path)]);
  const response = await fetch(module_or_path);
  if (!response.ok) throw new Error(`wasm answered ${response.status}`);
}

export function stylesheet() {
  stub.calls.push(["stylesheet"]);
  return ".stub { color: inherit }";
}

export class Widget {
  constructor(emit) {
    this.emit = emit;
    stub.widgets.push(this);
    this.note("new");
  }
  configure(config) {
    this.note("configure", { ...config });
  }
  connect(root) {
    this.root = root;
    root.textContent = "Drawn";
    this.note("connect");
  }
  disconnect() {
    this.root.textContent = "";
    this.note("disconnect");
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
  note(method, ...details) {
    stub.calls.push([method, ...details]);
    if (stub.throwOn === method) throw new Error("unreachable");
  }
}
