/** Commands that package.json contributes; a test holds both equal. */
export const Command = {
  goToRecord: 'tuneset.goToRecord',
  fixAll: 'tuneset.fixAll',
  checkNow: 'tuneset.checkNow',
  showRule: 'tuneset.showRule',
  createProjectFile: 'tuneset.createProjectFile',
  rewriteAsUtf8: 'tuneset.rewriteAsUtf8',
  rewriteLineEnds: 'tuneset.rewriteLineEnds',
  showLog: 'tuneset.showLog',
  restartServer: 'tuneset.restartServer',
} as const;

/** Settings that package.json contributes. */
export const Setting = {
  validateRun: 'tuneset.validate.run',
  traceServer: 'tuneset.trace.server',
} as const;

/** Context keys that `when` clauses in package.json read. */
export const Context = {
  isDataset: 'tuneset.isDataset',
} as const;
