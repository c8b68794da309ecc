/** Runs in the page before anything of it: catches the memory of every wasm that it runs, as `memories`. */
export function catchMemory(): void {
  const memories: WebAssembly.Memory[] = [];
  Object.assign(window, { memories });
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (async (code: WebAssembly.Module, imports: WebAssembly.Imports) => {
    const instance = await instantiate(code, imports);
    memories.push(...Object.values(instance.exports).filter((one) => one instanceof WebAssembly.Memory));
    return instance;
  }) as unknown as typeof WebAssembly.instantiate;
}
