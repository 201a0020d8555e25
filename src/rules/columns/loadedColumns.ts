import type { ShapeKind } from '../../dataset/recordShape';
import { mergeTypes, type Columns, type ColumnType } from '../../tokens/llamafactory/columns';
import type { Column } from './column';

/**
 * The columns of a file as Arrow has them once `datasets` has loaded it, told from the shapes of its records. Where an object's keys are data, or nobody
 * looked deep enough, the type is unknown.
 *
 * @param column of the records
 * @param dates see `columnsOf` of tokens/llamafactory/columns.ts
 */
export function loadedColumns({ fields }: Column<unknown>, dates: boolean): Columns {
  return new Map([...fields].map(([key, field]) => [key, typeOf(field, dates)]));
}

function typeOf(column: Column<unknown>, dates: boolean): ColumnType {
  const types = [...column.kinds.keys()].map((kind) => typeOfKind(kind, column, dates));
  return types.reduce(mergeTypes, NOTHING);
}

function typeOfKind(kind: ShapeKind, column: Column<unknown>, dates: boolean): ColumnType {
  switch (kind) {
    case 'null':
    case 'bool':
    case 'int':
    case 'float':
    case 'string':
      return { kind };
    case 'date':
      return { kind: dates ? 'date' : 'string' };
    case 'json':
      return { kind: 'string' };
    case 'list':
      return { kind: 'list', item: column.items ? typeOf(column.items, dates) : NOTHING };
    case 'object':
      return column.isMap ? UNKNOWN : { kind: 'struct', fields: loadedColumns(column, dates) };
    case 'map':
    case 'deep':
      return UNKNOWN;
  }
}

const NOTHING: ColumnType = { kind: 'null' };
const UNKNOWN: ColumnType = { kind: 'unknown' };
