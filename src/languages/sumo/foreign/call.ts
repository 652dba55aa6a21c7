import type { Edit } from '../../../base/diagnostic.ts'
import type { Span } from '../../../base/span.ts'
import { parseItems } from '../expression.ts'
import { functionNamed } from '../functions.ts'
import { nameOf, type Parser, peek, skipStage, spanFrom, take } from '../parsing.ts'
import type { Expr } from '../syntax.ts'
import { quote } from '../text.ts'
import { MAX_BRANCHES } from './branches.ts'
import { functionHints, sumoFunction } from './function-names.ts'
import { bodyOf, fromLike, fromMatch, literalRegex } from './patterns.ts'
import { isSmall } from './repeat.ts'
import { fixed, fixedText, insert, remove, replace, sayForeign, shorten, textAt } from './say.ts'

type Call = Extract<Expr, { kind: 'call' }>

/** What the handler of one function is given: the call as written, and where reporting stood before its arguments. */
interface Written {
  readonly p: Parser
  readonly call: Call
  readonly said: number
}

/** A function of another language where a call stands next; undefined for one that Sumo has itself or nobody knows. */
export function foreignCall(p: Parser): Expr | undefined {
  const key = peek(p).text.toLowerCase()
  if (functionNamed(key) !== undefined) return undefined
  const rename = sumoFunction(key)
  const handler = Object.hasOwn(handlers, key) ? handlers[key] : undefined
  const hint = Object.hasOwn(functionHints, key) ? functionHints[key] : undefined
  const method = functionNamed(key.slice(key.lastIndexOf('.') + 1))
  if (rename === undefined && handler === undefined && hint === undefined && method === undefined) return undefined
  const said = p.report.diagnostics.length
  const fn = nameOf(take(p, 'function'))
  take(p)
  const args = parseItems(p)
  const call: Call = { kind: 'call', fn, args, span: spanFrom(p, fn.span.start) }
  if (handler !== undefined) return handler({ p, call, said })
  if (rename !== undefined) return renameCall(p, call, rename)
  return method === undefined ? unknown(p, call, hint ?? '') : asMethod(p, call, method.name)
}

/** `x.contains("a")` of programming languages: `contains(x, "a")`. */
function asMethod(p: Parser, call: Call, name: string): Expr {
  const { fn, args } = call
  const dot = fn.name.lastIndexOf('.')
  const field: Expr = {
    kind: 'field',
    name: fn.name.slice(0, dot),
    span: { start: fn.span.start, end: fn.span.start + dot },
  }
  const [first] = args
  sayForeign(p, {
    code: 'sumo/method-call',
    message: `\`${fn.name}(…)\` calls a method, and a log search has only functions`,
    because: 'a dot is part of the name of a field',
    help: `write \`${name}(${field.name}${first === undefined ? '' : ', …'})\``,
    span: fn.span,
    fix: [
      replace(
        { start: fn.span.start, end: (first?.span ?? { start: call.span.end - 1 }).start },
        `${name}(${field.name}${first === undefined ? '' : ', '}`,
      ),
    ],
  })
  return { ...call, fn: { name, span: fn.span }, args: [field, ...args] }
}

function renameCall(p: Parser, call: Call, name: string): Expr {
  const bare = name.replace('!', '')
  const cse = /^(?:lower|upper)$/i.test(call.fn.name)
  sayForeign(p, {
    code: cse ? `sumo/${call.fn.name.toLowerCase()}` : 'sumo/foreign-function',
    message: `\`${call.fn.name}\` is not a function of a log search; it is \`${bare}\` there`,
    ...(cse ? { because: `\`${call.fn.name}\` exists in Cloud SIEM rule expressions only` } : {}),
    help: `write \`${name}(…)\``,
    span: call.fn.span,
    fix: [replace(call.fn.span, name)],
  })
  const renamedCall: Call = { ...call, fn: { name: bare, span: call.fn.span } }
  return name.startsWith('!')
    ? { kind: 'unary', is: '!', operator: call.fn.span, arg: renamedCall, span: call.span }
    : renamedCall
}

