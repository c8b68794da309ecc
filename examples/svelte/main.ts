import { mount } from "svelte";
import "batch-status";
import Campaign from "./Campaign.svelte";

const target = document.getElementById("app");
if (target) mount(Campaign, { target, props: { batch: "f1e2d3c4-5678-9012-3456-789012345678" } });
