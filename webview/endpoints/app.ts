import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Endpoint, EndpointsState, KnownEndpoint, TestEndpointResult } from '../../src/protocol/endpoints';
import { controlStyles } from '../ui/controlStyles';
import { icon } from '../ui/icon';
import { appStyles } from './appStyles';
import { Drafts } from './drafts';
import './endpointList';
import type { ChooseEvent } from './endpointList';
import './form';
import type { ChangeEvent, TunesetEndpointForm, WishEvent } from './form';
import { endpointOf, faultsLeft, fieldFaults, valuesOf, type FieldFaults, type FormValues } from './formValues';
import './found';
import type { EndpointsHost } from './host';

const SHOWN = 'shown';

/** The view of endpoints: a list of them, the fields of one, and what it can do. */
@customElement('tuneset-endpoints')
export class TunesetEndpoints extends LitElement {
  static override styles = [controlStyles, appStyles];

  @state() private accessor known: EndpointsState | undefined;
  /** Of the endpoint that is shown, kept or new; null: none. */
  @state() private accessor shown: string | null = null;
  @state() private accessor faults: FieldFaults = {};
  /** What a test of a draft has come to, by id. */
  @state() private accessor tested: ReadonlyMap<string, TestEndpointResult> = new Map();
  /** Ids of drafts that are being tested. */
  @state() private accessor testing: ReadonlySet<string> = new Set();
  /** For screen readers. */
  @state() private accessor announcement = '';
  @query('tuneset-endpoint-form') private accessor form!: TunesetEndpointForm | null;
  private readonly drafts: Drafts;

  constructor(private readonly host: EndpointsHost) {
    super();
    this.drafts = new Drafts(host);
    const shown = host.recall(SHOWN);
    if (typeof shown === 'string') this.shown = shown;
  }

  take(known: EndpointsState): void {
    this.known = known;
    const { focus, endpoints } = known;
    if (focus === 'new') this.show(this.drafts.begin(endpoints));
    else if (focus !== null) this.show(focus);
    const isThere = this.shown !== null && (this.find(this.shown) || this.drafts.get(this.shown));
    if (!isThere) this.shown = endpoints[0]?.endpoint.id ?? null;
  }

  override render(): TemplateResult | typeof nothing {
    const { known } = this;
    if (!known) return nothing;
    return html`<aside>
        <div class="head">
          <h1>${l10n.t('Model endpoints')}</h1>
          <vscode-button
            appearance="icon"
            aria-label=${l10n.t('Add an endpoint')}
            title=${l10n.t('Add an endpoint')}
            ?disabled=${known.locked !== null}
            @click=${() => this.add()}
            >${icon('add')}</vscode-button
          >
        </div>
        <tuneset-endpoint-list
          .endpoints=${known.endpoints}
          .changed=${this.drafts.ids}
          .shown=${this.shown}
          @tuneset-choose=${(event: ChooseEvent) => this.show(event.id)}
        ></tuneset-endpoint-list>
      </aside>
      <main>
        <div class="unseen" role="status">${this.announcement}</div>
        ${known.locked === null ? nothing : html`<div class="notice" role="alert">${known.locked}</div>`}
        ${this.content(known)}
      </main>`;
  }

  private content(known: EndpointsState): TemplateResult {
    const { shown } = this;
    const kept = shown === null ? undefined : this.find(shown);
    const values = shown === null ? undefined : this.valuesAt(shown);
    if (shown === null || !values) return this.empty(known);
    const isFixed = known.locked !== null || (kept?.isGiven ?? false);
    return html`<h2>${kept ? kept.endpoint.name : l10n.t('New endpoint')}</h2>
      ${kept?.isGiven ? html`<p class="hint">${l10n.t('This demo comes with Tuneset and can’t be changed. It is a tiny language model, made to try things out.')}</p>` : nothing}
      <tuneset-endpoint-form
        .values=${values}
        .faults=${this.faults}
        .models=${this.capabilities(kept)?.models ?? []}
        .remote=${known.remote}
        ?hasKey=${known.keyOrigins.includes(originOf(values.baseUrl) ?? '')}
        ?isFixed=${isFixed}
        ?isLocked=${known.locked !== null}
        @tuneset-change=${(event: ChangeEvent) => this.change(event.values)}
        @tuneset-wish=${(event: WishEvent) => void this.fulfil(event.wish, values)}
      ></tuneset-endpoint-form>
      ${this.actions(known, kept, isFixed)} ${this.outcome(kept)}`;
  }