const handlers: Readonly<Record<string, (written: Written) => Expr>> = {
  matches: w => asMatch(w, 'sumo/matches-function', fromMatch),
  match: w => asMatch(w, 'sumo/matches-function', fromMatch),
  regex_match: w => asMatch(w, 'sumo/matches-function', fromMatch),
  regexp_like: w => asMatch(w, 'sumo/matches-function', regex),
  rlike: w => asMatch(w, 'sumo/matches-function', regex),
  like: w => asMatch(w, 'sumo/like', text => fromLike(text, false)),
  starts_with: w => asMatch(w, 'sumo/foreign-function', text => wildcard(text, '', '*')),
  ends_with: w => asMatch(w, 'sumo/foreign-function', text => wildcard(text, '*', '')),
  startswith: w => asMatch(w, 'sumo/foreign-function', text => wildcard(text, '', '*')),
  endswith: w => asMatch(w, 'sumo/foreign-function', text => wildcard(text, '*', '')),
  in: asIn,
  coalesce: w => fold(w, 'sumo/coalesce', coalesceParts(w)),
  ifnull: w => fold(w, 'sumo/coalesce', coalesceParts(w)),
  nvl: w => fold(w, 'sumo/coalesce', coalesceParts(w)),
  case: w => fold(w, 'sumo/case', caseParts(w)),
  md5: w => asHash(w, 'md5'),
  sha1: w => asHash(w, 'sha1'),
  sha256: w => asHash(w, 'sha2_256'),
  sha_256: w => asHash(w, 'sha2_256'),
  cidrmatch: asNetwork,
  cidr_match: asNetwork,
  incidr: asNetwork,
  ipv4_is_in_range: asNetwork,
  ago: asAgo,
  substr: asSubstring,
  mid: asSubstring,
  left: asLeft,
  nullif: asNullIf,
  regexp_replace: asReplace,
  regex_replace: asReplace,
  eval: asValue,
  true: asTruth,
  false: asTruth,
}

const regex = (text: string) => ({ kind: 'regex', text }) as const
/** The text with a wildcard before or after it; a star in it makes a regular expression necessary. */
const wildcard = (text: string, before: string, after: string) =>
  text.includes('*')
    ? ({
        kind: 'regex',
        text: `(?s)${before === '' ? '^' : ''}${literalRegex(text)}${after === '' ? '$' : ''}`,
      } as const)
    : ({ kind: 'string', text: before + text + after } as const)

type Pattern = { readonly kind: 'string' | 'regex'; readonly text: string }

/** `fn(field, "pattern")` as `field matches …`. */
function asMatch({ p, call, said }: Written, code: `sumo/${string}`, translate: (text: string) => Pattern): Expr {
  const [subject, pattern] = call.args
  const known = subject !== undefined && pattern !== undefined && call.args.length === 2
  if (!known || (pattern.kind !== 'string' && pattern.kind !== 'regex' && code !== 'sumo/matches-function')) {
    sayForeign(p, {
      code,
      message: `\`${call.fn.name}\` is not a function of a log search`,
      help: 'write `field matches /…/` for a regular expression, `field matches "…*"` for wildcards',
      span: call.fn.span,
    })
    return { kind: 'error', span: call.span }
  }
  const translated = pattern.kind === 'string' ? translate(pattern.text) : undefined
  const written = translated === undefined ? textAt(p, pattern.span) : writePattern(translated)
  const loose = ['binary', 'conditional', 'in', 'unary'].includes(subject.kind)
  const [before, after] = loose ? ['(', ')'] : ['', '']
  sayForeign(p, {
    code,
    message: `\`${call.fn.name}(…)\` is not Sumo: \`matches\` stands between the field and the pattern`,
    because:
      translated?.kind === 'regex' && code === 'sumo/matches-function'
        ? 'and a pattern in quotes is no regular expression there: only `*` is special and the whole value must fit'
        : 'a log search has no such function',
    help: shorten(`\`${fixedText(p, subject.span, said)} matches ${written}\``),
    span: call.span,
    fix: [
      replace({ start: call.span.start, end: subject.span.start }, before),
      replace({ start: subject.span.end, end: pattern.span.start }, `${after} matches `),
      ...(translated === undefined ? [] : [replace(pattern.span, written)]),
      remove(pattern.span.end, call.span.end),
    ],
  })
  return {
    kind: 'binary',
    is: 'matches',
    operator: call.fn.span,
    left: subject,
    right: patternExpr(pattern, translated),
    span: call.span,
  }
}

const writePattern = (pattern: Pattern): string =>
  pattern.kind === 'string' ? quote(pattern.text) : `/${bodyOf(pattern.text)}/`

