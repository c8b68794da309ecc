import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Campaign } from "./Campaign.tsx";

const root = document.getElementById("root");
if (root) createRoot(root).render(<StrictMode><Campaign /></StrictMode>);
