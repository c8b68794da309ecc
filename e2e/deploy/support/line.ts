import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { freePort } from "./ports.ts";

/** The line to a server, which a test can cut: then nothing answers at its address, until it is mended. */
export class Line {
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();

  private constructor(
    readonly port: number,
    readonly to: number,
  ) {}

  static async to(origin: string): Promise<Line> {
    const line = new Line(await freePort(), Number(new URL(origin).port));
    await line.mend();
    return line;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async mend(): Promise<void> {
    this.#server = createServer((near) => {
      const far = connect(this.to, "127.0.0.1");
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on("error", () => undefined).on("close", () => this.#sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    }).listen(this.port, "127.0.0.1");
    await once(this.#server, "listening");
  }

  async cut(): Promise<void> {
    const closed = once(this.#server as Server, "close");
    this.#server?.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
