import type { FormatWish } from '../../dataset/datasetInfo/wishedFormat';
import { ChatTemplateError, type ChatRenderer } from '../chatRenderer';
import { type Measure, type Meter, unused } from '../meter';
import type { Tokenizer } from '../tokenizer';
import { type ChatTurn, type Conversation, isUnreadable } from './conversation';
import { conversationReader } from './conversationReader';
import { faultPointer } from './faultPointer';
import { replaceMarkers } from './generationMarkers';
import { measureTokens } from './measureTokens';
import { parseArguments } from './parseArguments';
import type { PlacedText } from './placedText';
import { placePlainText } from './plainText';
import { type PreparedTemplate, Rendering } from './rendering';
import type { Span } from './span';
import { TemplateHeaders } from './templateHeaders';
import { tokenizeApart, type TokenizedText, tokenizeText } from './tokenizedText';
import { type LossSettings, trainedSpans, type TrainedText } from './trainedSpans';
import { type Trainer, type TrainerId, trainers } from './trainers';
import { TurnPatterns } from './turnPatterns';
import { turnSpans } from './turnSpans';

export interface ChatTemplateMeterOptions extends LossSettings {
  readonly tokenizer: Tokenizer;
  readonly renderer: ChatRenderer;
  /** Jinja text. */
  readonly template: string;
  readonly target: TrainerId;
  /** What is known of the records' format. */
  readonly format?: FormatWish | undefined;
  /** Tokens; undefined: the target's default. */
  readonly cutoff?: number | undefined;
  /** The template's `enable_thinking`; null or undefined: not given to it. */
  readonly thinking?: boolean | null | undefined;
  /** Further variables for the template. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** Measures records as trainers do that render with the tokenizer's chat template. */
export function chatTemplateMeter(options: ChatTemplateMeterOptions): Meter {
  const meter = new ChatTemplateMeter(options);
  const readConversations = conversationReader(options.format);
  return {
    measure: (record, withFeed = false) => {
      const read = readConversations(record);
      if (isUnreadable(read)) return unused('failed', read.problem, read.pointer);
      const measure = meter.measure(read.conversation, withFeed);
      return read.rejected ? { ...measure, rejected: meter.measure(read.rejected, withFeed) } : measure;
    },
  };
}

class ChatTemplateMeter {
  readonly #tokenizer: Tokenizer;
  readonly #trainer: Trainer;
  readonly #settings: LossSettings;
  readonly #template: PreparedTemplate;
  readonly #headers: TemplateHeaders;
  readonly #patterns: TurnPatterns;

  constructor(options: ChatTemplateMeterOptions) {
    const { tokenizer, renderer, template, target, cutoff, thinking, variables } = options;
    const marked = replaceMarkers(template);
    this.#tokenizer = tokenizer;
    this.#trainer = { ...trainers[target], ...(cutoff !== undefined && { cutoff }) };
    this.#settings = options;
    this.#template = {
      renderer,
      text: marked ?? template,
      hasMarkers: marked !== undefined,
      variables: { ...variables, ...(typeof thinking === 'boolean' && { enable_thinking: thinking }) },
    };
    this.#headers = new TemplateHeaders(this.#template);
    this.#patterns = new TurnPatterns(this.#template, this.#headers);
  }

  measure(read: Conversation, withFeed: boolean): Measure {
    const conversation = this.#trainer.parsesArguments ? parseArguments(read) : read;
    try {
      const placed =
        conversation.isPlainText && !this.#trainer.chatsPlainText
          ? placePlainText(conversation, this.#trainer, this.#settings, this.#tokenizer)
          : this.#place(conversation);
      return this.#count(placed, withFeed);
    } catch (error) {
      if (!(error instanceof ChatTemplateError)) throw error;
      return unused('failed', error.message, faultPointer(this.#template, conversation, error));
    }
  }

  #place(conversation: Conversation): PlacedText {
    const rendering = new Rendering(this.#template, conversation);
    const turns = turnSpans(rendering, conversation, this.#headers, this.#patterns);
    const placed = { conversation, rendering, turns };
    const trained = trainedSpans(placed, this.#trainer, this.#settings, this.#tokenizer.named.eos, (text) =>
      this.#tokenizer.count(text),
    );
    const named = turns.map(({ start, end }, i) => ({ ...describe(conversation.turns[i]!), start, end }));
    return { text: rendering.text, turns: this.#withPreamble(rendering.text, named, conversation), trained };
  }

  /** What the template writes by itself before the first message is a turn of its own, unless it is but the BOS token. */
  #withPreamble(text: string, turns: PlacedText['turns'], { toolsPointer }: Conversation): PlacedText['turns'] {
    const [first, ...others] = turns;
    if (!first || first.start === 0) return turns;
    if (text.slice(0, first.start) === this.#tokenizer.named.bos) return [{ ...first, start: 0 }, ...others];
    const pointers = toolsPointer === undefined ? [] : [toolsPointer];
    return [{ role: 'system', pointers, start: 0, end: first.start }, ...turns];
  }

  #count({ text, turns, trained }: PlacedText, withFeed: boolean): Measure {
    const tokenized = this.#tokenize(text, turns, trained);
    const { ids } = tokenized;
    const isTrained = new Uint8Array(ids.length);
    if (trained.fromToken !== undefined) isTrained.fill(1, trained.fromToken);
    for (const span of trained.spans) isTrained.fill(1, ...tokenized.range(span));
    if (this.#trainer.skipsFirst) isTrained.fill(0, 0, 1);
    if (this.#trainer.noAnswer !== undefined && this.#settings.trainOnPrompt === false && !isTrained.includes(1))
      return unused('failed', this.#trainer.noAnswer, '');
    const turnTokens = turns.map(({ role, pointers, start, end }) => {
      return { role, pointers, from: tokenized.indexAt(start), to: tokenized.indexAt(end) };
    });
    const measure = measureTokens(this.#tokenizer, ids, isTrained, turnTokens, this.#trainer, withFeed);
    return trained.isSure ? measure : { ...measure, approximate: true };
  }

  #tokenize(text: string, turns: readonly Span[], { spans, isMarked }: TrainedText): TokenizedText {
    const borders = turns.flatMap(({ start, end }) => [start, end]);
    const cuts = spans.flatMap(({ start, end }) => [start, end]);
    if (this.#trainer.tokenizesApart) return tokenizeApart(this.#tokenizer, text, cuts, borders);
    const sharesLast = isMarked && spans.some(({ start, end }) => end > start && text.charCodeAt(end - 1) > 0x7f);
    return tokenizeText(this.#tokenizer, text, [...borders, ...cuts], sharesLast);
  }
}

function describe({ role, pointers }: ChatTurn): Pick<ChatTurn, 'role' | 'pointers'> {
  return { role, pointers };
}