/** The tree of a translated pattern, at the place of the original. */
export function patternExpr(original: Expr, translated: Pattern | undefined): Expr {
  if (translated === undefined) return original
  const { span } = original
  if (translated.kind === 'string') return { kind: 'string', text: translated.text, span }
  return { kind: 'regex', body: bodyOf(translated.text), bodyStart: span.start + 1, flags: '', span }
}

/** `in(f, a, b)` as `f in (a, b)`. */
function asIn({ p, call }: Written): Expr {
  const [subject, first, ...rest] = call.args
  if (subject === undefined || first === undefined) return unknown(p, call, 'write `field in ("a", "b")`')
  sayForeign(p, {
    code: 'sumo/foreign-function',
    message: '`in` is an operator: it stands after the field',
    help: 'write `field in ("a", "b")`',
    span: call.fn.span,
    fix: [
      remove(call.span.start, subject.span.start),
      replace({ start: subject.span.end, end: first.span.start }, ' in ('),
    ],
  })
  return { kind: 'in', negated: false, arg: subject, list: [first, ...rest], span: call.span }
}

/** Pieces of a nested `if`: conditions and values in turn, the value otherwise last. */
interface Parts {
  readonly text: string
  readonly value: Expr
}

/** `coalesce(a, b, c)` as `if(isNull(a), if(isNull(b), c, b), a)`. */
function coalesceParts({ p, call, said }: Written): Parts | undefined {
  const last = call.args[call.args.length - 1]
  if (last === undefined || call.args.length < 2 || call.args.length > MAX_BRANCHES) return undefined
  if (!call.args.slice(0, -1).every(isSmall)) return undefined
  const start = { text: fixed(p, last.span, said), value: last }
  return call.args.slice(0, -1).reduceRight<Parts>((rest, arg) => {
    const text = fixed(p, arg.span, said)
    const isNull: Expr = { kind: 'call', fn: { name: 'isNull', span: call.fn.span }, args: [arg], span: arg.span }
    return { text: `if(isNull(${text}), ${rest.text}, ${text})`, value: asIf(call, isNull, rest.value, arg) }
  }, start)
}

/** `case(c, a, d, b, true(), z)` as `if(c, a, if(d, b, z))`. */
function caseParts({ p, call, said }: Written): Parts | undefined {
  const args = [...call.args]
  if (args.length < 2 || args.length > 2 * MAX_BRANCHES) return undefined
  let rest: Parts = { text: 'null', value: { kind: 'null', span: call.span } }
  if (args.length % 2 === 1) {
    const last = args.pop()
    if (last !== undefined) rest = { text: fixed(p, last.span, said), value: last }
  }
  for (let i = args.length - 2; i >= 0; i -= 2) {
    const test = args[i]
    const then = args[i + 1]
    if (test === undefined || then === undefined) return undefined
    const text = fixed(p, then.span, said)
    const always = /^(?:true(?:\(\))?|1\s*==?\s*1)$/i.test(textAt(p, test.span))
    rest = always
      ? { text, value: then }
      : { text: `if(${fixed(p, test.span, said)}, ${text}, ${rest.text})`, value: asIf(call, test, then, rest.value) }
  }
  return rest
}

const asIf = (call: Call, test: Expr, then: Expr, otherwise: Expr): Expr => ({
  kind: 'call',
  fn: { name: 'if', span: call.fn.span },
  args: [test, then, otherwise],
  span: call.span,
})

/** Replaces the whole call; what was said inside it is part of the new text and taken back. */
function fold({ p, call, said }: Written, code: `sumo/${string}`, parts: Parts | undefined): Expr {
  if (parts === undefined) return unknown(p, call, 'nest `if(condition, value, otherwise)`')
  const inner = p.report.takeSince(said)
  const certain = inner.every(d => d.fix !== undefined)
  sayForeign(p, {
    code,
    message: `\`${call.fn.name}\` is not a function of a log search; nest \`if\` instead`,
    help: shorten(`\`${parts.text}\``),
    span: call.fn.span,
    ...(certain ? { fix: [replace(call.span, parts.text)] } : {}),
  })
  return parts.value
}

function asHash({ p, call }: Written, algorithm: string): Expr {
  const [arg] = call.args
  if (arg === undefined) return unknown(p, call, `write \`hash(field, "${algorithm}")\``)
  sayForeign(p, {
    code: 'sumo/foreign-function',
    message: `\`${call.fn.name}\` is not a function of a log search; \`hash\` takes the algorithm`,
    help: `write \`hash(…, "${algorithm}")\``,
    span: call.fn.span,
    fix: [replace(call.fn.span, 'hash'), insert(arg.span.end, `, "${algorithm}"`)],
  })
  const name: Expr = { kind: 'string', text: algorithm, span: call.fn.span }
  return { ...call, fn: { name: 'hash', span: call.fn.span }, args: [arg, name] }
}

