import type { Claims, Specimen } from './claims.ts'
import type {
  BaselineVerdict,
  Difference,
  QueryVerdict,
  SpecimenVerdict,
  Survey,
  TestVerdict,
  VariantVerdict,
} from './verdict.ts'

/** Where what was measured is not what the package declares. A test that is caught without being declared is no difference. */
export function differences(
  claims: Claims,
  measured: {
    readonly tests: readonly TestVerdict[]
    readonly baseline: readonly BaselineVerdict[]
    readonly queries: readonly QueryVerdict[]
    readonly specimens: readonly SpecimenVerdict[]
    readonly hunts: readonly QueryVerdict[]
    readonly variants: readonly VariantVerdict[]
  },
): Difference[] {
  return [
    ...[...measured.tests, ...measured.baseline, ...measured.variants].flatMap(unread),
    ...measured.tests.filter(test => !test.valid).map(invalid),
    ...measured.queries.flatMap(query => [...refusals(query), ...failures(query), ...missed(query), ...benign(query)]),
    ...measured.variants.flatMap(variant => ofVariant(variant, measured.queries)),
    ...measured.hunts.flatMap(hunt => [...refusals(hunt), ...failures(hunt), ...missed(hunt)]),
    ...measured.specimens.flatMap(specimen => {
      const claim = claims.specimens.find(s => s.id === specimen.id)
      return claim === undefined ? [] : ofSpecimen(claim, specimen)
    }),
  ]
}

const unread = ({ id, unread: why }: Survey & { readonly id: string }): Difference[] =>
  why === undefined
    ? []
    : [{ what: 'unread telemetry', id, says: `the telemetry of ${id} was not read to its end: ${why}` }]

const invalid = (test: TestVerdict): Difference => {
  const failed = test.expectations.filter(e => !e.satisfied)
  const why = failed.map(e => `“${e.says}”: found ${e.found} of ${e.needed}${e.why === undefined ? '' : `, ${e.why}`}`)
  return {
    what: 'invalid test',
    id: test.id,
    says: `the telemetry of ${test.id} does not show what the test is about: ${why.join('; ') || 'it has no events'}`,
  }
}

const refusals = (query: QueryVerdict): Difference[] => {
  const first = query.diagnostics.find(d => d.severity === 'error')
  return query.refused
    ? [{ what: 'refused', id: query.id, says: `${query.id} is refused: ${first?.message ?? 'no reason was given'}` }]
    : []
}

const failures = (query: QueryVerdict): Difference[] =>
  [...query.cells, ...query.benign, ...query.variants].flatMap(cell =>
    cell.failed === undefined
      ? []
      : [
          {
            what: 'failed',
            id: query.id,
            of: cell.of,
            says: `${query.id} over ${cell.of}: ${cell.failed}`,
          } satisfies Difference,
        ],
  )

const fires = (query: QueryVerdict, test: string): boolean => query.cells.some(cell => cell.of === test && cell.fires)

const missed = (query: QueryVerdict): Difference[] =>
  query.refused
    ? []
    : query.declared.catches
        .filter(test => !fires(query, test))
        .map(test => ({
          what: 'missed',
          id: query.id,
          of: test,
          says: `${query.id} is silent for ${test}, which it declares to catch`,
        }))

/** A query that is refused is told once, not for each variant. */
function ofVariant(
  { id, of, caughtBy, events, needed }: VariantVerdict,
  queries: readonly QueryVerdict[],
): Difference[] {
  if (events === 0) return [{ what: 'invalid test', id, says: `the variant ${id} has no events` }]
  return caughtBy
    .filter(({ query, fires: caught }) => !caught && !queries.some(q => q.id === query && q.refused))
    .map(({ query, events: found }) => {
      const silent = found === 0 ? 'silent for' : `silent for ${needed - found} of the ${needed} events of`
      const says = `${query} is ${silent} ${id}, a variant of ${of} that it is said to catch`
      return { what: 'missed', id: query, of: id, says } satisfies Difference
    })
}

const benign = (query: QueryVerdict): Difference[] => {
  const declared = query.declared.benignHits
  return query.refused || declared === undefined || declared === query.benignRows
    ? []
    : [
        {
          what: 'benign rows',
          id: query.id,
          says: `${query.id} gives ${query.benignRows} ${query.benignRows === 1 ? 'row' : 'rows'} on benign telemetry, declared are ${declared}`,
        },
      ]
}

function ofSpecimen(claim: Specimen, { id, published, fixed }: SpecimenVerdict): Difference[] {
  const out: Difference[] = []
  const codes = new Set(published.diagnostics.filter(d => d.severity === 'error').map(d => String(d.code)))
  if (claim.refusedWith.length === 0) out.push(...refusals(published))
  else if (!published.refused) out.push({ what: 'not refused', id, says: `${id} as published is not refused any more` })
  for (const code of claim.refusedWith)
    if (published.refused && !codes.has(code))
      out.push({ what: 'not refused', id, says: `${id} as published is refused, but not with ${code}` })
  const after = fixed?.verdict ?? (claim.refusedWith.length === 0 ? published : undefined)
  if (claim.afterFix === undefined || after === undefined) return out
  if (after.refused) return fixed === undefined ? out : [...out, ...refusals(after)]
  const caught = after.cells.filter(c => c.fires).map(c => c.of)
  const extra = caught.filter(test => !claim.afterFix?.catches.includes(test))
  if (extra.length > 0)
    out.push({ what: 'caught', id, says: `${id} as fixed fires for ${extra.join(', ')}, which is not declared` })
  return [...out, ...failures(after), ...missed(after), ...benign(after)]
}
