/**
 * Runs in the page before anything of it: what the widget reads or writes in the document traps over this word.
 * A trap in a function that the wasm calls leaves it as a panic does: stopped midway, nothing cleaned up.
 */
export function trapOver(word: unknown): void {
  // (module (func (export "trap") unreachable))
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11];
  const { trap } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes))).exports;
  const passed = (value: unknown) => {
    if (value === word) (trap as () => void)();
    return value;
  };
  for (const [prototype, name] of [
    [Node.prototype, "textContent"],
    [Node.prototype, "nodeValue"],
    [CharacterData.prototype, "data"],
    [HTMLInputElement.prototype, "value"],
  ] as const) {
    const { get, set } = Object.getOwnPropertyDescriptor(prototype, name) as Required<PropertyDescriptor>;
    Object.defineProperty(prototype, name, {
      configurable: true,
      get() {
        return passed(get.call(this));
      },
      set(value) {
        set.call(this, passed(value));
      },
    });
  }
  const { createTextNode } = document;
  document.createTextNode = (text) => createTextNode.call(document, passed(text) as string);
}
