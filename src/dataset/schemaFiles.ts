import parts from '../../schemas/parts.schema.json';
import type { SchemaFiles } from './schemaAt';

/** What the formats' schemas refer to. */
export const schemaFiles: SchemaFiles = { 'parts.schema.json': parts };