/** `cidrmatch("10.0.0.0/8", ip)`, which others turn round, as `compareCIDRPrefix("10.0.0.0", ip, "8")`. */
function asNetwork({ p, call }: Written): Expr {
  const [first, second] = call.args
  const turned = first?.kind !== 'string' && second?.kind === 'string'
  const [network, ip] = turned ? [second, first] : [first, second]
  const last = turned ? network : ip
  const [, address, bits] = (network?.kind === 'string' ? /^([\d.]+)\/(\d+)$/.exec(network.text) : null) ?? []
  if (network === undefined || ip === undefined || address === undefined || bits === undefined)
    return unknown(p, call, 'write `compareCIDRPrefix(ip, "10.0.0.0", "8")`')
  const span: Span = network.span
  const fix: Edit[] = [
    replace(call.fn.span, 'compareCIDRPrefix'),
    replace(span, quote(address)),
    insert((last ?? ip).span.end, `, "${bits}"`),
  ]
  sayForeign(p, {
    code: 'sumo/foreign-function',
    message: `\`${call.fn.name}\` is not a function of a log search`,
    help: `write \`compareCIDRPrefix(${turned ? `…, "${address}"` : `"${address}", …`}, "${bits}")\``,
    span: call.fn.span,
    fix,
  })
  const texts = [address, bits].map((text): Expr => ({ kind: 'string', text, span }))
  return {
    ...call,
    fn: { name: 'compareCIDRPrefix', span: call.fn.span },
    args: turned ? [ip, texts[0] ?? network, texts[1] ?? network] : [texts[0] ?? network, ip, texts[1] ?? network],
  }
}

/** Splunk's `true()`: the bare word. */
function asTruth({ p, call }: Written): Expr {
  const value = call.fn.name.toLowerCase() === 'true'
  sayForeign(p, {
    code: 'sumo/foreign-function',
    message: `\`${call.fn.name}\` is no function in a log search but a value`,
    help: `write \`${value}\``,
    span: call.fn.span,
    fix: [replace(call.span, String(value))],
  })
  return { kind: 'bool', value, span: call.span }
}

/** Splunk's `eval(…)` inside an aggregate: the value itself; of a condition, something where it holds and nothing elsewhere. */
function asValue({ p, call }: Written): Expr {
  const [arg, other] = call.args
  if (arg === undefined || other !== undefined) return unknown(p, call, 'write the expression itself')
  const isCondition = arg.kind === 'binary' && !['+', '-', '*', '/', '%'].includes(arg.is)
  const [before, after] = isCondition ? ['if(', ', 1, null)'] : ['(', ')']
  sayForeign(p, {
    code: 'sumo/foreign-function',
    message: '`eval` is not a function of a log search',
    because: isCondition
      ? 'an aggregate counts the values that are there, so a condition becomes one'
      : 'a value stands as it is',
    help: shorten(`write \`${before}${textAt(p, arg.span)}${after}\``),
    span: call.fn.span,
    fix: [
      replace({ start: call.span.start, end: arg.span.start }, before),
      replace({ start: arg.span.end, end: call.span.end }, after),
    ],
  })
  if (!isCondition) return arg
  const one: Expr = { kind: 'number', value: 1, text: '1', span: call.span }
  return asIf(call, arg, one, { kind: 'null', span: call.span })
}

/** KQL's `ago(1h)` as `(now() - 1h)`. */
function asAgo({ p, call }: Written): Expr {
  const [arg] = call.args
  if (arg === undefined || call.args.length !== 1) return unknown(p, call, 'write `now() - 1h`')
  sayForeign(p, {
    code: 'sumo/foreign-function',
    message: '`ago` is KQL; a log search subtracts from `now()`, in milliseconds',
    help: `write \`(now() - ${shorten(textAt(p, arg.span))})\``,
    span: call.fn.span,
    fix: [replace({ start: call.span.start, end: arg.span.start }, '(now() - ')],
  })
  const now: Expr = { kind: 'call', fn: { name: 'now', span: call.fn.span }, args: [], span: call.fn.span }
  return { kind: 'binary', is: '-', operator: call.fn.span, left: now, right: arg, span: call.span }
}

