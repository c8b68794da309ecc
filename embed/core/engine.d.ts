// The glue of the engine's wasm, which `cargo xtask dist` puts beside these modules.

export default function start(options: { module_or_path: WebAssembly.Module }): Promise<unknown>;
export function receive(text: string, piece?: ArrayBuffer): void;
