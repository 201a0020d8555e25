import { fileCrlfMixed } from './file/fileCrlfMixed';
import { fileEmpty } from './file/fileEmpty';
import { fileExtensionMismatch } from './file/fileExtensionMismatch';
import { fileNotUtf8 } from './file/fileNotUtf8';
import { fileTooLargeSingle } from './file/fileTooLargeSingle';
import { infoAttributeType } from './info/infoAttributeType';
import { infoBom } from './info/infoBom';
import { infoColumnMissingInFile } from './info/infoColumnMissingInFile';
import { infoColumnsIncomplete } from './info/infoColumnsIncomplete';
import { infoDefaultsIgnored } from './info/infoDefaultsIgnored';
import { infoFileMissing } from './info/infoFileMissing';
import { infoFolderMixedTypes } from './info/infoFolderMixedTypes';
import { infoFormatting } from './info/infoFormatting';
import { infoNameUndefined } from './info/infoNameUndefined';
import { infoOpenaiThinkingOff } from './info/infoOpenaiThinkingOff';
import { infoRanking } from './info/infoRanking';
import { infoRoleValues } from './info/infoRoleValues';
import { infoTagsIncomplete } from './info/infoTagsIncomplete';
import { infoUnknownAttribute } from './info/infoUnknownAttribute';
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
import { robustnessUnmarked } from './labels/robustnessUnmarked';
import { taskTypeMissing } from './labels/taskTypeMissing';
import { taskTypeOverTarget } from './labels/taskTypeOverTarget';
import { taskTypeSingleLevel } from './labels/taskTypeSingleLevel';
import { taskTypeUnderTarget } from './labels/taskTypeUnderTarget';
import { taskTypeUnknown } from './labels/taskTypeUnknown';
import { mediaAbsolutePath } from './media/mediaAbsolutePath';
import { mediaBase64Inline } from './media/mediaBase64Inline';
import { mediaCount } from './media/mediaCount';
import { mediaMissingFile } from './media/mediaMissingFile';
import { mediaOnTextModel } from './media/mediaOnTextModel';
import { mediaTagInAnswer } from './media/mediaTagInAnswer';
import { mediaTagVariants } from './media/mediaTagVariants';
import { mediaUnreadable } from './media/mediaUnreadable';
import { boolAsString } from './preference/boolAsString';
import { ktoConflict } from './preference/ktoConflict';
import { ktoImbalance } from './preference/ktoImbalance';
import { ktoLabelType } from './preference/ktoLabelType';
import { ktoOneClass } from './preference/ktoOneClass';
import { ktoTrueEmpty } from './preference/ktoTrueEmpty';
import { prefChosenWorse } from './preference/prefChosenWorse';
import { prefFormatBias } from './preference/prefFormatBias';
import { prefIdentical } from './preference/prefIdentical';
import { prefLengthBias } from './preference/prefLengthBias';
import { prefMissingSide } from './preference/prefMissingSide';
import { prefNearIdentical } from './preference/prefNearIdentical';
import { prefPromptRepeated } from './preference/prefPromptRepeated';
import { prefRole } from './preference/prefRole';
import { prefShape } from './preference/prefShape';
import { columnAllDates } from './columns/columnAllDates';
import { columnAppearsLate } from './columns/columnAppearsLate';
import { columnExtraTarget } from './columns/columnExtraTarget';
import { columnNullHeavy } from './columns/columnNullHeavy';
import { columnTypeMix } from './columns/columnTypeMix';
import { nothingLeft } from './columns/nothingLeft';
import { objectKeysVary } from './columns/objectKeysVary';
import { stringLooksLikeJson } from './columns/stringLooksLikeJson';
import { columnTypo } from './record/columnTypo';
import { columnUnknown } from './record/columnUnknown';
import { emptyAnswer } from './record/emptyAnswer';
import { emptyInstruction } from './record/emptyInstruction';
import { emptyPrompt } from './record/emptyPrompt';
import { fieldMissing } from './record/fieldMissing';
import { formatMixed } from './record/formatMixed';
import { historyShape } from './record/historyShape';
import { numberAsAnswer } from './record/numberAsAnswer';
import { stringExpected } from './record/stringExpected';
import { roleUnknown } from './roles/roleUnknown';
import { roleKeyMissing } from './roles/roleKeyMissing';
import { messageNotObject } from './roles/messageNotObject';
import { firstTurnNotUser } from './roles/firstTurnNotUser';
import { rolesNotAlternating } from './roles/rolesNotAlternating';
import { systemNotFirst } from './roles/systemNotFirst';
import { multipleSystems } from './roles/multipleSystems';
import { lastTurnNotAssistant } from './roles/lastTurnNotAssistant';
import { noAssistantTurn } from './roles/noAssistantTurn';
import { noUserTurn } from './roles/noUserTurn';
import { noSystem } from './roles/noSystem';
import { turnParity } from './roles/turnParity';
import { messageExtraKey } from './roles/messageExtraKey';
import { messageWeightValue } from './roles/messageWeightValue';
import { noTrainableTurn } from './roles/noTrainableTurn';
import { lastTurnUntrained } from './roles/lastTurnUntrained';
import { emptySystem } from './content/emptySystem';
import { placeholderText } from './content/placeholderText';
import { leadingTrailingSpace } from './content/leadingTrailingSpace';
import { multipleBlankLines } from './content/multipleBlankLines';
import { instructionEqualsOutput } from './content/instructionEqualsOutput';
import { answerEchoesPrompt } from './content/answerEchoesPrompt';
import { inputDuplicatesInstruction } from './content/inputDuplicatesInstruction';
import { mergedInstructions } from './content/mergedInstructions';
import { templateSlotInText } from './content/templateSlotInText';
import { textNfc } from './content/textNfc';
import { urlHallucination } from './content/urlHallucination';
import { markdownBroken } from './content/markdownBroken';
import { htmlResidue } from './content/htmlResidue';
import { copyCodeResidue } from './content/copyCodeResidue';
import { specialTokenInContent } from './content/specialTokenInContent';
import { roleMarkerInText } from './content/roleMarkerInText';
import { nestedDialogue } from './content/nestedDialogue';
import { recordShape } from './record/recordShape';
import type { Rule } from './rule';
import { fileBom } from './syntax/fileBom';
import { fileNulBytes } from './syntax/fileNulBytes';
import { fileTruncatedTail } from './syntax/fileTruncatedTail';
import { jsonLineEndComma } from './syntax/jsonLineEndComma';
import { jsonNanInfinity } from './syntax/jsonNanInfinity';
import { jsonSyntax } from './syntax/jsonSyntax';
import { thinkEmpty } from './thinking/thinkEmpty';
import { thinkFieldVsTag } from './thinking/thinkFieldVsTag';
import { thinkInHistory } from './thinking/thinkInHistory';
import { thinkInWrongRole } from './thinking/thinkInWrongRole';
import { thinkLeakInAnswer } from './thinking/thinkLeakInAnswer';
import { thinkMixed } from './thinking/thinkMixed';
import { thinkNotAtStart } from './thinking/thinkNotAtStart';
import { thinkOtherTag } from './thinking/thinkOtherTag';
import { thinkUnbalanced } from './thinking/thinkUnbalanced';
import { thinkWhitespace } from './thinking/thinkWhitespace';
import { toolArgsJson } from './tools/toolArgsJson';
import { toolArgsSchema } from './tools/toolArgsSchema';
import { toolArgsType } from './tools/toolArgsType';
import { toolCallId } from './tools/toolCallId';
import { toolCallJson } from './tools/toolCallJson';
import { toolCallShape } from './tools/toolCallShape';
import { toolMultiBlock } from './tools/toolMultiBlock';
import { toolNameChars } from './tools/toolNameChars';
import { toolObservationJson } from './tools/toolObservationJson';
import { toolResultMissing } from './tools/toolResultMissing';
import { toolResultOrphan } from './tools/toolResultOrphan';
import { toolTextLost } from './tools/toolTextLost';
import { toolTrailingAnswer } from './tools/toolTrailingAnswer';
import { toolUndeclared } from './tools/toolUndeclared';
import { toolsJson } from './tools/toolsJson';
import { toolsSchema } from './tools/toolsSchema';
import { toolsUnused } from './tools/toolsUnused';

