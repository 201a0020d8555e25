import tools from '../../../../schemas/tools.schema.json';
import type { AnySchema } from '../../../dataset/schemaAt';

/** The definitions of tools, in more detail than records are checked by. */
export const toolListSchema: AnySchema = tools;
