import { StrictMode, useRef, useState } from "react";
import { BatchStatus } from "batch-status/react";

export function Component() {
  const element = useRef(null);
  const [waiting, setWaiting] = useState();
  return (
    <StrictMode>
      <h1>{waiting === undefined ? "…" : `${waiting} waiting`}</h1>
      <button type="button" onClick={() => element.current.refresh()}>
        Ask now
      </button>
      <BatchStatus
        ref={element}
        batchId="f1e2d3c4-5678-9012-3456-789012345678"
        endpoint="/batch-status"
        className="campaign"
        onUpdate={({ detail }) => setWaiting(detail.tallies.waiting)}
      />
    </StrictMode>
  );
}
