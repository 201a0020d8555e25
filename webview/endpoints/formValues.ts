import * as l10n from '@vscode/l10n';
import type { Endpoint, EndpointRole } from '../../src/protocol/endpoints';

/** An endpoint as its fields have it: texts that people are still typing. */
export interface FormValues {
  readonly name: string;
  readonly baseUrl: string;
  readonly model: string;
  readonly role: EndpointRole;
  readonly temperature: string;
  readonly topP: string;
  readonly maxTokens: string;
  readonly seed: string;
  /** One a line, with `\n` and `\t` for what can't be typed. */
  readonly stop: string;
  /** JSON; '' for none. */
  readonly extraBody: string;
  /** `name: value`, one a line. */
  readonly headers: string;
  /** `id: scale`, one a line. */
  readonly lora: string;
  /** Seconds. */
  readonly timeout: string;
  readonly caFile: string;
}
export type Field = keyof FormValues;
export type FieldFaults = Readonly<Partial<Record<Field, string>>>;

export function valuesOf(endpoint: Endpoint): FormValues {
  const { name, baseUrl, model, role, sampling, extraBody, headers, lora, timeout, caFile } = endpoint;
  return {
    ...{ name, baseUrl, model, role },
    temperature: textOf(sampling.temperature),
    topP: textOf(sampling.topP),
    maxTokens: textOf(sampling.maxTokens),
    seed: textOf(sampling.seed),
    stop: sampling.stop.map(escaped).join('\n'),
    extraBody: Object.keys(extraBody).length > 0 ? JSON.stringify(extraBody, null, 2) : '',
    headers: Object.entries(headers)
      .map(([header, value]) => `${header}: ${value}`)
      .join('\n'),
    lora: lora.map(({ id, scale }) => `${id}: ${scale}`).join('\n'),
    timeout: String(timeout),
    caFile: caFile ?? '',
  };
}

/** What the fields say, or what can't be read in them. What it means the extension checks. */
export function endpointOf(id: string, values: FormValues): Endpoint | { readonly faults: FieldFaults } {
  const faults: Partial<Record<Field, string>> = {};
  const read = <T>(field: Field, does: () => T, otherwise: T): T => {
    try {
      return does();
    } catch (error) {
      faults[field] = error instanceof Error ? error.message : String(error);
      return otherwise;
    }
  };
  const number = (field: Field): number | null => read(field, () => numberIn(values[field]), null);
  const endpoint: Endpoint = {
    ...{ id, name: values.name.trim(), baseUrl: values.baseUrl.trim(), model: values.model.trim(), role: values.role },
    sampling: {
      ...{ temperature: number('temperature'), topP: number('topP') },
      ...{ maxTokens: number('maxTokens'), seed: number('seed') },
      stop: linesOf(values.stop).map(unescaped),
    },
    extraBody: read('extraBody', () => objectIn(values.extraBody), {}),
    headers: read('headers', () => headersIn(values.headers), {}),
    lora: read('lora', () => scalesIn(values.lora), []),
    timeout: number('timeout') ?? 0,
    caFile: values.caFile.trim() || null,
  };
  return Object.keys(faults).length > 0 ? { faults } : endpoint;
}

/** What is still wrong when fields were changed: nothing is known of those yet. */
export function faultsLeft(faults: FieldFaults, before: FormValues, now: FormValues): FieldFaults {
  return Object.fromEntries(Object.entries(faults).filter(([field]) => before[field as Field] === now[field as Field]));
}

/** Faults that the extension found, by the fields that show them. */
export function fieldFaults(refused: Readonly<Partial<Record<keyof Endpoint, string>>>): FieldFaults {
  const { sampling, id, ...others } = refused;
  return { ...others, ...(id !== undefined && { name: id }), ...(sampling !== undefined && { temperature: sampling }) };
}

function textOf(number: number | null): string {
  return number === null ? '' : String(number);
}

function numberIn(text: string): number | null {
  if (text.trim() === '') return null;
  const number = Number(text);
  if (!Number.isFinite(number)) throw new Error(l10n.t('This is no number.'));
  return number;
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(l10n.t('This is no JSON: {0}', (error as Error).message), { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(l10n.t('It must be a JSON object, such as {0}.', '{"top_k": 20}'));
  }
  return value as Readonly<Record<string, unknown>>;
}

function headersIn(text: string): Readonly<Record<string, string>> {
  const entries = linesOf(text).map((line) => {
    const at = line.indexOf(':');
    if (at <= 0) throw new Error(l10n.t('One header a line: its name, a colon, its value.'));
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
  });
  return Object.fromEntries(entries);
}

function scalesIn(text: string): Endpoint['lora'] {
  return linesOf(text).map((line) => {
    const [id = '', scale = '', ...more] = line.split(/[:=]/).map((part) => part.trim());
    if (
      id === '' ||
      scale === '' ||
      more.length > 0 ||
      !Number.isFinite(Number(id)) ||
      !Number.isFinite(Number(scale))
    ) {
      throw new Error(l10n.t('One adapter a line: its number, a colon, its scale, such as {0}.', '0: 0.5'));
    }
    return { id: Number(id), scale: Number(scale) };
  });
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

function escaped(text: string): string {
  return text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character]!);
}

function unescaped(text: string): string {
  return text.replace(/\\([\\nrt])/g, (_, letter: string) => CHARACTERS[letter]!);
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const CHARACTERS: Readonly<Record<string, string>> = { '\\': '\\', n: '\n', r: '\r', t: '\t' };