  private empty({ locked }: EndpointsState): TemplateResult {
    return html`<div class="empty">
      ${icon('server')}
      <p>
        ${l10n.t('No model can be probed yet. Add the address of a server with OpenAI’s API: vLLM, SGLang, llama.cpp, Ollama, LM Studio, LMDeploy, TGI, LLaMA-Factory and others have it.')}
      </p>
      <vscode-button ?disabled=${locked !== null} @click=${() => this.add()}
        >${l10n.t('Add an endpoint')}</vscode-button
      >
    </div>`;
  }

  private actions({ locked }: EndpointsState, kept: KnownEndpoint | undefined, isFixed: boolean): TemplateResult {
    const isChanged = this.shown !== null && this.drafts.ids.has(this.shown);
    const isTesting = this.isTesting(kept);
    return html`<div class="actions">
      ${
        isFixed
          ? nothing
          : html`<vscode-button ?disabled=${!isChanged} @click=${() => void this.save()}
              >${l10n.t('Save')}</vscode-button
            >`
      }
      ${
        isTesting
          ? html`<vscode-button
                appearance="secondary"
                @click=${() => void this.host.act({ kind: 'cancelTest', id: this.shown! })}
                >${l10n.t('Cancel the Test')}</vscode-button
              ><vscode-progress-ring aria-label=${l10n.t('It is being asked.')}></vscode-progress-ring>`
          : html`<vscode-button appearance="secondary" ?disabled=${locked !== null} @click=${() => void this.test()}
              >${l10n.t('Test')}</vscode-button
            >`
      }
      ${
        isChanged && !isFixed
          ? html`<vscode-button appearance="secondary" @click=${() => this.discard()}
              >${kept ? l10n.t('Discard Changes') : l10n.t('Discard')}</vscode-button
            >`
          : nothing
      }
      ${
        kept && !isFixed
          ? html`<vscode-button
              appearance="secondary"
              @click=${() => void this.host.act({ kind: 'remove', id: kept.endpoint.id })}
              >${l10n.t('Remove…')}</vscode-button
            >`
          : nothing
      }
    </div>`;
  }

  /** What asking has come to, of the draft if it was tested, else of what is kept. */
  private outcome(kept: KnownEndpoint | undefined): TemplateResult | typeof nothing {
    const fault = this.faultOf(kept);
    const capabilities = this.capabilities(kept);
    if (fault !== null) {
      return html`<div class="fault" role="alert">
        ${icon('error')} <span>${l10n.t('It could not be asked: {0}', fault)}</span>
      </div>`;
    }
    if (!capabilities) {
      const text = l10n.t('It has not been asked yet what it can do. Test it; that takes a few small requests.');
      return this.isTesting(kept) ? nothing : html`<p class="hint">${text}</p>`;
    }
    return html`<tuneset-endpoint-found .capabilities=${capabilities}></tuneset-endpoint-found>`;
  }

  private add(): void {
    this.show(this.drafts.begin(this.known?.endpoints ?? []));
    void this.updateComplete.then(() => this.form?.focus());
  }

  private show(id: string): void {
    if (id !== this.shown) this.faults = {};
    this.shown = id;
    this.host.remember(SHOWN, id);
  }

  private change(values: FormValues): void {
    const { shown } = this;
    if (shown === null) return;
    const before = this.valuesAt(shown);
    this.drafts.set(shown, values, this.find(shown)?.endpoint);
    this.faults = before ? faultsLeft(this.faults, before, values) : {};
    this.setTested(shown, undefined);
  }