/** SQL's and Splunk's `substr(s, from, length)`, which counts from 1, as `substring(s, from - 1, end)`. */
function asSubstring({ p, call }: Written): Expr {
  const [text, from, count] = call.args
  const certain =
    text !== undefined && from?.kind === 'number' && from.value > 0 && (count === undefined || count.kind === 'number')
  if (!certain) return unknown(p, call, 'write `substring(s, start, end)`: positions from 0, the end excluded')
  const start = from.value - 1
  const numbers = count?.kind === 'number' ? [start, start + count.value] : [start]
  sayForeign(p, {
    code: 'sumo/foreign-function',
    message: `\`${call.fn.name}\` is not a function of a log search; \`substring\` counts from 0 and takes an end, not a length`,
    help: `write \`substring(…, ${numbers.join(', ')})\``,
    span: call.fn.span,
    fix: [
      replace(call.fn.span, 'substring'),
      replace({ start: from.span.start, end: (count ?? from).span.end }, numbers.join(', ')),
    ],
  })
  const args = numbers.map((value): Expr => ({ kind: 'number', value, text: String(value), span: from.span }))
  return { ...call, fn: { name: 'substring', span: call.fn.span }, args: [text, ...args] }
}

/** `left(s, n)` as `substring(s, 0, n)`. */
function asLeft({ p, call }: Written): Expr {
  const [text, count] = call.args
  if (text === undefined || count === undefined || call.args.length !== 2)
    return unknown(p, call, 'write `substring(s, 0, end)`')
  sayForeign(p, {
    code: 'sumo/foreign-function',
    message: '`left` is not a function of a log search; `substring` takes the first characters',
    help: `write \`substring(…, 0, ${shorten(textAt(p, count.span))})\``,
    span: call.fn.span,
    fix: [replace(call.fn.span, 'substring'), insert(count.span.start, '0, ')],
  })
  const zero: Expr = { kind: 'number', value: 0, text: '0', span: count.span }
  return { ...call, fn: { name: 'substring', span: call.fn.span }, args: [text, zero, count] }
}

/** SQL's `nullif(a, b)` as `if(a = b, null, a)`. */
function asNullIf({ p, call, said }: Written): Expr {
  const [value, other] = call.args
  if (value === undefined || other === undefined || call.args.length !== 2)
    return unknown(p, call, 'write `if(x = y, null, x)`')
  if (!isSmall(value)) return unknown(p, call, 'name the value in a stage before, and write `if(x = y, null, x)`')
  const test: Expr = { kind: 'binary', is: '=', operator: call.fn.span, left: value, right: other, span: call.span }
  const written = fixed(p, value.span, said)
  const text = `if(${written} = ${fixed(p, other.span, said)}, null, ${written})`
  return fold({ p, call, said }, 'sumo/foreign-function', {
    text,
    value: asIf(call, test, { kind: 'null', span: call.span }, value),
  })
}

/** `regexp_replace(s, "a+", "b")` as `replace(s, /a+/, "b")`; a group that is filled in is written in another way here. */
function asReplace({ p, call }: Written): Expr {
  const [text, pattern, by] = call.args
  if (text === undefined || pattern?.kind !== 'string' || by === undefined || call.args.length !== 3)
    return unknown(p, call, 'write `replace(x, /…/, "…")`')
  const written = `/${bodyOf(pattern.text)}/`
  const certain = by.kind === 'string' && !/[\\$]/.test(by.text)
  sayForeign(p, {
    code: 'sumo/foreign-function',
    message: `\`${call.fn.name}\` is not a function of a log search; \`replace\` takes a regular expression between slashes`,
    ...(certain ? {} : { because: 'what a group found is written `$1` there' }),
    help: shorten(`write \`replace(…, ${written}, …)\``),
    span: call.fn.span,
    ...(certain ? { fix: [replace(call.fn.span, 'replace'), replace(pattern.span, written)] } : {}),
  })
  const regexExpr = patternExpr(pattern, { kind: 'regex', text: pattern.text })
  return { ...call, fn: { name: 'replace', span: call.fn.span }, args: [text, regexExpr, by] }
}

function unknown(p: Parser, call: Call, help: string): Expr {
  sayForeign(p, {
    code: 'sumo/foreign-function',
    message: `\`${call.fn.name}\` is not a function of a log search`,
    because: 'it is not in Sumo’s documentation',
    help,
    span: call.fn.span,
  })
  // the block of a `switch`
  if (peek(p).text === '{') skipStage(p)
  return { kind: 'error', span: call.span }
}
