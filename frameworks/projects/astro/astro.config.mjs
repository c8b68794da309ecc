// The test has the site under a folder.
export default { base: "/app" };
