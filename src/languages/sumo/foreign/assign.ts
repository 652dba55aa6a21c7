import { parseExpr } from '../expression.ts'
import { isSign, nameOf, type Parser, peek, spanFrom, startsName, take } from '../parsing.ts'
import type { Stage } from '../syntax.ts'
import { writeName } from '../text.ts'
import { fixedText, insert, remove, replace, sayForeign, textAt } from './say.ts'

// `x := e` of LogScale and others, `x += e`: here the expression comes first and is named with `as` (S/as-operator).

/** Whether a name and such a sign stand next. */
export function startsAssignment(p: Parser): boolean {
  const [sign, equals] = [peek(p, 1), peek(p, 2)]
  return (
    startsName(peek(p)) &&
    sign.kind === 'punctuation' &&
    /^[:+*/-]$/.test(sign.text) &&
    isSign(equals, '=') &&
    sign.end === equals.start
  )
}

/** Such a stage; its name stands next. */
export function parseAssignment(p: Parser): readonly Stage[] {
  const said = p.report.diagnostics.length
  const token = take(p, 'field')
  const name = nameOf(token)
  const sign = take(p, 'operator')
  const equals = take(p, 'operator')
  const right = parseExpr(p)
  const span = spanFrom(p, token.start)
  const operator = { start: sign.start, end: equals.end }
  const [as, plain] = [` as ${writeName(name.name)}`, sign.text === ':']
  // what is added is one value, whatever it is made of
  const loose = !plain && !['number', 'string', 'field', 'call', 'paren'].includes(right.kind)
  const [open, close] = loose ? ['(', ')'] : ['', '']
  const before = plain ? '' : `${textAt(p, name.span)} ${sign.text} ${open}`
  sayForeign(p, {
    code: 'sumo/assignment-sign',
    message: `\`${sign.text}=\` assigns nothing in a log search`,
    because: 'the expression comes first and is named with `as`',
    help: `write \`| ${before}${fixedText(p, right.span, said)}${close}${as}\``,
    span: operator,
    fix: [
      ...(plain ? [remove(token.start, right.span.start)] : [replace(operator, sign.text)]),
      ...(loose ? [insert(right.span.start, open)] : []),
      insert(right.span.end, `${close}${as}`),
    ],
  })
  if (plain) return [{ kind: 'assign', expr: right, as: name, span }]
  const is = sign.text as '+' | '-' | '*' | '/'
  const left = { kind: 'field', ...name } as const
  const arg = loose ? ({ kind: 'paren', arg: right, span: right.span } as const) : right
  return [{ kind: 'assign', expr: { kind: 'binary', is, operator, left, right: arg, span }, as: name, span }]
}
