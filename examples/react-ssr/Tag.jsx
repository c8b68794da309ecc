import { StrictMode } from "react";
import "batch-status";

// By the time that React takes the page over, the element has written its state into an attribute, which no server knows.
export function Tag() {
  return (
    <StrictMode>
      <batch-status batch-id="f1e2d3c4-5678-9012-3456-789012345678" endpoint="/batch-status" suppressHydrationWarning />
    </StrictMode>
  );
}
