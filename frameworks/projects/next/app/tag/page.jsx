"use client";
import "batch-status";

export default function Page() {
  return <batch-status batch-id="f1e2d3c4-5678-9012-3456-789012345678" endpoint="/batch-status" suppressHydrationWarning />;
}
