import type { RecordView } from '../view';
import { templateOf } from './templateOf';

/** Whether the template puts the tools into the prompt as they stand: any text, or any JSON; undefined if it reads them. */
export function takesAnyTools(view: RecordView): 'text' | 'json' | undefined {
  const template = templateOf(view);
  if (template?.toolSlot !== undefined) return 'text';
  return template?.toolFormat === 'seed_oss' ? 'json' : undefined;
}
