import { ExperimentList } from '../experiment/experiment-list.js';
import { OutcomePanel } from '../experiment/outcome-panel.js';
import { PolicyPanel } from '../experiment/policy-panel.js';

/** Two engines on the same signals: which may trade, what each did, and which did better. */
export function ExperimentsPage() {
  return (
    <div className="page">
      <h1 className="sr-only">Experiments</h1>
      <PolicyPanel />
      <OutcomePanel />
      <ExperimentList />
    </div>
  );
}
