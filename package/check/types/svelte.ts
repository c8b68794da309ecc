import type { SvelteHTMLElements } from "svelte/elements";
import type {} from "batch-status/svelte";

type Props = SvelteHTMLElements["batch-status"];
export const props: Props = { "batch-id": "x", theme: "dark", "onbatch-status-update": ({ detail }) => detail.changed };
// @ts-expect-error: no such theme
export const wrong: Props = { theme: "pink" };
