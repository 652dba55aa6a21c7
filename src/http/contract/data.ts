import { z } from 'zod'
import { named } from './shared.ts'

export const dataSet = named(
  'DataSet',
  z.object({
    id: z.string(),
    title: z.string(),
    kind: z.enum(['test', 'baseline', 'variant', 'given', 'upload']),
    package: z.string().optional().describe('The folder of the package that it belongs to'),
    files: z.array(z.string()),
    tables: z.array(z.string()).describe('Names of the tables that lie beside it'),
  }),
)
export const dataList = named('DataList', z.object({ sets: z.array(dataSet) }))
export type DataSetData = z.infer<typeof dataSet>
export type DataListData = z.infer<typeof dataList>

export const profile = named(
  'Profile',
  z.object({
    keys: z.array(z.string()).describe('Flattened keys inside of structured messages'),
    elements: z.array(z.string()).describe('Elements of arrays that hold neither objects nor arrays'),
    fields: z.array(z.string()).describe('Fields that records carry beside the message'),
  }),
)
export type ProfileData = z.infer<typeof profile>

export const languageList = named(
  'LanguageList',
  z.object({
    languages: z.array(
      z.object({ id: z.string(), title: z.string(), extensions: z.array(z.string()), formats: z.boolean() }),
    ),
    engines: z.array(z.object({ id: z.string(), title: z.string() })),
  }),
)
export type LanguageListData = z.infer<typeof languageList>
