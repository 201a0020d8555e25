import parts from '../../../../schemas/parts.schema.json';
import tools from '../../../../schemas/tools.schema.json';
import type { AnySchema, SchemaFiles } from '../../../dataset/schemaAt';

/** The definitions of tools, in more detail than records are checked by. */
export const toolListSchema: AnySchema = tools;

/** The files that the schemas of formats refer to. */
export const schemaFiles: SchemaFiles = { 'parts.schema.json': parts };
