import { useRef } from "react";
import { BatchStatus, type BatchStatusElement } from "batch-status/react";

export function Component({ answer }: { answer: object | undefined }) {
  const element = useRef<BatchStatusElement>(null);
  return (
    <>
      <BatchStatus
        ref={element}
        batchId="f1e2d3c4-5678-9012-3456-789012345678"
        endpoint="/batch-status"
        refreshInterval={30}
        hourlyBudget="100"
        theme="dark"
        data={answer}
        fetcher={async ({ batchId, signal }) => (await fetch(`/campaigns/${batchId}`, { signal })).json()}
        tokenProvider={async () => ({ token: "x", expiresAt: Date.now() })}
        viewState={{ tab: "reasons" }}
        className="campaign"
        style={{ maxWidth: 900 }}
        onReady={() => element.current?.refresh()}
        onUpdate={({ detail }) => console.log(detail.tallies.waiting)}
        onStatechange={({ detail }) => console.log(detail.to === "done")}
        onError={({ detail }) => console.log(detail.retryInMs)}
        onRecipientClick={({ detail }) => console.log(detail.recipient.id)}
      >
        <p slot="footer">Below</p>
      </BatchStatus>
      <BatchStatus batchId={null} onUpdate={undefined} />
    </>
  );
}

// What must not compile.
// @ts-expect-error: no such theme
export const wrongTheme = <BatchStatus theme="pink" />;
// @ts-expect-error: an id is text
export const wrongId = <BatchStatus batchId={7} />;
// @ts-expect-error: no such prop
export const wrongName = <BatchStatus batch="x" />;
// @ts-expect-error: no such event
export const wrongEvent = <BatchStatus onRefresh={() => {}} />;
// @ts-expect-error: no such detail
export const wrongDetail = <BatchStatus onUpdate={({ detail }) => detail.total} />;
// @ts-expect-error: data is an object, not its text
export const wrongData = <BatchStatus data="{}" />;
// @ts-expect-error: a fetcher promises an object
export const wrongFetcher = <BatchStatus fetcher={() => "campaign"} />;
// @ts-expect-error: no such tab
export const wrongView = <BatchStatus viewState={{ tab: "calls" }} />;
