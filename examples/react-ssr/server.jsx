// Prints a page as a server would send it: `component` or `tag`.
import { renderToString } from "react-dom/server";
import { Component } from "./Component.jsx";
import { Tag } from "./Tag.jsx";

const [name] = process.argv.slice(2);
const App = { component: Component, tag: Tag }[name];

console.log(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>React on a server</title>
    <script type="module" src="./${name}-page.js"></script>
  </head>
  <body>
    <div id="app">${renderToString(<App />)}</div>
  </body>
</html>`);
