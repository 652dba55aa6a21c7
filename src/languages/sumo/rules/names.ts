import type { Edit } from '../../../base/diagnostic.ts'
import type { Span } from '../../../base/span.ts'
import { type Parser, say } from '../parsing.ts'
import type { AggregateCall, Name, Stage, TextSpan } from '../syntax.ts'
import { writeName } from '../text.ts'

/** `fields a, a`: a name twice is an error (S/fields). */
export function checkDuplicateFields(p: Parser, names: readonly Name[]): void {
  const seen = new Set<string>()
  for (const [i, { name, span }] of names.entries()) {
    const before = names[i - 1]
    if (seen.has(name.toLowerCase()) && before !== undefined)
      say(p, {
        code: 'sumo/duplicate-field',
        severity: 'error',
        message: `\`${name}\` stands in this list twice`,
        because: 'Sumo Logic refuses a list of fields with one of them twice',
        help: 'remove one of them',
        span,
        fix: [{ span: { start: before.span.end, end: span.end }, text: '' }],
      })
    seen.add(name.toLowerCase())
  }
}

/** `json "a", "b" as x`: with `as`, every path has its name, in order (P/parse-json-formatted-logs, P/parse-xml). */
export function checkPathNames(
  p: Parser,
  paths: readonly TextSpan[],
  names: readonly Name[] | undefined,
  span: Span,
): void {
  if (names === undefined || names.length === 0 || names.length === paths.length) return
  say(p, {
    code: 'sumo/name-count',
    severity: 'error',
    message: `${counted(paths.length, 'path')} and ${counted(names.length, 'name')} after \`as\``,
    because: 'each path is given to one name, in order',
    help: paths.length > names.length ? 'name every path after `as`' : 'remove a name, or add a path',
    span,
  })
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

/** `values(f) by g as n`: the name of a result stands behind its aggregate; after `by` stands nothing but fields (G/index). */
export function checkAliasAfterBy(
  p: Parser,
  calls: readonly AggregateCall[],
  as: Name,
  span: Span,
  lastKeyEnd: number,
): readonly AggregateCall[] {
  const [call, other] = calls
  const certain = call !== undefined && other === undefined && call.as === undefined
  const fix: Edit[] =
    call === undefined
      ? []
      : [
          { span: { start: call.span.end, end: call.span.end }, text: ` as ${writeName(as.name)}` },
          { span: { start: lastKeyEnd, end: span.end }, text: '' },
        ]
  say(p, {
    code: 'sumo/alias-after-by',
    severity: 'error',
    message: 'the name of a result stands behind its aggregate, before `by`',
    help: `write \`… as ${writeName(as.name)} by …\``,
    span,
    ...(certain ? { fix } : {}),
  })
  return certain ? [{ ...call, as }] : calls
}

/** Functions whose result must be named (S/replace, S/concat, S/format, S/querytimerange). */
export const needsName = (fn: string): boolean => /^(?:replace|concat|format|queryTimeRange)$/i.test(fn)

/** A call that must be named and is not. */
export function refuseUnnamed(p: Parser, stage: Extract<Stage, { kind: 'assign' }>, fn: string): void {
  say(p, {
    code: 'sumo/unnamed-result',
    severity: 'error',
    message: `\`${fn}\` does not name its result`,
    because: `\`${fn}\` is always followed by \`as\` and a name`,
    help: 'name it: `… as x`',
    span: stage.span,
  })
}
