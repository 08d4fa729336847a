import { approvePage } from '../pages/approve/approve-page.ts';
import { type HttpAnswer, htmlAnswer } from './http-answer.ts';

/** The static approve page, the same for everybody. */
export function answerApprovePage(): HttpAnswer {
  const { html, inline } = approvePage();
  return htmlAnswer(200, html, inline);
}
