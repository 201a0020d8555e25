/** Commands that package.json contributes; a test holds both equal. */
export const Command = {
  goToRecord: 'tuneset.goToRecord',
  goToDatasetInfo: 'tuneset.goToDatasetInfo',
  fixAll: 'tuneset.fixAll',
  checkNow: 'tuneset.checkNow',
  showRule: 'tuneset.showRule',
  createProjectFile: 'tuneset.createProjectFile',
  chooseFormat: 'tuneset.chooseFormat',
  convertDataset: 'tuneset.convertDataset',
  rewriteAsUtf8: 'tuneset.rewriteAsUtf8',
  rewriteLineEnds: 'tuneset.rewriteLineEnds',
  showLog: 'tuneset.showLog',
  restartServer: 'tuneset.restartServer',
  makeTwin: 'tuneset.robustness.makeTwin',
  makeTwins: 'tuneset.robustness.makeTwins',
  goToCleanTwin: 'tuneset.robustness.goToCleanTwin',
  chooseTokenizer: 'tuneset.tokens.chooseTokenizer',
  showTokens: 'tuneset.tokens.show',
  hideTokens: 'tuneset.tokens.hide',
  goToLongestRecords: 'tuneset.tokens.longest',
  stopCounting: 'tuneset.tokens.stopCounting',
  goOnCounting: 'tuneset.tokens.goOnCounting',
  showRecords: 'tuneset.coverage.showRecords',
  refreshCoverage: 'tuneset.coverage.refresh',
  stopReading: 'tuneset.coverage.stop',
  chooseCoverageScope: 'tuneset.coverage.scope',
  showCoverageOf: 'tuneset.coverage.show',
  filterTaskTypes: 'tuneset.coverage.filter',
  clearFilter: 'tuneset.coverage.clearFilter',
  sortTaskTypes: 'tuneset.coverage.sort',
  copyCoverage: 'tuneset.coverage.copy',
  copyCoverageAsCsv: 'tuneset.coverage.copyCsv',
  renameTaskType: 'tuneset.taskType.rename',
  addTaskType: 'tuneset.taskType.add',
  taxonomyFromValues: 'tuneset.taxonomy.fromValues',
  starterTaxonomy: 'tuneset.taxonomy.start',
  tagRecords: 'tuneset.labels.tag',
  tagRun: 'tuneset.labels.tagRun',
  repeatTag: 'tuneset.labels.repeat',
  nextUntagged: 'tuneset.labels.nextUntagged',
  nextMarked: 'tuneset.labels.nextMarked',
  markRecords: 'tuneset.labels.mark',
  unmarkRecords: 'tuneset.labels.unmark',
  openPreview: 'tuneset.preview.open',
  openAnotherPreview: 'tuneset.preview.openAnother',
  previewNext: 'tuneset.preview.next',
  previewPrevious: 'tuneset.preview.previous',
  previewNextFinding: 'tuneset.preview.nextFinding',
  previewNextUntagged: 'tuneset.preview.nextUntagged',
  previewNextMarked: 'tuneset.preview.nextMarked',
  previewNextOver: 'tuneset.preview.nextOver',
  previewSearch: 'tuneset.preview.search',
  previewGoToRecord: 'tuneset.preview.goToRecord',
  previewPin: 'tuneset.preview.pin',
  previewToggleRaw: 'tuneset.preview.toggleRaw',
  previewToggleInvisible: 'tuneset.preview.toggleInvisible',
  previewConversation: 'tuneset.preview.showConversation',
  previewModel: 'tuneset.preview.showModel',
  previewShowInFile: 'tuneset.preview.showInFile',
  editRecord: 'tuneset.record.edit',
  insertRecord: 'tuneset.record.insert',
  duplicateRecord: 'tuneset.record.duplicate',
  deleteRecord: 'tuneset.record.delete',
  moveRecordUp: 'tuneset.record.moveUp',
  moveRecordDown: 'tuneset.record.moveDown',
  startReview: 'tuneset.review.start',
  reviewReport: 'tuneset.review.report',
  exportReviewed: 'tuneset.review.export',
  openProbe: 'tuneset.probe.open',
  openProbeView: 'tuneset.probe.view',
  showEndpoints: 'tuneset.probe.endpoints',
  runMany: 'tuneset.probe.runMany',
} as const;

/** Settings that package.json contributes. */
export const Setting = {
  validateRun: 'tuneset.validate.run',
  traceServer: 'tuneset.trace.server',
  tokenHints: 'tuneset.tokens.hints',
  defaultTokenizer: 'tuneset.tokens.defaultTokenizer',
  tokenizerMirror: 'tuneset.tokens.mirror',
  reviewer: 'tuneset.review.reviewer',
  endpoints: 'tuneset.probe.endpoints',
} as const;

/** Context keys that `when` clauses in package.json read. */
export const Context = {
  isDataset: 'tuneset.isDataset',
  /** The active dataset is named in a `dataset_info.json`. */
  isInDatasetInfo: 'tuneset.isInDatasetInfo',
  /** Tokens are outlined in the active editor. */
  tokensShown: 'tuneset.tokensShown',
  /** `running` or `stopped` while not all records of the active dataset are counted. */
  counting: 'tuneset.counting',
  /** Why the view of task types is empty; `ok` where it isn't. */
  coverageState: 'tuneset.coverageState',
  /** The files of the workspace are being read for it. */
  isReadingCoverage: 'tuneset.isReadingCoverage',
  /** There is a preview. */
  hasPreview: 'tuneset.hasPreview',
} as const;

/** Views that package.json contributes. */
export const View = {
  coverage: 'tuneset.coverage',
} as const;

/** Types of webview panels, which `when` clauses and an activation event in package.json name. */
export const Panel = {
  preview: 'tuneset.preview',
  endpoints: 'tuneset.endpoints',
  runs: 'tuneset.runs',
} as const;

/** Colours that package.json contributes. */
export const Color = {
  tokenOddBackground: 'tuneset.token.oddBackground',
  tokenOddBorder: 'tuneset.token.oddBorder',
  tokenEvenBackground: 'tuneset.token.evenBackground',
  tokenEvenBorder: 'tuneset.token.evenBorder',
  tokenSpecialBackground: 'tuneset.token.specialBackground',
  tokenSpecialBorder: 'tuneset.token.specialBorder',
  robustnessBackground: 'tuneset.robustness.background',
  robustnessBorder: 'tuneset.robustness.border',
} as const;
