import { HealthPanel } from '../health/health-panel.js';
import { AuditTail } from '../operations/audit-tail.js';
import { BrokerDifferences } from '../operations/broker-differences.js';
import { CalendarCoverage } from '../operations/calendar-coverage.js';
import { DeadLetters } from '../operations/dead-letters.js';
import { NotificationLog } from '../operations/notification-log.js';
import { PipelinePanel } from '../operations/pipeline-panel.js';
import { StageLatency } from '../operations/stage-latency.js';
import { StrategiesPanel } from '../operations/strategies-panel.js';
import { SymbolControl } from '../operations/symbol-control.js';

/** Whether it runs, how fast, what went wrong, who was told what, and who changed what. */
export function OperationsPage() {
  return (
    <div className="page">
      <h1 className="sr-only">Operations</h1>
      <PipelinePanel />
      <HealthPanel />
      <StageLatency />
      <SymbolControl />
      <DeadLetters />
      <StrategiesPanel />
      <NotificationLog />
      <AuditTail />
      <CalendarCoverage />
      <BrokerDifferences />
    </div>
  );
}
