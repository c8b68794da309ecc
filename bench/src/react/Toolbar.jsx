import { memo } from "react";
import { count, label } from "../campaign.js";

export const Search = memo(function Search({ value, onChange }) {
  return <input type="search" aria-label="Search" value={value} onChange={(event) => onChange(event.target.value)} />;
});

export const Chips = memo(function Chips({ tallies: { statuses }, chosen, onChoose }) {
  const toggle = (status) =>
    onChoose((before) => (before.includes(status) ? before.filter((other) => other !== status) : [...before, status]));
  return (
    <div className="chips">
      {[...statuses].map(([status, people]) => (
        <button key={status} type="button" className="chip" aria-pressed={chosen.includes(status)} onClick={() => toggle(status)}>
          {label(status)} {count(people)}
        </button>
      ))}
    </div>
  );
});
