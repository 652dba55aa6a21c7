import { cover } from '../../../base/span.ts'
import type { Infix } from '../../kit/pratt.ts'
import { power } from '../expression.ts'
import { isSign, isWord, type Parser, peek, take } from '../parsing.ts'
import type { Expr } from '../syntax.ts'
import { unquote, writeName } from '../text.ts'
import { replace, sayForeign, shorten } from './say.ts'

// `a[0]`, `a["b"]`, `a[0].c`, `a->b`: parts of a field, as languages with objects reach them. Here a field is one value, and what `json auto`
// takes out of objects and arrays has the whole path as its name (P/parse-json).

/** Such an access behind a field, if one stands next. */
export function foreignAccess(p: Parser): Infix<Expr> | undefined {
  const last = p.cursor.last()
  if (last === undefined || (last.kind !== 'word' && last.kind !== 'escaped-name') || step(p) === undefined)
    return undefined
  return { power: power.sign, combine: left => parseAccess(p, left) }
}

/** The next step of a path: how many tokens it takes, and how it reads in a name. */
function step(p: Parser): { readonly tokens: number; readonly text: string } | undefined {
  const token = peek(p)
  if (token.start !== p.cursor.end()) return undefined
  const [next, after] = [peek(p, 1), peek(p, 2)]
  if (isSign(token, '[') && !isWord(next, 'subquery') && isSign(after, ']')) {
    if (next.kind === 'number') return { tokens: 3, text: `[${next.text}]` }
    if (next.kind === 'string') return { tokens: 3, text: `.${unquote(next.text)}` }
    if (next.kind === 'single-quoted') return { tokens: 3, text: `.${next.text.slice(1, -1)}` }
    return undefined
  }
  if (token.kind === 'word' && token.text.startsWith('.')) return { tokens: 1, text: token.text }
  if (token.kind === 'unknown' && token.text === '.' && next.kind === 'word' && next.start === token.end)
    return { tokens: 2, text: `.${next.text}` }
  if (!isSign(token, '-') || !isSign(next, '>') || next.start !== token.end) return undefined
  const double = isSign(after, '>') && after.start === next.end
  const name = peek(p, double ? 3 : 2)
  const tokens = double ? 4 : 3
  if (name.kind === 'word') return { tokens, text: `.${name.text}` }
  if (name.kind === 'single-quoted') return { tokens, text: `.${name.text.slice(1, -1)}` }
  return name.kind === 'string' ? { tokens, text: `.${unquote(name.text)}` } : undefined
}

function parseAccess(p: Parser, left: Expr): Expr {
  const start = peek(p).start
  let name = left.kind === 'field' ? left.name : ''
  for (let next = step(p); next !== undefined; next = step(p)) {
    for (let i = 0; i < next.tokens; i++) take(p, 'field')
    name += next.text
  }
  const end = p.cursor.end()
  const span = cover(left.span, { start, end })
  if (left.kind !== 'field') return { kind: 'error', span }
  const written = writeName(name)
  const path = name.slice(left.name.length).replace(/^\./, '')
  sayForeign(p, {
    code: 'sumo/index-access',
    message: 'a field is one value, and nothing inside it is reached by brackets or arrows',
    because: 'after `json auto`, a key inside of objects or arrays is a field whose name is the whole path',
    help: shorten(
      `write \`${written}\`; without \`json auto\`, \`| json field=${writeName(left.name)} "${path}" as x\` takes it out`,
    ),
    span: { start, end },
    fix: [replace(span, written)],
  })
  return { kind: 'field', name, span }
}
