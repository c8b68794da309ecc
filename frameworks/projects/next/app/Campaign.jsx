"use client";
import "batch-status";
export function Campaign({ id }) {
  return <batch-status batch-id={id} endpoint="/batch-status" suppressHydrationWarning />;
}
