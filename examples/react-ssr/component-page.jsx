import { hydrateRoot } from "react-dom/client";
import { Component } from "./Component.jsx";

hydrateRoot(document.getElementById("app"), <Component />);
