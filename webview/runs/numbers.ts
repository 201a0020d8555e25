import * as l10n from '@vscode/l10n';

function language(): string | undefined {
  return document.documentElement.lang || undefined;
}

/** A whole number with the separators of the user's language. */
export function whole(value: number): string {
  return value.toLocaleString(language());
}

/** A measure's value: shares as such, log-likelihoods with as many digits. */
export function measured(value: number): string {
  return value.toLocaleString(language(), { minimumFractionDigits: 3, maximumFractionDigits: 3 });
}

/** With its sign, also where it is a plus. */
export function difference(value: number): string {
  return value.toLocaleString(language(), {
    ...{ minimumFractionDigits: 3, maximumFractionDigits: 3 },
    signDisplay: 'exceptZero',
  });
}

/** Milliseconds, as people say them. */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (milliseconds < 1000) return l10n.t('{0} ms', whole(Math.round(milliseconds)));
  if (seconds < 60) return l10n.t('{0} s', seconds.toLocaleString(language(), { maximumFractionDigits: 1 }));
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return l10n.t('{0} min', minutes);
  return l10n.t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}

/** An ISO 8601 time, in the user's words; one that is none, as it stands. */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}
