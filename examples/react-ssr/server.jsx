// Prints the page as a server would send it.
import { renderToString } from "react-dom/server";
import { App } from "./App.jsx";

console.log(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>React on a server</title>
    <script type="module" src="./client.js"></script>
  </head>
  <body>
    <div id="app">${renderToString(<App />)}</div>
  </body>
</html>`);
