import { approvePage } from '../pages/approve/approve-page.ts';
import { buildConsole, type ConsoleDeps } from '../runtime/build-console.ts';
import { answerIncident, answerList, answerTimeline } from '../runtime/console-api.ts';
import { answerConsoleView, answerIncidentPage, answerListPage } from '../runtime/console-pages.ts';
import { htmlAnswer } from '../runtime/http-answer.ts';
import { httpHandler } from '../runtime/http-handler.ts';

export const handler = httpHandler<ConsoleDeps>({
  build: buildConsole,
  routes: {
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
  },
});
