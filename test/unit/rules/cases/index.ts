import type { Cases } from './case';
import { columns } from './columns';
import { content } from './content';
import { formats } from './formats';
import { json } from './json';
import { labelCases } from './labels';
import { media } from './media';
import { preference } from './preference';
import { roles } from './roles';
import { thinking } from './thinking';
import { tools } from './tools';

export const cases: Cases = {
  ...json,
  ...formats,
  ...roles,
  ...content,
  ...tools,
  ...thinking,
  ...preference,
  ...media,
  ...columns,
  ...labelCases,
};
