import { connect } from "node:net";

/**
 * What comes back for these bytes. After the first whole answer nothing more is sent, so that the server closes the
 * connection once it has answered everything. Where it waits for more, three seconds are all that it gets.
 */
export function raw(origin: string, bytes: string | Buffer): Promise<string> {
  const { port } = new URL(origin);
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(bytes));
    socket.setEncoding("latin1").on("data", (data) => {
      text += data;
      if (isWhole(text)) socket.end();
    });
    socket.on("error", () => undefined).on("close", () => resolve(text));
    socket.setTimeout(3000, () => socket.destroy());
  });
}

function isWhole(answer: string): boolean {
  const [head = "", body] = answer.split(/\r\n\r\n(.*)/s);
  const length = /^content-length: (\d+)/im.exec(head)?.[1];
  if (body === undefined || !length) return body?.endsWith("0\r\n\r\n") || /^HTTP\/1.1 (204|304)/.test(head);
  return body.length >= Number(length);
}

/** The statuses of all answers in what came back. */
export function statuses(answer: string): number[] {
  return [...answer.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map(([, status]) => Number(status)).filter((status) => status !== 100);
}

export interface Question {
  method?: string;
  path?: string;
  version?: string;
  headers?: string[];
  body?: string;
  /** Without `Content-Length`, which is else that of the body. */
  isBare?: boolean;
}

/** A request as it goes over the wire. */
export function question({ method = "POST", path = "/", version = "HTTP/1.1", headers = [], body = "", isBare = false }: Question): string {
  const length = isBare ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const host = headers.some((header) => /^host:/i.test(header)) ? [] : ["Host: proxy.example"];
  return [`${method} ${path} ${version}`, ...host, "Connection: close", ...headers, ...length, "", body].join("\r\n");
}
