import type { Span } from '../../../base/span.ts'
import { didYouMean } from '../../../base/suggest.ts'
import { type Report, wrong } from '../report.ts'
import type { ScalarNode } from '../yaml/node.ts'
import { correlationFor } from './aggregation.ts'
import { type Token, tokensOf } from './tokens.ts'
import { placeIn } from './values.ts'

/** A condition over search identifiers. */
export type Condition =
  | { readonly is: 'and' | 'or'; readonly of: readonly Condition[]; readonly span: Span }
  | { readonly is: 'not'; readonly of: Condition; readonly span: Span }
  | { readonly is: 'identifier'; readonly name: string; readonly span: Span }
  /** `1 of`, `any of` or `all of`: the identifiers it stands for, of which there may be none under a `not`. */
  | { readonly is: 'of'; readonly quantifier: 'any' | 'all'; readonly names: readonly string[]; readonly span: Span }

/** Parentheses inside each other, beyond which a condition is refused. */
const deepest = 200

interface Parsing {
  readonly node: ScalarNode
  readonly tokens: readonly Token[]
  readonly names: ReadonlySet<string>
  readonly report: Report
  at: number
  depth: number
}

/**
 * Reads a condition (sigma-rules-specification.md, "Condition"): `or` binds loosest, then `and`, then `not`. Keywords are whole
 * words in lower case. Undefined where it is wrong, which is said at its place.
 */
export function readCondition(node: ScalarNode, names: ReadonlySet<string>, report: Report): Condition | undefined {
  const tokens = tokensOf(node.written)
  const p: Parsing = { node, tokens, names, report, at: 0, depth: 0 }
  const pipe = tokens.find(t => t.is === '|')
  if (pipe !== undefined) return legacy(p, pipe)
  if (tokens.length === 0)
    return wrong(report, 'condition', node.span, 'the condition is empty', {
      help: `write \`${[...names][0] ?? 'selection'}\``,
    })
  const condition = readOr(p, false)
  const rest = p.tokens[p.at]
  if (condition === undefined || rest === undefined) return condition
  return unexpected(p, rest, 'here the condition could end')
}

function legacy(p: Parsing, pipe: Token): undefined {
  return wrong(
    p.report,
    'aggregation',
    placeIn(p.node, pipe.start, p.node.written.length),
    'aggregations in conditions are no Sigma any more',
    {
      because: 'they were taken out with version 2, and implementations refuse or ignore them',
      help: `give the rule a \`name\`, and write a second document: \`${correlationFor(p.node.written.slice(pipe.start))}\``,
    },
  )
}

function readOr(p: Parsing, negative: boolean): Condition | undefined {
  return readChain(p, 'or', () => readChain(p, 'and', () => readNot(p, negative)))
}

function readChain(p: Parsing, word: 'and' | 'or', read: () => Condition | undefined): Condition | undefined {
  const first = read()
  if (first === undefined) return undefined
  const of = [first]
  while (isWord(p, word)) {
    p.at++
    const next = read()
    if (next === undefined) return undefined
    of.push(next)
  }
  const last = of[of.length - 1] ?? first
  return of.length === 1 ? first : { is: word, of, span: { start: first.span.start, end: last.span.end } }
}

/** Two `not` one after the other say nothing, so that no condition nests deeper than its parentheses. */
function readNot(p: Parsing, negative: boolean): Condition | undefined {
  const first = p.tokens[p.at]
  let odd = false
  while (isWord(p, 'not')) {
    p.at++
    odd = !odd
  }
  const condition = readPrimary(p, odd ? !negative : negative)
  if (condition === undefined || first === undefined || !odd) return condition
  return { is: 'not', of: condition, span: { start: spanOf(p, first).start, end: condition.span.end } }
}

function readPrimary(p: Parsing, negative: boolean): Condition | undefined {
  const token = p.tokens[p.at]
  if (token === undefined) {
    const last = p.tokens[p.tokens.length - 1]
    const span = last === undefined ? p.node.span : spanOf(p, last)
    return wrong(p.report, 'condition', span, 'the condition ends where a selection is expected', { help: named(p) })
  }
  if (token.is === '(') return readParentheses(p, token, negative)
  if (token.is !== 'word') return unexpected(p, token, 'here a selection is expected')
  const upper = wrongCase(p, token)
  if (upper) return undefined
  if (token.text === 'and' || token.text === 'or') return unexpected(p, token, 'here a selection is expected')
  const next = p.tokens[p.at + 1]
  if (next?.is === 'word' && /^of$/i.test(next.text) && !p.names.has(token.text))
    return readOf(p, token, next, negative)
  p.at++
  if (p.names.has(token.text)) return { is: 'identifier', name: token.text, span: spanOf(p, token) }
  const near = didYouMean(token.text, p.names)
  const pattern = token.text.includes('*')
  return wrong(p.report, 'unknown-selection', spanOf(p, token), `there is no selection \`${token.text}\``, {
    because: `the selections of this rule are ${[...p.names].map(n => `\`${n}\``).join(', ') || 'none'}`,
    ...(pattern
      ? { help: `write \`1 of ${token.text}\` or \`all of ${token.text}\`` }
      : near === undefined
        ? {}
        : { help: near }),
  })
}

