import { hydrateRoot } from "react-dom/client";
import { Tag } from "./Tag.jsx";

hydrateRoot(document.getElementById("app"), <Tag />);
