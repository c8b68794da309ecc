// A server that renders the page: importing the package here does nothing and throws nothing.
import { createServer } from "node:http";
import "batch-status";

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Rendered on a server</title>
    <script type="module" src="/batch-status.js"></script>
  </head>
  <body>
    <batch-status batch-id="f1e2d3c4-5678-9012-3456-789012345678" endpoint="/batch-status"></batch-status>
  </body>
</html>
`;

const server = createServer((_request, response) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(PAGE);
});
server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
