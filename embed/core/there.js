// What the worker of large campaigns is made of: named in the module that starts it, which comes for them
// alone. `cargo xtask dist` writes this line; in development there is none.
const FILES = { worker: ["", ""], engine: ["", ""] };

export { FILES };
