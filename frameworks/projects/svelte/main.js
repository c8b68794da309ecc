import { mount } from "svelte";
import "batch-status";
import Campaign from "./Campaign.svelte";

mount(Campaign, { target: document.getElementById("app"), props: { batch: "f1e2d3c4-5678-9012-3456-789012345678" } });