  private discard(): void {
    const { shown } = this;
    if (shown === null) return;
    this.drafts.drop(shown);
    this.setTested(shown, undefined);
    this.faults = {};
    if (!this.find(shown)) this.shown = this.known?.endpoints[0]?.endpoint.id ?? null;
    this.requestUpdate();
  }

  private async save(): Promise<void> {
    const endpoint = this.read();
    if (!endpoint) return;
    const result = await this.host.save(endpoint);
    if (!result) return;
    if (result.refused) return this.refuse(fieldFaults(result.refused));
    this.drafts.drop(endpoint.id);
    this.announcement = l10n.t('“{0}” is saved.', endpoint.name);
    this.requestUpdate();
    // What it can do is asked at once, so that nobody has to think of it.
    if (!this.tested.has(endpoint.id)) await this.run(endpoint);
  }

  private async test(): Promise<void> {
    const endpoint = this.read();
    if (endpoint) await this.run(endpoint);
  }

  private async run(endpoint: Endpoint): Promise<void> {
    const { id } = endpoint;
    this.setTested(id, undefined);
    this.testing = new Set([...this.testing, id]);
    const result = await this.host.test(endpoint);
    this.testing = new Set([...this.testing].filter((each) => each !== id));
    this.setTested(id, result);
    this.announcement =
      result && 'fault' in result
        ? l10n.t('{0} could not be asked: {1}', endpoint.name, result.fault)
        : l10n.t('{0} answers.', endpoint.name);
  }

  /** What is shown, as an endpoint; undefined if something in it can't be read, which is told. */
  private read(): Endpoint | undefined {
    const { shown } = this;
    if (shown === null) return undefined;
    const values = this.drafts.get(shown);
    if (!values) return this.find(shown)?.endpoint;
    const endpoint = endpointOf(shown, values);
    if (!('faults' in endpoint)) return endpoint;
    this.refuse(endpoint.faults);
    return undefined;
  }

  private refuse(faults: FieldFaults): void {
    this.faults = faults;
    this.announcement = Object.values(faults).join(' ');
    void this.updateComplete.then(() => this.form?.updateComplete).then(() => this.form?.focus());
  }

  private async fulfil(wish: WishEvent['wish'], values: FormValues): Promise<void> {
    const { shown } = this;
    if (shown === null) return;
    if (wish !== 'chooseCaFile') {
      await this.host.act({ kind: wish, baseUrl: values.baseUrl });
      return;
    }
    const result = await this.host.act({ kind: 'chooseCaFile', id: shown });
    const now = this.drafts.get(shown) ?? values;
    if (result?.path) this.change({ ...now, caFile: result.path });
  }

  private setTested(id: string, result: TestEndpointResult | undefined): void {
    const others = [...this.tested].filter(([each]) => each !== id);
    this.tested = new Map(result ? [...others, [id, result]] : others);
  }

  private find(id: string): KnownEndpoint | undefined {
    return this.known?.endpoints.find(({ endpoint }) => endpoint.id === id);
  }

  private valuesAt(id: string): FormValues | undefined {
    const kept = this.find(id);
    return this.drafts.get(id) ?? (kept && valuesOf(kept.endpoint));
  }

  private isTesting(kept: KnownEndpoint | undefined): boolean {
    return (kept?.isAsking ?? false) || (this.shown !== null && this.testing.has(this.shown));
  }

  private faultOf(kept: KnownEndpoint | undefined): string | null {
    const tested = this.shown === null ? undefined : this.tested.get(this.shown);
    if (tested) return 'fault' in tested ? tested.fault : null;
    return this.isTesting(kept) ? null : (kept?.fault ?? null);
  }

  private capabilities(kept: KnownEndpoint | undefined): KnownEndpoint['capabilities'] {
    const tested = this.shown === null ? undefined : this.tested.get(this.shown);
    if (tested) return 'capabilities' in tested ? tested.capabilities : null;
    return kept?.capabilities ?? null;
  }
}

function originOf(baseUrl: string): string | null {
  return URL.canParse(baseUrl) ? new URL(baseUrl).origin : null;
}
