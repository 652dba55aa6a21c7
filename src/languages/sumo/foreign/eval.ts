import type { Edit } from '../../../base/diagnostic.ts'
import { parseExpr } from '../expression.ts'
import { acceptSign, expected, isSign, nameOf, type Parser, peek, spanFrom, startsName, take } from '../parsing.ts'
import type { Expr, Name, Stage } from '../syntax.ts'
import { writeName } from '../text.ts'
import { fixedText, insert, replace, sayForeign, spanOf } from './say.ts'

/** Whether `eval name =` stands next, rather than a field called eval. */
export const startsEval = (p: Parser): boolean =>
  startsName(peek(p, 1)) && (isSign(peek(p, 2), '=') || isSign(peek(p, 2), '=='))

const because: Readonly<Record<string, string>> = {
  eval: 'it exists in metrics queries only; in a log search the expression comes first and is named with `as`',
  extend: 'it is KQL; in a log search the expression comes first and is named with `as`',
  let: 'it is KQL; in a log search the expression comes first and is named with `as`',
}

/** `eval x = e, y = f` of Splunk and `extend` of KQL: `e as x | f as y` (docs/metrics/metrics-operators/eval.md). */
export function parseEval(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  const key = word.text.toLowerCase()
  const said = p.report.diagnostics.length
  const made: { readonly name: Name; readonly expr: Expr }[] = []
  const edits: Edit[] = []
  let from = word.start
  do {
    const name = startsName(peek(p)) ? nameOf(take(p, 'field')) : undefined
    if (name === undefined || (acceptSign(p, '=') ?? acceptSign(p, '==')) === undefined) {
      expected(p, `\`name = expression\` after \`${word.text}\``)
      break
    }
    const expr = parseExpr(p)
    const before = made[made.length - 1]
    edits.push(
      replace(
        { start: from, end: expr.span.start },
        before === undefined ? '' : ` as ${writeName(before.name.name)}\n| `,
      ),
    )
    from = expr.span.end
    made.push({ name, expr })
  } while (acceptSign(p, ',') !== undefined)
  const last = made[made.length - 1]
  if (last === undefined) return [{ kind: 'error-stage', span: spanFrom(p, word.start) }]
  // a help line holds no more than a few of them
  const texts = made.slice(0, 3).map(m => `| ${fixedText(p, m.expr.span, said)} as ${writeName(m.name.name)}`)
  sayForeign(p, {
    code: `sumo/${key}`,
    message: `\`${word.text}\` is not an operator of a log search`,
    because: because[key] ?? 'the expression comes first and is named with `as`',
    help: `write \`${texts.join(' ')}${made.length > 3 ? ' …' : ''}\``,
    span: spanOf(word),
    fix: [...edits, insert(last.expr.span.end, ` as ${writeName(last.name.name)}`)],
  })
  return made.map(m => ({
    kind: 'assign',
    expr: m.expr,
    as: m.name,
    span: { start: m.name.span.start, end: m.expr.span.end },
  }))
}
