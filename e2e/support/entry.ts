import type { Page } from "@playwright/test";

/** What the stub glue was asked, in order: method first, then its arguments. */
export type StubCall = [string, ...unknown[]];

interface Stub {
  calls: StubCall[];
  widgets: { emit(name: string, detail: unknown): void }[];
  throwOn: string | null;
}

declare global {
  interface Window {
    stub: Stub;
  }
}

export function stubCalls(page: Page): Promise<StubCall[]> {
  return page.evaluate(() => window.stub?.calls ?? []);
}

/** What one method was given, call by call. */
export async function callsOf(page: Page, method: string): Promise<unknown[]> {
  const calls = await stubCalls(page);
  return calls.filter(([name]) => name === method).map(([, argument]) => argument);
}

/** Sends an event as the wasm would. */
export function emit(page: Page, name: string, detail: unknown, widget = 0): Promise<void> {
  return page.evaluate(
    ([index, event, payload]) => window.stub.widgets[index as number]?.emit(event as string, payload),
    [widget, name, detail] as const,
  );
}
