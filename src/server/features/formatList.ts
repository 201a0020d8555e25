import { DETECTION_LENGTH, detectFormat, evidenceIn } from '../../dataset/detect';
import { formats } from '../../dataset/format';
import type { FormatList } from '../../protocol/messages';
import type { OpenDocument } from '../openDocument';
import * as l10n from '@vscode/l10n';

/** Every format with what a file's first records say for it, those that some speak for first. */
export function formatList(document: OpenDocument): FormatList {
  const text = document.text();
  const isWhole = text.length <= DETECTION_LENGTH;
  const { records, formats: found } = evidenceIn(text, isWhole);
  const spoken = new Set(found.map(({ format }) => format.id));
  const options = [
    ...found,
    ...formats.filter(({ id }) => !spoken.has(id)).map((format) => ({ format, speaking: 0, fields: [] })),
  ];
  return {
    records,
    detected: detectFormat(text, isWhole, document.languageId === 'json')?.format.id ?? null,
    formats: options.map(({ format: { id, name, schema }, speaking, fields }) => ({
      id,
      name,
      description: l10n.t(schema.description ?? ''),
      speaking,
      fields,
    })),
  };
}
