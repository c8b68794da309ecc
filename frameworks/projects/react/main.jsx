import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Campaign } from "./Campaign.jsx";

createRoot(document.getElementById("app")).render(
  <StrictMode>
    <Campaign id="f1e2d3c4-5678-9012-3456-789012345678" />
  </StrictMode>,
);
