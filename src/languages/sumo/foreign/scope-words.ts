import type { Token } from '../lexer.ts'
import { operatorNamed } from '../operators.ts'
import { isSign, isWord, type Parser, peek, say, spanFrom, take } from '../parsing.ts'
import type { Scope } from '../syntax.ts'
import { quote, unquote } from '../text.ts'
import { replace, spanOf } from './say.ts'

// Words of the scope that would be looked for as they stand, and were meant as something else. No published search that runs has one.

const metadata = /^_(?:source|sourceCategory|sourceName|sourceHost|collector|index|view)$/i
const because = 'a word in the scope is looked for in the messages as it stands'

/** Warns of a word whose meaning is another language's; the word is taken. */
export function checkScopeWord(p: Parser, token: Token): void {
  const found = token.kind === 'word' ? (commentHere(token.text) ?? wordHere(p, token)) : undefined
  if (found === undefined) return
  const { code = 'sumo/scope-word', message, help, text, why = because } = found
  const fix = text === undefined ? {} : { fix: [replace(spanOf(token), text)] }
  say(p, { code, severity: 'warning', message, because: why, help, span: spanOf(token), ...fix })
}

interface Found {
  readonly code?: `sumo/${string}`
  readonly message: string
  readonly help: string
  readonly why?: string
  /** What takes the place of the word, where that is certain. */
  readonly text?: string
}

function wordHere(p: Parser, { text, end }: Token): Found | undefined {
  if (metadata.test(text))
    return { message: `\`${text}\` without \`=\` is a word to look for`, help: `write \`${text}=…\`` }
  const [, sign, word = ''] = /^([-+])([A-Za-z][\w.*]*)$/.exec(text) ?? []
  if (sign !== undefined)
    return {
      message: `\`${sign}\` before a word is part of it here, unlike in Lucene`,
      help: `write \`${sign === '-' ? `NOT ${word}` : word}\`, or to look for the sign, too, \`"${text}"\``,
    }
  const [, field = '', value = ''] = /^(\w[\w.]*):(.*)$/.exec(text) ?? []
  if (field.toLowerCase() === '_exists_')
    return { message: '`_exists_:` is Lucene', help: `write \`${value}=*\``, text: `${value}=*` }
  const quoted = field !== '' && value === '' && peek(p).kind === 'string' && peek(p).start === end
  if (!quoted && !metadata.test(field)) return undefined
  return {
    message: `\`${field}:\` is Lucene; the scope writes \`${field}=…\``,
    help: `write \`${field}=…\``,
    text: `${field}=${value}`,
  }
}

const commentHere = (text: string): Found | undefined =>
  /^(?:#{1,3}|--)$/.test(text)
    ? {
        code: 'sumo/foreign-comment',
        message: `\`${text}\` begins no comment, so the words behind it are looked for`,
        why: 'comments are `// …` and `/* … */` (docs/search/get-started-with-search/search-basics/comments-search-queries.md)',
        help: 'write `//`',
        text: '//',
      }
    : undefined

/** A search that begins with a stage, whose words would be looked for: `where a = 1`, `count by x`. It has not been read yet. */
export function checkLeadingStage(p: Parser): void {
  const [first, second, third] = [peek(p), peek(p, 1), peek(p, 2)]
  if (first.kind !== 'word' || operatorNamed(first.text) === undefined) {
    if (!isWord(first, 'count') || !isWord(second, 'by')) return
  } else if (!startsStage(first, second, third)) return
  say(p, {
    code: 'sumo/leading-stage',
    severity: 'warning',
    message: `\`${first.text}\` before the first \`|\` is a word to look for`,
    because: 'what stands before the first pipe says which messages are wanted; stages come after it',
    help: `write \`* | ${first.text} …\`, or better what the messages come from: \`_sourceCategory=… | ${first.text} …\``,
    span: spanOf(first),
    fix: [{ span: { start: first.start, end: first.start }, text: '* | ' }],
  })
}

function startsStage(first: Token, second: Token, third: Token): boolean {
  if (isWord(first, 'where'))
    return isSign(third, '=') || /^(?:matches|in|contains)$/i.test(third.text) || /^[!<>=]/.test(third.text)
  if (isWord(first, 'parse')) return second.kind === 'string' || isWord(second, 'regex')
  if (isWord(first, 'json')) return second.kind === 'string' || isWord(second, 'auto')
  return isWord(first, 'timeslice') && /^\d+[smhdw]$/.test(second.text)
}

/** `_sourceCategory matches "x"`, `like`, `in (…)`: the operators of a `where`; the scope writes `field=value`. The name stands next. */
export function foreignMetadata(p: Parser): Scope | undefined {
  const [name, word, next] = [peek(p), peek(p, 1), peek(p, 2)]
  if (name.kind !== 'word' || !metadata.test(name.text)) return undefined
  const values = isWord(word, 'in') && isSign(next, '(') ? listHere(p) : undefined
  const one = /^(?:matches|like|contains)$/i.test(word.text) && next.kind === 'string'
  if (values === undefined && !one) return undefined
  const last = values?.tokens ?? 3
  take(p, 'field')
  for (let i = 1; i < last; i++) take(p, i === 1 ? 'operator' : 'string')
  const span = spanFrom(p, name.start)
  const texts = values?.texts ?? [patternOf(word.text.toLowerCase(), unquote(next.text))]
  const written = texts.map(text => `${name.text}=${isBare(text) ? text : quote(text)}`)
  const text = written.length === 1 ? (written[0] ?? '') : `(${written.join(' OR ')})`
  say(p, {
    code: 'sumo/scope-comparison',
    severity: 'error',
    message: `the search scope only knows \`field=value\`, not \`${word.text}\``,
    because:
      'before the first `|` messages are found by words and by `field=value`, where `*` is a wildcard; comparing comes after it',
    help: `write \`${text.length > 80 ? `${text.slice(0, 77)}…` : text}\``,
    span,
    fix: [replace(span, text)],
  })
  const args = texts.map(
    (text): Scope => ({
      kind: 'scope-field',
      field: { name: name.text, span },
      value: { text, quoted: !isBare(text), span },
      span,
    }),
  )
  const [only] = args
  return args.length === 1 && only !== undefined ? only : { kind: 'scope-or', args, span }
}

/** Whether a value may stand without quotes. */
const isBare = (text: string): boolean => /^[\w*./-]+$/.test(text)

function patternOf(word: string, text: string): string {
  if (word === 'like') return text.replaceAll('%', '*')
  return word === 'contains' ? `*${text}*` : text
}

/** The values of `in ("a", "b")`, and how many tokens they take with the name, where nothing else stands in the brackets. */
function listHere(p: Parser): { readonly texts: readonly string[]; readonly tokens: number } | undefined {
  const texts: string[] = []
  for (let i = 3; ; i++) {
    const token = peek(p, i)
    if (isSign(token, ')')) return texts.length === 0 ? undefined : { texts, tokens: i + 1 }
    if (token.kind === 'string') texts.push(unquote(token.text))
    else if (token.kind !== 'word') return undefined
    else texts.push(...token.text.split(',').filter(part => part !== ''))
  }
}
