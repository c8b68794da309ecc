import { useEffect, useRef } from "react";
import { BatchStatus } from "batch-status";
import type {} from "batch-status/react";

export function Campaign() {
  const element = useRef<BatchStatus>(null);
  useEffect(() => {
    const { current } = element;
    const listener = ({ detail }: CustomEvent<{ changed: number }>) => console.log(detail.changed);
    current?.addEventListener("batch-status-update", listener);
    current?.refresh();
    return () => current?.removeEventListener("batch-status-update", listener);
  }, []);
  return (
    <batch-status
      ref={element}
      batch-id="f1e2d3c4-5678-9012-3456-789012345678"
      endpoint="/batch-status"
      theme="dark"
      loading="eager"
      refresh-interval={5}
      className="campaign"
    />
  );
}

// What must not compile.
// @ts-expect-error: no such theme
export const wrongTheme = <batch-status theme="pink" />;
// @ts-expect-error: an id is text
export const wrongId = <batch-status batch-id={7} />;
// @ts-expect-error: no such attribute
export const wrongName = <batch-status batch="x" />;

document.querySelector("batch-status")?.addEventListener("batch-status-error", ({ detail }) => {
  const wait: number | null = detail.retryInMs;
  // @ts-expect-error: no such detail
  console.log(wait, detail.retryInHours);
});
export const version: string = BatchStatus.version;
// @ts-expect-error: a key is never read back
export const key: string = new BatchStatus().apiKey;
