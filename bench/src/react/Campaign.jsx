import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { INTERVAL, ask, finder, tally } from "../campaign.js";
import { Cards, Progress } from "./Figures.jsx";
import { Chips, Search } from "./Toolbar.jsx";
import { People } from "./People.jsx";

export const KEY = ["campaign"];
const NOBODY = [];

const query = {
  queryKey: KEY,
  queryFn: ({ signal }) => ask(signal).then((response) => response.json()),
  refetchInterval: INTERVAL ? INTERVAL * 1000 : false,
  refetchOnWindowFocus: false,
  // Comparing all recipients field by field costs more than all it saves: only rows on screen are
  // drawn, and those compare themselves.
  structuralSharing: false,
  // Only what the screen shows: not when a request begins.
  notifyOnChangeProps: ["data", "error"],
};

export function Campaign() {
  const { data, error } = useQuery(query);
  const recipients = data?.recipients ?? NOBODY;
  const tallies = useMemo(() => tally(recipients), [recipients]);
  const [search, setSearch] = useState("");
  const [statuses, setStatuses] = useState(NOBODY);
  // The field answers at once, the table as soon as it can.
  const deferred = useDeferredValue(search);
  const find = useMemo(() => finder(deferred), [deferred]);
  if (!data) return <p>{error ? String(error) : "Loading"}</p>;
  return (
    <div className="screen">
      <h2>
        {data.batch.name}: {data.batch.status}
      </h2>
      <Progress tallies={tallies} />
      <Cards tallies={tallies} />
      <Search value={search} onChange={setSearch} />
      <Chips tallies={tallies} chosen={statuses} onChoose={setStatuses} />
      <People recipients={recipients} find={find} statuses={statuses} />
    </div>
  );
}
