import type { Platform } from '../platform.ts'
import { columns } from './columns.ts'
import { present } from './present.ts'
import { profiler } from './profile.ts'
import { schema, tableSchema } from './schema.ts'

/** Events with the fields that their logs have, and the log sources that rules ask for. */
export const sigmaPlatform: Platform = {
  id: 'sigma',
  title: 'Sigma',
  styles: [{ id: 'event', title: 'As its log has it' }],
  documents: true,
  columns,
  present,
  schema,
  tableSchema,
  profiler,
}
