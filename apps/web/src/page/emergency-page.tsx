import { ExitList } from '../emergency/exit-list.js';
import { StatePanel } from '../emergency/state-panel.js';

/** The way to stop, the way back, and what stopped by itself. */
export function EmergencyPage() {
  return (
    <div className="page">
      <h1 className="sr-only">Emergency</h1>
      <StatePanel />
      <ExitList />
    </div>
  );
}
