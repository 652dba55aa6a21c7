import type { Detection, EquivalenceEntry, Measured, Named } from './model.ts'

type Ran = Pick<Detection, 'queries' | 'languages'>

/**
 * Whether the queries of each two languages of a detection say the same: one recording on which only those of one fire refutes it.
 * That none does is no proof for other events, so the most that comes of it is `not refuted`. A recording counts where every
 * query of both languages was run over it.
 */
export function equivalenceOf({ queries, languages }: Ran): Measured<readonly EquivalenceEntry[]> {
  const [first, ...others] = languages
  if (first === undefined || others.length === 0)
    return { measured: false, why: 'the package has queries in one language only' }
  const runs = new Map(languages.map(({ id }) => [id, runsOf(queries.filter(q => q.language === id))]))
  const pairs = languages.flatMap((one, i) => languages.slice(i + 1).map(other => [one, other] as const))
  const entries = pairs.map(([one, other]) => compared(one, other, runs.get(one.id), runs.get(other.id)))
  return { measured: true, value: entries }
}

/** Recordings by id, with whether any of the queries fires there. */
type Runs = ReadonlyMap<string, boolean>

function runsOf(queries: Ran['queries']): Runs {
  const [first] = queries
  if (first === undefined) return new Map()
  const cells = queries.map(q => new Map([...q.cells, ...q.benign].map(cell => [cell.of, cell])))
  return new Map(
    [...first.cells, ...first.benign].flatMap(({ of }) => {
      const own = cells.map(known => known.get(of))
      const whole = own.every(cell => cell !== undefined && cell.failed === undefined)
      return whole ? [[of, own.some(cell => cell?.fires === true)] as const] : []
    }),
  )
}

function compared(one: Named, other: Named, left: Runs = new Map(), right: Runs = new Map()): EquivalenceEntry {
  const both = [...left.keys()].filter(of => right.has(of))
  const onlyOne = both.filter(of => left.get(of) === true && right.get(of) === false)
  const onlyOther = both.filter(of => left.get(of) === false && right.get(of) === true)
  const pair = { language: one.id, other: other.id, recordings: both.length, onlyLanguage: onlyOne, onlyOther }
  if (both.length === 0)
    return { ...pair, verdict: 'unknown', says: 'no recording was run through the queries of both' }
  const alike = both.length - onlyOne.length - onlyOther.length
  if (alike === both.length)
    return {
      ...pair,
      verdict: 'not refuted',
      says: `both fire or both are silent on each of ${both.length} recordings`,
    }
  return {
    ...pair,
    verdict: 'refuted',
    says: `on ${both.length - alike} of ${both.length} recordings only one of them fires`,
  }
}