function readParentheses(p: Parsing, open: Token, negative: boolean): Condition | undefined {
  if (++p.depth > deepest)
    return wrong(p.report, 'condition', spanOf(p, open), `parentheses are nested more than ${deepest} deep`)
  p.at++
  const inner = readOr(p, negative)
  p.depth--
  if (inner === undefined) return undefined
  const close = p.tokens[p.at]
  if (close?.is === ')') {
    p.at++
    return inner
  }
  if (close !== undefined) return unexpected(p, close, 'here `and`, `or` or `)` is expected')
  return wrong(p.report, 'condition', spanOf(p, open), 'this parenthesis is never closed', { help: 'add `)`' })
}

function readOf(p: Parsing, quantifier: Token, of: Token, negative: boolean): Condition | undefined {
  const target = p.tokens[p.at + 2]
  if (of.text !== 'of' && wrongCase(p, of)) return undefined
  const word = quantifier.text
  if (word !== '1' && word !== 'any' && word !== 'all') {
    const lower = word.toLowerCase()
    if (lower === 'any' || lower === 'all') return lowerCaseOnly(p, quantifier)
    return wrong(p.report, 'quantifier', spanOf(p, quantifier), `\`${word} of\` is no Sigma`, {
      because: 'a condition asks for one or for all of several selections',
      help: 'write `1 of …`, `all of …`, or the combinations with `and` and `or`',
    })
  }
  if (target?.is !== 'word') {
    p.at += 2
    return wrong(p.report, 'condition', spanOf(p, of), 'after `of` the selections are missing', {
      help: 'write `them` for all selections, or a pattern such as `selection_*`',
    })
  }
  if (/^them$/i.test(target.text) && target.text !== 'them') return lowerCaseOnly(p, target)
  p.at += 3
  const span = { start: spanOf(p, quantifier).start, end: spanOf(p, target).end }
  const names = selected(target.text, p.names)
  if (names.length === 0 && !(negative && word !== 'all'))
    return wrong(p.report, 'empty-selector', span, `no selection fits \`${target.text}\``, {
      because: word === 'all' ? 'all of nothing would match every event' : 'one of nothing would never match',
      help: `the selections are ${[...p.names].map(n => `\`${n}\``).join(', ') || 'none'}`,
    })
  return { is: 'of', quantifier: word === 'all' ? 'all' : 'any', names, span }
}

/** What `them` or a pattern stands for: names with a leading `_` only where the pattern has it too. */
export function selected(target: string, names: Iterable<string>): string[] {
  if (target === 'them') return [...names].filter(name => !name.startsWith('_'))
  const parts = target.split('*')
  return [...names].filter(name => (target.startsWith('_') || !name.startsWith('_')) && fitsParts(name, parts))
}

/** Whether a name is made of these parts with anything between them. */
function fitsParts(name: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts
  const last = rest.pop()
  if (last === undefined) return name === first
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false
  let at = first.length
  for (const part of rest) {
    const found = name.indexOf(part, at)
    if (found < 0 || found + part.length > name.length - last.length) return false
    at = found + part.length
  }
  return true
}

const isWord = (p: Parsing, word: string): boolean => {
  const token = p.tokens[p.at]
  return token?.is === 'word' && token.text === word
}

/** Keywords in capitals, which no selection is named by. */
function wrongCase(p: Parsing, token: Token): boolean {
  const keyword = /^(and|or|not|of)$/i.test(token.text) && token.text !== token.text.toLowerCase()
  if (!keyword || p.names.has(token.text)) return false
  lowerCaseOnly(p, token)
  return true
}

function lowerCaseOnly(p: Parsing, token: Token): undefined {
  const lower = token.text.toLowerCase()
  return wrong(p.report, 'keyword-case', spanOf(p, token), `keywords of conditions are in lower case: \`${lower}\``, {
    because: 'in capitals it would be the name of a selection',
    help: `write \`${lower}\``,
    fix: [{ span: spanOf(p, token), text: lower }],
  })
}

function unexpected(p: Parsing, token: Token, why: string): undefined {
  if (token.is === 'word' && wrongCase(p, token)) return undefined
  const what = `\`${token.text}\``
  return wrong(p.report, 'condition', spanOf(p, token), `${what} stands in the wrong place`, {
    because: why,
    help: token.is === 'word' && p.names.has(token.text) ? 'write `and` or `or` between selections' : named(p),
  })
}

const named = (p: Parsing): string => `the selections are ${[...p.names].map(n => `\`${n}\``).join(', ') || 'none'}`

const spanOf = (p: Parsing, token: Token): Span => placeIn(p.node, token.start, token.end)
