import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { parse } from 'yaml'

// Texts that are searches, nearly are, or are nothing like one.

const folders = ['languages/sumo', 'languages/sumo/syntax', 'diagnostics/sumo'].map(f =>
  join(import.meta.dirname, '../../conformance', f),
)

/** The searches of all cases. */
export const queries: readonly string[] = folders.flatMap(folder =>
  readdirSync(folder)
    .filter(file => file.endsWith('.yaml'))
    .flatMap(file => (parse(readFileSync(join(folder, file), 'utf8')) as { query: string }[]).map(c => c.query)),
)

const pieces = [
  ...'| || ( ) [ ] , : ; = == != <> < <= > >= + - * / % ! ? & && ~ =~ . .. # @ $$ { }} {{a}} {{{b}}} \n " \' ` \\ // /* */ %"a b" %a'.split(
    ' ',
  ),
  ...'where count by sum avg min max as and or not in matches contains if isNull lower eval stats rename table rex spath summarize extend project'.split(
    ' ',
  ),
  ...'parse regex json auto csv split extract kv keys nodrop field= timeslice transpose row column fillmissing values all with for join on lookup from'.split(
    ' ',
  ),
  ...'[subquery: compose topk( top dedup sort limit total smooth case when then else end between like is null has startswith transactionize merge'.split(
    ' ',
  ),
  ...'keywords maxresults=2 from=(-15m) to=(now) filter timewindow t1.a t2.b sessionize "$x" transaction states results fringe=1m trace cat save append'.split(
    ' ',
  ),
  ...'maxSpan=1m maxPause= maxLogs=2 endsWith= takeFirst takeLast takeDistinct lookupContains( path://"/a/b" geo://location /shared/t threatip geoip'.split(
    ' ',
  ),
  ...'a b.c _sourceCategory=* 1 1.5s 15m 0. 1e5 "x" "a*b" "a|b" \'y\' /re/ /a[/]b/i “c” ünï 日本 😀 \u0000 \ud800'.split(
    ' ',
  ),
]

const place = fc.double({ min: 0, max: 1, noNaN: true })
const query = fc.constantFrom(...queries)

const soup = fc
  .array(fc.constantFrom(...pieces), { maxLength: 60 })
  .chain(parts => fc.constantFrom('', ' ', '  ').map(gap => parts.join(gap)))
const mutated = fc
  .record({ query, at: place, cut: fc.nat(12), put: fc.constantFrom('', ...pieces) })
  .map(({ query, at, cut, put }) => {
    const i = Math.floor(at * query.length)
    return query.slice(0, i) + put + query.slice(i + cut)
  })
const truncated = fc.record({ query, at: place }).map(({ query, at }) => query.slice(0, Math.floor(at * query.length)))

export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: soup },
  { weight: 3, arbitrary: mutated },
  { weight: 2, arbitrary: truncated },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 200 }).map(s => `* | ${s}`) },
)

/** The stages of a search, and whether it stands in brackets cut off at the pipes that are its own. */
const stagesOf = (text: string): string[] => {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (const { 0: found, index } of text.matchAll(/"(?:\\.|[^"\\])*"|[[\](){}|]/g)) {
    if (/[[({]/.test(found) && found.length === 1) depth++
    if (/[\])}]/.test(found) && found.length === 1) depth--
    if (found !== '|' || depth > 0) continue
    parts.push(text.slice(from, index))
    from = index + 1
  }
  return [...parts, text.slice(from)]
}

const scopes = queries.map(q => stagesOf(q)[0] ?? '')
const stages = [...new Set(queries.flatMap(q => stagesOf(q).slice(1)))]

/** Stages of all cases, in any order, some of them inside of a subquery, a join or a filter. */
export const anyStages: fc.Arbitrary<string> = fc
  .record({
    scope: fc.constantFrom('*', '', ...scopes),
    outer: fc.array(fc.constantFrom(...stages), { minLength: 1, maxLength: 5 }),
    inner: fc.array(fc.constantFrom(...stages), { maxLength: 3 }),
    at: fc.nat(5),
    around: fc.constantFrom(
      ...['', '', 'where [subquery: ** | compose a]', 'where ![subquery from=(-1h): ** | compose a, b maxresults=3]'],
      ...['if([subquery: ** | compose _sourceHost], 1, 2) as x', 'filter a in (**)', 'filter _sourceHost, b in (**)'],
      ...['join (**) as t1, (parse "* *" as a, b) as t2 on t1.a = t2.a', 'join (**) as x, (**) as y on x.b = y.b'],
      ...['[subquery: ** | compose a keywords]'],
    ),
  })
  .map(({ scope, outer, inner, at, around }) => {
    const nested = around.replaceAll('**', () =>
      ['*', ...inner]
        .join(' | ')
        .replace(/^\* \| (?=.*)/, around.startsWith('filter') || around.startsWith('join') ? '' : '* | '),
    )
    if (around.startsWith('[')) return [`${scope} ${nested}`, ...outer].join(' | ')
    return [scope, ...(around === '' ? outer : outer.toSpliced(at % (outer.length + 1), 0, nested))].join(' | ')
  })
