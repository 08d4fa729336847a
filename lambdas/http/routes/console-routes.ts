import type { ConsoleDeps } from '../../runtime/build/build-console.ts';
import { httpTask } from '../http-task.ts';
import { unlessKnown } from '../unchanged.ts';
import {
  serveDebts,
  serveExport,
  serveFollowUps,
  serveIncident,
  serveList,
  servePostmortem,
  servePublicStatus,
  serveSimilar,
  serveTimeline,
} from './console-api.ts';
import {
  serveConsoleView,
  serveDeclarePage,
  serveIncidentPage,
  serveListPage,
  serveNumbersPage,
  servePostmortemPage,
  serveServicesPage,
} from './console-pages.ts';
import { serveReport } from './numbers.ts';

/** Everything that people and programs read. Nothing here changes anything. */
export const consoleRoutes = httpTask<ConsoleDeps>(
  {
    'GET /': serveListPage,
    'GET /incidents/{id}': serveIncidentPage,
    'GET /incidents/{id}/postmortem': servePostmortemPage,
    'GET /services': serveServicesPage,
    'GET /declare': serveDeclarePage,
    'POST /v1/console/view': serveConsoleView,
    'GET /numbers': serveNumbersPage,
    'GET /v1/report': serveReport,
    'GET /v1/incidents': serveList,
    'GET /v1/debts': serveDebts,
    'GET /v1/followups': serveFollowUps,
    'GET /v1/incidents/{id}': serveIncident,
    'GET /v1/incidents/{id}/timeline': serveTimeline,
    'GET /v1/incidents/{id}/export': serveExport,
    'GET /v1/incidents/{id}/similar': serveSimilar,
    'GET /v1/incidents/{id}/status': servePublicStatus,
    'GET /v1/incidents/{id}/postmortem': servePostmortem,
  },
  unlessKnown,
);
