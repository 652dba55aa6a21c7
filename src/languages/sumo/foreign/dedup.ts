import { acceptSign, atStageEnd, isSign, isWord, nameOf, type Parser, peek, startsName, take } from '../parsing.ts'
import type { Name } from '../syntax.ts'
import { writeName } from '../text.ts'
import { insert, remove, sayForeign, spanOf } from './say.ts'

// Splunk's options of `dedup`, which stand behind its fields (S/dedup).

const page = 'docs/search/search-query-language/search-operators/dedup.md'

/** Takes such options, if they stand next, and says what they are here; gives whether runs are meant. */
export function dedupOptions(p: Parser, stage: number): boolean {
  let consecutive = false
  for (;;) {
    const word = peek(p)
    if (isWord(word, 'sortby')) sortBefore(p, stage)
    else if (
      word.kind === 'word' &&
      /^(?:keepempty|keepevents|consecutive)$/i.test(word.text) &&
      isSign(peek(p, 1), '=')
    )
      consecutive = option(p, stage) || consecutive
    else return consecutive
  }
}

/** One `name=value`; whether it is `consecutive=true`. */
function option(p: Parser, stage: number): boolean {
  const before = p.cursor.end()
  const word = take(p, 'error')
  take(p)
  const on = atStageEnd(p) ? true : /^(?:t|true|1)$/i.test(take(p).text)
  const end = p.cursor.end()
  const key = word.text.toLowerCase()
  const runs = key === 'consecutive' && on
  const drops = key === 'keepempty' && !on
  sayForeign(p, {
    code: 'sumo/dedup-option',
    message: `\`${word.text}=\` is an option of Splunk’s \`dedup\``,
    because: {
      consecutive: `here the word stands in front: \`dedup consecutive x\` (${page})`,
      keepempty: on
        ? 'here rows without the field are kept like a value of their own: the first of them stays, not all'
        : 'here rows without the field are kept like a value of their own, the first of them',
      keepevents: 'here a row stays as it is or is left out',
    }[key as 'consecutive' | 'keepempty' | 'keepevents'],
    help: runs
      ? 'write `| dedup consecutive …`'
      : drops
        ? 'remove it, and put `| where !isNull(x)` before'
        : 'remove it',
    span: { start: word.start, end },
    ...(runs
      ? { fix: [insert(stage + 'dedup'.length, ' consecutive'), remove(before, end)] }
      : key === 'consecutive'
        ? { fix: [remove(before, end)] }
        : {}),
  })
  return runs
}

/** `sortby -x`: a stage before. */
function sortBefore(p: Parser, stage: number): void {
  const before = p.cursor.end()
  const word = take(p, 'error')
  const keys: string[] = []
  for (;;) {
    const descending = acceptSign(p, '-') !== undefined
    if (!descending) acceptSign(p, '+')
    if (!startsName(peek(p))) break
    const { name } = nameOf(take(p, 'field'))
    const sumo = name.toLowerCase() === '_time' ? '_messageTime' : writeName(name)
    keys.push(`${sumo}${descending ? '' : ' asc'}`)
    acceptSign(p, ',')
  }
  const text = `sort by ${keys.join(', ')}`
  sayForeign(p, {
    code: 'sumo/dedup-option',
    message: '`sortby` is an option of Splunk’s `dedup`',
    because: `here \`dedup\` keeps the first rows of the order before it (${page})`,
    help: `write \`| ${text} | dedup …\``,
    span: spanOf(word),
    ...(keys.length === 0 ? {} : { fix: [insert(stage, `${text}\n| `), remove(before, p.cursor.end())] }),
  })
}

/** `dedup a b`: says that a comma is missing before a further field, which is taken. */
export function looseFields(p: Parser): Name[] {
  const names: Name[] = []
  while (startsName(peek(p)) && !isSign(peek(p, 1), '=') && !isWord(peek(p), 'sortby')) {
    if (peek(p).kind === 'parameter') break
    const at = p.cursor.end()
    const token = take(p, 'field')
    names.push(nameOf(token))
    sayForeign(p, {
      code: 'sumo/missing-comma',
      message: 'a comma is missing between these two fields',
      help: 'write `,` between them',
      span: spanOf(token),
      fix: [insert(at, ',')],
    })
    if (acceptSign(p, ',') !== undefined && startsName(peek(p))) names.push(nameOf(take(p, 'field')))
  }
  return names
}
