import type { JSX } from "solid-js";
import type {} from "batch-status/solid";

type Props = JSX.IntrinsicElements["batch-status"];
export const props: Props = { "batch-id": "x", theme: "dark", "on:batch-status-update": ({ detail }) => detail.changed };
// @ts-expect-error: no such theme
export const wrong: Props = { theme: "pink" };
