import { approvePage } from '../pages/approve/approve-page.ts';
import type { ConsoleDeps } from './build-console.ts';
import { answerIncident, answerList, answerTimeline } from './console-api.ts';
import { answerConsoleView, answerIncidentPage, answerListPage } from './console-pages.ts';
import { htmlAnswer } from './http-answer.ts';
import type { HttpDefinition } from './http-endpoint.ts';

/** Everything that people and programs read. Nothing here changes anything. */
export const consoleRoutes: HttpDefinition<ConsoleDeps>['routes'] = {
  'GET /': answerListPage,
  'GET /incidents/{id}': answerIncidentPage,
  'GET /approve': () => {
    const { html, inline } = approvePage();
    return htmlAnswer(200, html, inline);
  },
  'POST /v1/console/view': answerConsoleView,
  'GET /v1/incidents': answerList,
  'GET /v1/incidents/{id}': answerIncident,
  'GET /v1/incidents/{id}/timeline': answerTimeline,
};
