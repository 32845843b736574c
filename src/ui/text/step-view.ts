// A step of the text: its sentences and formula, and the check beside it.
import { html, nothing, type TemplateResult } from 'lit';
import type { ClaimResult } from '../../experiment/lab';
import { labs } from '../../labs/registry';
import { formatComparison } from '../../numbers';
import { howFar } from '../../text/how-far';
import type { Check, Slip, Step } from '../../text/statement';
import { VERDICT_WORDS } from '../views/verdict-words';
import type { Answer } from './check-queue';
import { prose } from './prose';

interface AskState {
  readonly answer: Answer | undefined;
  /** It is under way, or waits for its turn. */
  readonly asked: 'now' | 'soon' | undefined;
}

export interface StepModel {
  readonly key: string;
  readonly step: Step;
  readonly state: AskState;
  readonly slips: readonly SlipModel[];
  check(): void;
}

export interface SlipModel {
  readonly slip: Slip;
  readonly on: boolean;
  readonly state: AskState;
  toggle(): void;
}

export function stepView({ key, step, state, slips, check }: StepModel): TemplateResult {
  const { text, tex, remarks = [] } = step;
  return html`<div class="step" id="step-${key}">
    <div class="says">
      <p>${prose(text)}</p>
      <tex-formula display .tex=${tex}></tex-formula>
      ${slips.map((one) => (one.on ? printedView(one.slip) : nothing))}
      ${remarks.map((remark) => html`<p class="remark"><b>${remark.line}</b> ${prose(remark.text)}</p>`)}
    </div>
    <div class="check" role="group" aria-label="Check of step ${key}">
      <div class="asks">
        <b>${step.check.claim}</b>
        <a href=${addressOf(step.check)}>${nameOf(step.check)} lab</a>
        <button aria-label="Check ${step.check.claim}" ?disabled=${state.asked !== undefined} @click=${check}>
          ${askWord(state)}
        </button>
      </div>
      ${answerView(state)} ${slips.map(slipView)}
    </div>
  </div>`;
}

function printedView({ line, tex, why }: Slip): TemplateResult {
  return html`<div class="printed">
    <p><b>${line}</b> as printed:</p>
    <tex-formula display .tex=${tex}></tex-formula>
    <p>${prose(why)}</p>
  </div>`;
}

function slipView({ slip, on, state, toggle }: SlipModel): TemplateResult {
  return html`<div class="slip ${on ? 'on' : ''}">
    <label><input type="checkbox" role="switch" .checked=${on} @change=${toggle} /> as printed in ${slip.line}</label>
    ${on ? answerView(state, true) : nothing}
  </div>`;
}

function askWord({ answer, asked }: AskState): string {
  if (asked) return asked === 'now' ? 'checking …' : 'waits';
  return answer ? 'Again' : 'Check';
}

/** `printed`: of a formula as printed, which should fail. */
function answerView({ answer, asked }: AskState, printed = false): TemplateResult {
  if (!answer) {
    const word = asked === 'now' ? 'checking …' : asked === 'soon' ? 'waits for its turn' : 'not checked yet';
    return html`<p class="pending">${word}</p>`;
  }
  if ('problem' in answer) return html`<p class="pending">It could not be measured: ${answer.problem}</p>`;
  return rowView(answer.row, printed);
}

function rowView(row: ClaimResult, printed: boolean): TemplateResult {
  const { statement, predicted, measured, standardError, verdict, oneSided, reason, on } = row;
  const texts = formatComparison(predicted, measured, standardError);
  const told = printed && verdict === 'fails' ? howFar(row) : reason;
  const numbers = html`<dl>
    <dt>${printed ? 'as printed' : 'predicted'}</dt>
    <dd>${oneSided ? '≥ ' : ''}${texts.predicted}</dd>
    <dt>measured</dt>
    <dd>${texts.measured}</dd>
  </dl>`;
  return html`<div class="row ${verdict}">
    ${printed ? nothing : html`<p>${statement}${on ? html` <small>(on ${on.replace(/^on /, '')})</small>` : nothing}</p>`}
    ${verdict === 'outside' ? nothing : numbers}
    <p class="word"><span>${VERDICT_WORDS[verdict]}</span> ${told}</p>
  </div>`;
}

function nameOf({ lab }: Check): string {
  return labs.find(({ id }) => id === lab)?.name ?? lab;
}

/** The state of the lab in which the check is made. */
function addressOf({ lab, values = {}, steps = 0 }: Check): string {
  const pairs = Object.entries(values).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `#/${lab}?${[...pairs, steps > 0 ? `until=${steps}` : 'play=0'].join('&')}`;
}
