import type { Platform } from '../platform.ts'
import { columns } from './columns.ts'
import { styles } from './message.ts'
import { names } from './names.ts'
import { present } from './present.ts'
import { profiler } from './profile.ts'
import { schema } from './schema.ts'
import { tableSchema } from './table.ts'

/** Sumo Logic: messages with metadata, taken apart when they are searched. */
export const sumoPlatform: Platform = {
  id: 'sumo',
  title: 'Sumo Logic',
  styles,
  columns,
  present,
  schema,
  tableSchema,
  names,
  profiler,
}
