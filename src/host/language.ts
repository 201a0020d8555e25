import * as l10n from '@vscode/l10n';

/** Sets the language of all messages of this process or thread: Simplified Chinese for `zh` where it is not written in traditional characters, else English. */
export async function useLanguage(locale: string | undefined): Promise<void> {
  const chinese = isChinese(locale) && (await import('../../l10n/bundle.l10n.zh-cn.json')).default;
  l10n.config({ contents: chinese || {} });
}

export function isChinese(locale: string | undefined): boolean {
  return /^zh(?!-(tw|hk|mo|hant))(-|\.|@|$)/i.test(locale?.replace('_', '-') ?? '');
}

/** The language that the environment asks for, as POSIX orders it. */
export function environmentLocale(environment: NodeJS.ProcessEnv): string | undefined {
  return environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || undefined;
}
