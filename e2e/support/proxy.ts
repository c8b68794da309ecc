import { request as httpRequest } from "node:http";
import type { Intercept, StaticHost } from "./servers.ts";
import type { MockApi } from "./mock-api.ts";

/** Makes the API answer in the page's own folder, as `cargo xtask serve` does. */
export function putBehind(host: StaticHost, mock: MockApi, folder = "/"): void {
  const passOn: Intercept = (request, response) => {
    const path = request.url?.startsWith(folder) ? request.url.slice(folder.length) : "";
    if (!/^(mock|functions|fault)\//.test(path)) return false;
    const { method = "GET", headers } = request;
    const onward = httpRequest(`${mock.origin}/${path}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
    return true;
  };
  host.intercept = passOn;
}
