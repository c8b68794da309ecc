import { memo } from "react";
import { CARDS, PHASES, count } from "../campaign.js";

export const Progress = memo(function Progress({ tallies: { phases } }) {
  return (
    <div className="progress" role="img" aria-label="Progress">
      {PHASES.map((phase) => (
        <span key={phase} data-phase={phase} style={{ flexGrow: phases[phase] }} />
      ))}
    </div>
  );
});

export const Cards = memo(function Cards({ tallies: { phases, total } }) {
  return (
    <div className="cards">
      {Object.entries(CARDS).map(([phase, title]) => (
        <div key={phase} className="card">
          <span>{title}</span>
          <span className="card-value">{count(phases[phase])}</span>
          <span>of {count(total)}</span>
        </div>
      ))}
    </div>
  );
});
