// The peer on React (and, by aliases, on Preact): TanStack's Query, Table and Virtual.

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { Campaign, KEY } from "./Campaign.jsx";

const client = new QueryClient();

window.bench = { refresh: () => client.refetchQueries({ queryKey: KEY }, { throwOnError: true }) };

createRoot(document.getElementById("app")).render(
  <QueryClientProvider client={client}>
    <Campaign />
  </QueryClientProvider>,
);
