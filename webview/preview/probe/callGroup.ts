import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ProbeCall, ProbeCase, ProbeEndpoint } from '../../../src/protocol/probe';
import { controlStyles } from '../../ui/controlStyles';
import type { ViewOptions } from '../host';
import { answerStyles } from './answerStyles';
import './answerView';
import type { AnswerLook } from './answerView';
import { candidates, canVote, nameOf, type CallGroup } from './groups';
import { LiveDiff } from './liveDiff';
import { contentOf, drawSaid } from './said';

/** Which answer of a group is the best; null: none is. */
export class VoteEvent extends Event {
  constructor(
    readonly group: CallGroup,
    readonly best: string | null,
  ) {
    super('tuneset-vote', { bubbles: true, composed: true });
  }
}

/** What all groups are drawn with. */
export interface GroupContext {
  readonly case: ProbeCase;
  readonly endpoints: readonly ProbeEndpoint[];
  readonly classes: readonly string[];
  readonly options: ViewOptions;
  readonly look: AnswerLook;
  /** Why nothing can be changed in the file, for people; null: it can be. */
  readonly refusal: string | null;
}

/** Pixels of an answer that are its beginning. */
const SEEN = 120;

/** Answers that were asked for together, beside the reference. */
@customElement('tuneset-probe-group')
export class TunesetProbeGroup extends LitElement {
  static override styles = [
    controlStyles,
    answerStyles,
    css`
      :host {
        container-type: inline-size;
      }
      .answers {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
        align-items: start;
      }
      @container (min-width: 620px) {
        .answers {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      @container (min-width: 1100px) {
        .answers.three {
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }
      }
      /* Several answers stand below the reference, one stands beside it. */
      .answers.many .reference {
        grid-column: 1 / -1;
      }
      .answer-cell {
        display: grid;
        gap: 4px;
        min-width: 0;
      }
      .vote {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        margin-top: 8px;
      }
      .when {
        margin: 0 0 6px;
        color: var(--vscode-descriptionForeground);
        overflow-wrap: anywhere;
      }
      .rejected {
        margin-top: 8px;
      }
    `,
  ];

  @property({ attribute: false }) accessor group!: CallGroup;
  @property({ attribute: false }) accessor context!: GroupContext;
  /** Which answer the reference is compared with, where there are several. */
  @state() private accessor compared: string | undefined;
  private readonly diff = new LiveDiff();

  override render(): TemplateResult {
    const { calls } = this.group;
    const layout = calls.length > 2 ? 'many three' : calls.length > 1 ? 'many' : '';
    return html`${calls.length > 0 ? html`<p class="when">${askedText(this.group)}</p>` : nothing}
      <div class="answers ${layout}">
        ${this.reference()}
        ${repeat(
          calls,
          ({ id }) => id,
          (call) => this.answer(call),
        )}
      </div>
      ${canVote(calls) ? this.vote() : nothing}`;
  }

  /** Scrolls to the first answer, unless its beginning is to be seen. The focus stays where it is. */
  reveal(): void {
    const answer = this.renderRoot.querySelector('.answer-cell');
    if (!answer) return;
    const { top } = answer.getBoundingClientRect();
    if (top >= 0 && top + SEEN <= innerHeight) return;
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    answer.scrollIntoView({ block: 'start', behavior: isCalm ? 'auto' : 'smooth' });
  }

  private reference(): TemplateResult {
    const { case: probed, options, look } = this.context;
    const { reference, rejected } = probed;
    const call = this.comparedCall;
    const diff =
      look === 'diff' && call && isComparable(call)
        ? this.diff.of(
            contentOf({ content: call.prefill + call.answer.content }),
            contentOf(reference),
            false,
            performance.now(),
          )
        : null;
    return html`<section class="box reference" aria-labelledby="reference">
      <header><h4 id="reference">${l10n.t('Reference')}</h4></header>
      ${drawSaid(reference, options, { diff: diff?.right ?? null, side: 'right' })}
      ${
        rejected === null
          ? nothing
          : html`<details class="rejected">
              <summary>${l10n.t('Rejected answer')}</summary>
              ${drawSaid(rejected, options)}
            </details>`
      }
    </section>`;
  }

  private get comparedCall(): ProbeCall | undefined {
    const { calls } = this.group;
    if (calls.length === 1) return calls[0];
    return calls.find(({ id }) => id === this.compared);
  }

  private answer(call: ProbeCall): TemplateResult {
    const { group, context } = this;
    const isCompared = this.compared === call.id;
    const name = nameOf(call, group);
    return html`<div class="answer-cell">
      <tuneset-probe-answer
        data-call=${call.id}
        .call=${call}
        .name=${name}
        .isHidden=${group.isHidden}
        .reference=${context.case.reference}
        .endpoint=${context.endpoints.find(({ id }) => id === call.endpoint.id)}
        .look=${context.look}
        .options=${context.options}
        .classes=${context.classes}
        .refusal=${context.refusal}
      ></tuneset-probe-answer>
      ${
        group.calls.length > 1 && context.look === 'diff' && isComparable(call)
          ? html`<div>
              <button
                class="chip"
                aria-pressed=${isCompared}
                title=${l10n.t('Marks in the reference what the answer lacks')}
                @click=${() => (this.compared = isCompared ? undefined : call.id)}
              >
                ${l10n.t('Compare the reference with it')}<span class="unseen">: ${name}</span>
              </button>
            </div>`
          : nothing
      }
    </div>`;
  }

  private vote(): TemplateResult {
    const { group } = this;
    const isOpen = group.calls.some(({ progress }) => progress !== 'done');
    const isVoted = group.calls.some(({ isBest }) => isBest !== null);
    const button = (best: string | null, label: string): TemplateResult => {
      const isGiven = isVoted && (best === null ? !group.calls.some(({ isBest }) => isBest) : isBestOf(group, best));
      return html`<button
        class="chip"
        aria-pressed=${isGiven}
        ?disabled=${isOpen}
        @click=${() => this.dispatchEvent(new VoteEvent(group, best))}
      >
        <bdi>${label}</bdi>
      </button>`;
    };
    return html`<div class="vote" role="group" aria-label=${l10n.t('Which answer is the best?')}>
      <span>${l10n.t('Which answer is the best?')}</span>
      ${candidates(group.calls).map((call) => button(call.id, nameOf(call, group)))}
      ${button(null, l10n.t('None is better'))}
      ${group.isHidden ? html`<span class="own">${l10n.t('Their names are shown after the vote.')}</span>` : nothing}
    </div>`;
  }
}

/** It has a text, and all of it is there. */
function isComparable({ progress, answer }: ProbeCall): boolean {
  return progress === 'done' && answer.content !== '';
}

function isBestOf({ calls }: CallGroup, id: string): boolean {
  return calls.find((call) => call.id === id)?.isBest === true;
}

/** When a group was asked for, and what was another than usual. */
export function askedText({ calls }: CallGroup): string {
  const [call] = calls;
  if (!call) return '';
  const time = new Date(call.at).toLocaleString(document.documentElement.lang || undefined, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
  return [
    time,
    ...(call.messages ? [l10n.t('with an edited prompt')] : []),
    ...(call.prefill === '' ? [] : [l10n.t('with a beginning')]),
  ].join(' · ');
}
