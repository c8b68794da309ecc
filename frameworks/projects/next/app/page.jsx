import { Campaign } from "./Campaign.jsx";

export default function Page() {
  return <Campaign id="f1e2d3c4-5678-9012-3456-789012345678" />;
}
