import { mount } from "svelte";
import Campaign from "./Campaign.svelte";

mount(Campaign, { target: document.getElementById("app"), props: { id: "f1e2d3c4-5678-9012-3456-789012345678" } });
