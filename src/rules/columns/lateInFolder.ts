import * as l10n from '@vscode/l10n';
import type { Contents, Spread } from '../../dataset/datasetInfo/dataFacts';
import { listOf } from '../../dataset/listOf';
import { brief } from '../brief';
import type { InfoReport } from '../info/view';
import { ITEMS, nameOf, type Path } from './places';

/** Names that a message has room for. */
const SHOWN = 5;

interface Late extends Spread {
  readonly paths: Path[];
}

/**
 * What is said of fields, and of keys of the objects in them, that some files of a folder have and others never do: one message for those that the same
 * files lack. A file that lacks columns of those before it is no fault, one that has more is (`cast_table_to_schema` of datasets/table.py), and LLaMA-Factory
 * loads the files in the order of `os.listdir`, which may be any: only if no file has all columns must it fail.
 */
export function lateInFolder(contents: Contents): Pick<InfoReport, 'message' | 'outcome'>[] {
  const late = [...lateIn(contents).values()];
  const files = new Set(late.flatMap(({ having, lacking }) => [...having, ...lacking]));
  const isCertain =
    contents.onlyBytes === undefined && [...files].every((file) => late.some(({ lacking }) => lacking.includes(file)));
  return late.map(({ paths, having, lacking }) => ({
    message: l10n.t(
      'No record of {0} has {1}, which records of {2} have. Hugging Face datasets takes the columns from the file that is listed first, in no certain order, and stops at one that has more. Give the first record of {0} the same, as an empty text if it holds text.',
      filesOf(lacking),
      listOf(
        paths.map((path) => l10n.t('“{0}”', nameOf(path))),
        SHOWN,
      ),
      filesOf(having),
    ),
    ...(isCertain ? {} : { outcome: null }),
  }));
}

/** By the files that lack it. */
function lateIn({ columns }: Contents): Map<string, Late> {
  const late = new Map<string, Late>();
  const look = (path: Path, { having, lacking }: Spread): void => {
    if (having.length === 0 || lacking.length === 0) return;
    const id = JSON.stringify([lacking, having]);
    const known = late.get(id);
    if (known) known.paths.push(path);
    else late.set(id, { paths: [path], having, lacking });
  };
  for (const [name, { spread, keys, kinds }] of columns) {
    look([name], spread);
    for (const [key, facts] of keys) look(kinds.has('object') ? [name, key] : [name, ITEMS, key], facts.spread);
  }
  return late;
}

function filesOf(names: readonly string[]): string {
  return listOf(
    names.map((name) => l10n.t('“{0}”', brief(name))),
    SHOWN,
  );
}
