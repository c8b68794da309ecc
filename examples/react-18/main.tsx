import { StrictMode, useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import type { BatchStatus, BatchStatusEventMap } from "batch-status";
import "batch-status";
import type {} from "batch-status/react";

/** React 18 listens to no events of custom elements. */
function Campaign({ batch }: { batch: string }) {
  const [waiting, setWaiting] = useState<number>();
  const element = useRef<BatchStatus>(null);
  useEffect(() => {
    const { current } = element;
    const listener = ({ detail }: BatchStatusEventMap["batch-status-update"]) => setWaiting(detail.tallies.waiting);
    current?.addEventListener("batch-status-update", listener);
    return () => current?.removeEventListener("batch-status-update", listener);
  }, []);
  return (
    <>
      <h1>{waiting === undefined ? "…" : `${waiting} waiting`}</h1>
      <batch-status ref={element} batch-id={batch} endpoint="/batch-status" />
    </>
  );
}

const app = document.getElementById("app");
if (app) {
  createRoot(app).render(
    <StrictMode>
      <Campaign batch="f1e2d3c4-5678-9012-3456-789012345678" />
    </StrictMode>,
  );
}