/** Every rule, in the order of the documentation. */
export const allRules: readonly Rule[] = [
  fileNotUtf8,
  fileBom,
  fileEmpty,
  fileCrlfMixed,
  fileNulBytes,
  fileTruncatedTail,
  fileExtensionMismatch,
  fileTooLargeSingle,
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
  formatMixed,
  recordShape(() => allRules),
  fieldMissing,
  columnTypo,
  columnUnknown,
  columnExtraTarget,
  columnTypeMix,
  stringLooksLikeJson,
  columnAllDates,
  columnAppearsLate,
  columnNullHeavy,
  objectKeysVary,
  stringExpected,
  numberAsAnswer,
  roleUnknown,
  roleKeyMissing,
  messageNotObject,
  firstTurnNotUser,
  rolesNotAlternating,
  systemNotFirst,
  multipleSystems,
  lastTurnNotAssistant,
  noAssistantTurn,
  noUserTurn,
  noSystem,
  turnParity,
  messageExtraKey,
  messageWeightValue,
  noTrainableTurn,
  lastTurnUntrained,
  historyShape,
  emptyPrompt,
  emptyInstruction,
  emptyAnswer,
  emptySystem,
  placeholderText,
  leadingTrailingSpace,
  multipleBlankLines,
  textNfc,
  instructionEqualsOutput,
  answerEchoesPrompt,
  inputDuplicatesInstruction,
  mergedInstructions,
  templateSlotInText,
  urlHallucination,
  markdownBroken,
  htmlResidue,
  copyCodeResidue,
  specialTokenInContent,
  roleMarkerInText,
  nestedDialogue,
  prefMissingSide,
  prefShape,
  prefRole,
  prefIdentical,
  prefNearIdentical,
  prefChosenWorse,
  prefLengthBias,
  prefFormatBias,
  prefPromptRepeated,
  boolAsString,
  ktoLabelType,
  ktoTrueEmpty,
  ktoOneClass,
  ktoImbalance,
  ktoConflict,
  mediaCount,
  mediaTagInAnswer,
  mediaTagVariants,
  mediaMissingFile,
  mediaUnreadable,
  mediaAbsolutePath,
  mediaOnTextModel,
  mediaBase64Inline,
  toolCallJson,
  toolCallShape,
  toolArgsType,
  toolArgsJson,
  toolArgsSchema,
  toolUndeclared,
  toolsUnused,
  toolsJson,
  toolsSchema,
  toolResultOrphan,
  toolResultMissing,
  toolCallId,
  toolNameChars,
  toolTextLost,
  toolMultiBlock,
  toolTrailingAnswer,
  toolObservationJson,
  thinkUnbalanced,
  thinkNotAtStart,
  thinkWhitespace,
  thinkEmpty,
  thinkMixed,
  thinkInHistory,
  thinkInWrongRole,
  thinkLeakInAnswer,
  thinkOtherTag,
  thinkFieldVsTag,
  templateFailed,
  recordDropped,
  ktoRunEnds,
  sampleOverCutoff,
  answerCut,
  eosLost,
  turnDropped,
  nothingTrained,
  nothingLeft,
  taskTypeMissing,
  taskTypeUnknown,
  taskTypeSingleLevel,
  taskTypeOverTarget,
  taskTypeUnderTarget,
  robustnessUnmarked,
  infoBom,
  infoNameUndefined,
  infoAttributeType,
  infoUnknownAttribute,
  infoFileMissing,
  infoFolderMixedTypes,
  infoFormatting,
  infoRanking,
  infoColumnsIncomplete,
  infoDefaultsIgnored,
  infoColumnMissingInFile,
  infoTagsIncomplete,
  infoRoleValues,
  infoOpenaiThinkingOff,
];

export function ruleById(id: string): Rule | undefined {
  return allRules.find((rule) => rule.id === id);
}
