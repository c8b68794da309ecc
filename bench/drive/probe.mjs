// What runs inside of every measured page, from before its own scripts. All contenders are looked at
// in the same way: as a table, whoever drew it.

export function probe() {
  const PATIENCE_MS = 30_000;
  const root = () => document.querySelector("batch-status")?.shadowRoot ?? document;
  const body = () => root().querySelector("tbody");
  const seen = () => `${root().querySelector("table")?.getAttribute("aria-rowcount")} ${body()?.textContent}`;

  /** After the frame that shows what is in the page now. */
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });

  /** Resolves once `isThere` holds after a change within `node`. */
  const until = (node, isThere) =>
    new Promise((resolve) => {
      const observer = new MutationObserver(look);
      function look() {
        if (!isThere()) return;
        observer.disconnect();
        resolve();
      }
      observer.observe(node, { subtree: true, childList: true, characterData: true, attributes: true });
      look();
    });

  const frame = () => new Promise(requestAnimationFrame);

  const isFilled = () => (body()?.textContent ?? "") !== "";

  globalThis.probe = {
    /** Milliseconds from the beginning of the navigation to the first row on screen. */
    async firstRow() {
      // By frames, since before there is a root there is nothing to observe.
      while (!isFilled()) {
        if (performance.now() > PATIENCE_MS) throw new Error(`No row: ${root().querySelector("*")?.textContent}`);
        await frame();
      }
      return painted();
    },

    /** Asks for the campaign and waits until it is there. */
    refresh() {
      const element = /** @type {any} */ (document.querySelector("batch-status"));
      if (!element) return globalThis.bench.refresh();
      // The listener that is not called must go too, or it would look like a leak.
      const heard = new AbortController();
      return new Promise((resolve, reject) => {
        element.addEventListener("batch-status-update", () => resolve(), heard);
        element.addEventListener("batch-status-error", ({ detail }) => reject(new Error(detail.kind)), heard);
        element.refresh();
      }).finally(() => heard.abort());
    },

    /** Waits for an event of a person's, and says how long after it other rows are on screen. */
    expectRows(type) {
      const before = seen();
      const happened = new Promise((resolve) => addEventListener(type, resolve, { once: true, capture: true }));
      this.answered = happened.then(async ({ timeStamp }) => {
        await until(root(), () => seen() !== before);
        return (await painted()) - timeStamp;
      });
    },

    /** Where the middle of an element is. */
    place(selector) {
      const { x, y, width, height } = root().querySelector(selector).getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    },

    /** Scrolls by three rows a frame. Milliseconds that the frames took. */
    async scroll(frames) {
      const scroller = root().querySelector(".scroller");
      scroller.scrollTop = 0;
      await painted();
      const start = performance.now();
      for (let count = 0; count < frames; count += 1) {
        scroller.scrollTop += 120;
        await frame();
      }
      return (await painted()) - start;
    },
  };
}
