import { createApp } from "vue";
import Campaign from "./Campaign.vue";

createApp(Campaign, { id: "f1e2d3c4-5678-9012-3456-789012345678" }).mount("#app");
