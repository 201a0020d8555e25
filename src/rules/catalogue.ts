import { fileCrlfMixed } from './file/fileCrlfMixed';
import { fileEmpty } from './file/fileEmpty';
import { fileExtensionMismatch } from './file/fileExtensionMismatch';
import { fileNotUtf8 } from './file/fileNotUtf8';
import { jsonBigint } from './json/jsonBigint';
import { jsonDepth } from './json/jsonDepth';
import { jsonDuplicateKey } from './json/jsonDuplicateKey';
import { jsonLoneSurrogate } from './json/jsonLoneSurrogate';
import { jsonRootShape } from './json/jsonRootShape';
import { jsonlBlankLine } from './json/jsonlBlankLine';
import { jsonlPrettyMultiline } from './json/jsonlPrettyMultiline';
import { jsonlTwoValuesOnLine } from './json/jsonlTwoValuesOnLine';
import { answerCut } from './length/answerCut';
import { eosLost } from './length/eosLost';
import { ktoRunEnds } from './length/ktoRunEnds';
import { nothingTrained } from './length/nothingTrained';
import { recordDropped } from './length/recordDropped';
import { sampleOverCutoff } from './length/sampleOverCutoff';
import { templateFailed } from './length/templateFailed';
import { turnDropped } from './length/turnDropped';
import { columnTypo } from './record/columnTypo';
import { columnUnknown } from './record/columnUnknown';
import { emptyAnswer } from './record/emptyAnswer';
import { emptyInstruction } from './record/emptyInstruction';
import { emptyPrompt } from './record/emptyPrompt';
import { fieldMissing } from './record/fieldMissing';
import { historyShape } from './record/historyShape';
import { numberAsAnswer } from './record/numberAsAnswer';
import { stringExpected } from './record/stringExpected';
import type { Rule } from './rule';
import { fileBom } from './syntax/fileBom';
import { fileNulBytes } from './syntax/fileNulBytes';
import { fileTruncatedTail } from './syntax/fileTruncatedTail';
import { jsonLineEndComma } from './syntax/jsonLineEndComma';
import { jsonNanInfinity } from './syntax/jsonNanInfinity';
import { jsonSyntax } from './syntax/jsonSyntax';

/** Every rule, in the order of the documentation. */
export const allRules: readonly Rule[] = [
  fileNotUtf8,
  fileBom,
  fileEmpty,
  fileCrlfMixed,
  fileNulBytes,
  fileTruncatedTail,
  fileExtensionMismatch,
  jsonSyntax,
  jsonLineEndComma,
  jsonlBlankLine,
  jsonlTwoValuesOnLine,
  jsonlPrettyMultiline,
  jsonDuplicateKey,
  jsonNanInfinity,
  jsonLoneSurrogate,
  jsonBigint,
  jsonRootShape,
  jsonDepth,
  fieldMissing,
  columnTypo,
  columnUnknown,
  stringExpected,
  numberAsAnswer,
  historyShape,
  emptyPrompt,
  emptyInstruction,
  emptyAnswer,
  templateFailed,
  recordDropped,
  ktoRunEnds,
  sampleOverCutoff,
  answerCut,
  eosLost,
  turnDropped,
  nothingTrained,
];

export function ruleById(id: string): Rule | undefined {
  return allRules.find((rule) => rule.id === id);
}
