import type { Column, Value } from '../../event/value.ts'
import type { Problem } from '../reader.ts'

/** A file that is a table: its columns, and its rows as often as they are asked for. */
export interface TableFile {
  readonly columns: readonly Column[]
  /** The rows in their order, in pieces. Memory does not grow with the file. */
  rows(): AsyncIterable<TablePiece>
}

/** Some rows, one value per column each, and what is wrong with those that were left out. */
export interface TablePiece {
  readonly rows: readonly (readonly Value[])[]
  readonly problems: readonly Problem[]
}

/** Rows that are handed on together. */
export const pieceSize = 2048
