import * as vscode from 'vscode';
import type {
  ConversionChoices,
  ConversionList,
  ConversionLoss,
  ConversionOption,
  ConversionSurvey,
  ConvertParams,
  ThoughtPlace,
} from '../../protocol/conversion';
import { escapeIcons } from '../tokens/escapeIcons';

export type FormatPick = vscode.QuickPickItem & { readonly option?: ConversionOption };
/** Without a place: thoughts stay where they are. */
export type ThoughtPick = vscode.QuickPickItem & { readonly place?: ThoughtPlace };
export type FieldsPick = vscode.QuickPickItem & { readonly dropFields: boolean };
export type ContainerPick = vscode.QuickPickItem & { readonly container: ConvertParams['container'] };
/** The last question: where the result goes, or to a record that loses something. */
export type AnswerPick = vscode.QuickPickItem & {
  readonly answer?: 'save' | 'untitled';
  /** 0-based. */
  readonly record?: number;
};

/** UTF-16 units of a dataset up to which its conversion may be an untitled file. */
const MAX_UNTITLED = 10_000_000;

/**
 * The formats, each with what is lost on the way to it; the dataset's own last, which changes the container alone. Those that none of the records can have
 * are left out.
 */
export function formatPicks({ formatId, looked, records, options }: ConversionList): FormatPick[] {
  const others = options.filter(({ id, results }) => id !== formatId && results > 0);
  const own = options.filter(({ id }) => id === formatId);
  return [
    ...others.map((option) => ({
      label: option.name,
      ...lossesOf(option, looked, records, vscode.l10n.t('Nothing is lost or changed')),
      option,
    })),
    ...(own.length === 0 ? [] : [separator(vscode.l10n.t('the same format'))]),
    ...own.map((option) => ({
      label: option.name,
      description: vscode.l10n.t('JSONL ⇄ JSON array'),
      detail: lossesOf(option, looked, records, vscode.l10n.t('Records stay as they are, each on one line')).detail,
      option,
    })),
  ];
}

function lossesOf(
  { losses, refused }: ConversionOption,
  looked: number,
  records: number,
  nothing: string,
): { description: string; detail: string } {
  const where = looked < records ? vscode.l10n.t('in the first {0} records', looked) : '';
  const textsOf = (wanted: ConversionLoss['kind']): string[] =>
    losses.filter(({ kind }) => kind === wanted).map(({ text, records: count }) => `${count} × ${text}`);
  const left = refused === 0 ? [] : [`${refused} × ${vscode.l10n.t('records that can’t go along')}`];
  const [lost, changed] = [[...left, ...textsOf('lost')], textsOf('changed')];
  const comma = vscode.l10n.t(', ');
  const told = [
    ...(lost.length === 0 ? [] : [vscode.l10n.t('Lost: {0}', lost.join(comma))]),
    ...(changed.length === 0 ? [] : [vscode.l10n.t('Changed: {0}', changed.join(comma))]),
  ];
  return { description: where, detail: told.length === 0 ? nothing : escapeIcons(told.join(' · ')) };
}

/** Where thoughts may go, as far as it makes a difference. */
export function thoughtPicks({ thoughts }: ConversionChoices): ThoughtPick[] {
  const places: readonly (ThoughtPick & { readonly place: ThoughtPlace })[] = [
    {
      label: vscode.l10n.t('<think> Tags in the Answer'),
      detail: vscode.l10n.t('As LLaMA-Factory’s templates want them'),
      place: 'tags',
    },
    {
      label: vscode.l10n.t('A Field of Their Own'),
      detail: vscode.l10n.t('Thoughts in <think> tags at the start of an answer leave it'),
      place: 'field',
    },
  ];
  return [
    { label: vscode.l10n.t('Where They Are'), detail: vscode.l10n.t('As far as the new format has a place there') },
    ...places.filter(({ place }) => thoughts.includes(place)),
  ];
}

/** Whether fields that the new format does not have go along. */
export function fieldsPicks({ fields }: ConversionChoices): FieldsPick[] {
  const description = escapeIcons(fields.join(vscode.l10n.t(', ')));
  return [
    { label: vscode.l10n.t('Keep Further Fields'), description, dropFields: false },
    { label: vscode.l10n.t('Leave Further Fields Out'), description, dropFields: true },
  ];
}

/** The containers, the dataset's own first. */
export function containerPicks(current: ConvertParams['container'], isSameFormat: boolean): ContainerPick[] {
  const jsonl: ContainerPick = {
    label: 'JSONL',
    description: '.jsonl',
    detail: vscode.l10n.t('A record on each line'),
    container: 'jsonl',
  };
  const array: ContainerPick = {
    label: vscode.l10n.t('JSON array'),
    description: '.json',
    detail: vscode.l10n.t('One list of all records'),
    container: 'array',
  };
  const [own, other] = current === 'jsonl' ? [jsonl, array] : [array, jsonl];
  return isSameFormat ? [other, own] : [own, other];
}

/** What is to be done, and under it all that the conversion changes. */
export function answerPicks(survey: ConversionSurvey, size: number): AnswerPick[] {
  const { losses, refused, firstRefused, results } = survey;
  const ofKind = (kind: ConversionLoss['kind'], label: string): AnswerPick[] => {
    const found = losses.filter((loss) => loss.kind === kind);
    return found.length === 0 ? [] : [separator(label), ...found.map(lossPick)];
  };
  const left = firstRefused.map(({ record, reason }) => ({
    label: `$(circle-slash) ${vscode.l10n.t('record {0}', record + 1)}`,
    description: escapeIcons(reason),
    record,
  }));
  const answers: AnswerPick[] = [
    { label: `$(save-as) ${vscode.l10n.t('Convert and Save As…')}`, answer: 'save' },
    ...(size > MAX_UNTITLED
      ? []
      : [{ label: `$(new-file) ${vscode.l10n.t('Convert into an Untitled File')}`, answer: 'untitled' as const }]),
  ];
  return [
    ...(results === 0 ? [] : answers),
    ...(refused === 0 ? [] : [separator(vscode.l10n.t('records left out: {0}', refused)), ...left]),
    ...ofKind('lost', vscode.l10n.t('lost')),
    ...ofKind('changed', vscode.l10n.t('changed')),
    ...ofKind('note', vscode.l10n.t('worth knowing')),
  ];
}

const ICONS = { lost: 'trash', changed: 'edit', note: 'info' } as const;

function lossPick({ kind, text, records, first }: ConversionLoss): AnswerPick {
  return {
    label: `$(${ICONS[kind]}) ${escapeIcons(text)}`,
    detail: vscode.l10n.t('records: {0}, first: {1}', records, first + 1),
    record: first,
  };
}

function separator(label: string): { readonly label: string; readonly kind: vscode.QuickPickItemKind } {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
