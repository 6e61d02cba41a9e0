import { BarImportPanel } from '../data/bar-import-panel.js';
import { StoredSeriesPanel } from '../data/stored-series-panel.js';

/** What bars there are, and the way in for more. */
export function DataPage() {
  return (
    <div className="page">
      <h1 className="sr-only">Data</h1>
      <BarImportPanel />
      <StoredSeriesPanel />
    </div>
  );
}
