import { entries, isFloat, isList, PythonDate, PythonFloat, type PythonValue } from './value';

/** `str(value)` */
export function str(value: PythonValue): string {
  if (typeof value === 'string') return value;
  return value instanceof PythonDate ? isoDate(value.text) : repr(value);
}

/** `repr(value)` */
export function repr(value: PythonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return reprString(value);
  if (isFloat(value)) return reprFloat(value instanceof PythonFloat ? value.value : value);
  if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value).toString();
  if (value instanceof PythonDate) return reprDate(value.text);
  if (isList(value)) return `[${value.map(repr).join(', ')}]`;
  return `{${entries(value)
    .map(([key, item]) => `${reprString(key)}: ${repr(item)}`)
    .join(', ')}}`;
}

/** `float.__repr__`: the shortest digits that read back as the same number, with an exponent below 1e-4 and from 1e16 on. */
export function reprFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa = '', power = '0'] = Math.abs(value).toExponential().split('e');
  const sign = value < 0 ? '-' : '';
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  const digits = mantissa.replace('.', '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/** What `str.isprintable` denies: control, format, private and unassigned characters, lone surrogates, separators except the space. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}\\]|(?! )\p{Zs}/gu;

function reprString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(UNPRINTABLE, (char) => SHORT[char] ?? codeEscape(char.codePointAt(0)!));
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

function codeEscape(code: number): string {
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

function isoDate(text: string): string {
  const [, date = '', time = ''] = /^(\d{4}-\d\d-\d\d)[ T]?([\d:]*)/.exec(text) ?? [];
  return `${date} ${[...time.split(':'), '00', '00'].slice(0, 3).map(twoDigits).join(':')}`;
}

function reprDate(text: string): string {
  const parts = isoDate(text).split(/[-: ]/).map(Number);
  if (parts.at(-1) === 0) parts.pop();
  return `datetime.datetime(${parts.join(', ')})`;
}

function twoDigits(text: string): string {
  return text.padStart(2, '0');
}
