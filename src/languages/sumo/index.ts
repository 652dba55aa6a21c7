import type { Language } from '../language.ts'
import { complete } from './complete.ts'
import { costsOf } from './cost/index.ts'
import { formatSearch } from './format/index.ts'
import { helpOf } from './help.ts'
import { lowerSearch } from './lower/index.ts'
import { savedIn } from './lower/tables/file.ts'
import { parseSearch } from './parser.ts'
import { stepsOf } from './steps.ts'
import type { Search } from './syntax.ts'
import { tokens } from './tokens.ts'
import { writeSearch } from './write/index.ts'

/** Sumo Logic log searches. */
export const sumo: Language<Search> = {
  id: 'sumo',
  title: 'Sumo Logic',
  extensions: ['.sumo'],
  parse: parseSearch,
  lower: lowerSearch,
  saves: savedIn,
  tokens,
  help: helpOf,
  complete,
  steps: stepsOf,
  costs: costsOf,
  format: formatSearch,
  write: writeSearch,
}
