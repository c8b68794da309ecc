import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import "batch-status";
import type {} from "batch-status/react";

function Campaign({ batch }: { batch: string }) {
  const [waiting, setWaiting] = useState<number>();
  return (
    <>
      <h1>{waiting === undefined ? "…" : `${waiting} waiting`}</h1>
      <batch-status
        batch-id={batch}
        endpoint="/batch-status"
        onbatch-status-update={({ detail }) => setWaiting(detail.tallies.waiting)}
      />
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
