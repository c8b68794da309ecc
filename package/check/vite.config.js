// What a customer's project may have; nothing here is for the package's sake.
export default { base: "./", logLevel: "warn" };
