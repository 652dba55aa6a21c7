import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { thereOf, valuesColumn } from '../../detection.ts'
import { quote } from '../text.ts'
import { network } from './network.ts'
import { number, numberIn } from './number.ts'
import { cannotSay, type Piece, type Writing } from './say.ts'
import { anyText, found, isPlain } from './texts.ts'

/** A condition over neutral columns as one of a search; undefined after saying what cannot be said. */
export function write(writing: Writing, predicate: Predicate): Piece | undefined {
  switch (predicate.op) {
    case 'always':
      return { text: 'true', binds: 'atom' }
    case 'never':
      return { text: 'false', binds: 'atom' }
    case 'and':
      return joined(
        predicate.args.map(arg => write(writing, arg)),
        'and',
      )
    case 'or':
      return joined(options(writing, predicate.args), 'or')
    case 'not':
      return negated(writing, predicate.arg)
    case 'present': {
      const name = ofField(writing, predicate.of, predicate)
      return name === undefined ? undefined : { text: `!isNull(${name})`, binds: 'atom' }
    }
    case 'match':
      return joined(options(writing, [predicate]), 'or')
    case 'regex': {
      const name = ofField(writing, predicate.of, predicate)
      return name === undefined ? undefined : found(name, predicate.regex)
    }
    case 'within': {
      const name = predicate.of.op === 'convert' ? ofField(writing, predicate.of.arg, predicate) : undefined
      return name === undefined ? undefined : network(writing, name, predicate)
    }
    case 'compare':
      return comparison(writing, predicate)
    case 'some':
      return inWhole(writing, predicate)
    case 'among':
      return cannotSay(writing, 'table', predicate.at, { message: 'this asks whether a value is in a table' })
  }
}

function negated(writing: Writing, arg: Predicate): Piece | undefined {
  if (arg.op === 'present') {
    const name = ofField(writing, arg.of, arg)
    return name === undefined ? undefined : { text: `isNull(${name})`, binds: 'atom' }
  }
  const inner = write(writing, arg)
  return inner === undefined ? undefined : { text: `!(${inner.text})`, binds: 'atom' }
}

function joined(pieces: readonly (Piece | undefined)[], by: 'and' | 'or'): Piece | undefined {
  if (!pieces.every(piece => piece !== undefined)) return undefined
  const [only, ...more] = pieces
  if (only === undefined || more.length === 0) return only
  const texts = pieces.map(({ text, binds }) => (binds === 'atom' || binds === by ? text : `(${text})`))
  return { text: texts.join(` ${by} `), binds: by }
}

/** The options of an `or`, with those that ask the same field for texts put together where the first of them stood. */
function options(writing: Writing, args: readonly Predicate[]): (Piece | undefined)[] {
  const byField = new Map<string, (Predicate & { op: 'match' })[]>()
  const order: (Predicate | string)[] = []
  const numbers: (Piece | undefined)[] = []
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]
    if (arg === undefined) continue
    const pair = numberIn(arg, args[i + 1])
    if (pair !== undefined) {
      const name = ofField(writing, pair.of, arg)
      numbers.push(name === undefined ? undefined : number(writing, name, pair))
      i++
      continue
    }
    const key = arg.op === 'match' && arg.of.op === 'field' ? arg.of.name : undefined
    if (arg.op !== 'match' || key === undefined) order.push(arg)
    else if (byField.has(key)) byField.get(key)?.push(arg)
    else {
      byField.set(key, [arg])
      order.push(key)
    }
  }
  const others = order.flatMap((entry): (Piece | undefined)[] => {
    if (typeof entry !== 'string') return [write(writing, entry)]
    const tests = byField.get(entry) ?? []
    const [first] = tests
    const name = first === undefined ? undefined : ofField(writing, first.of, first)
    return name === undefined ? [undefined] : anyText(name, tests)
  })
  return [...others, ...numbers]
}

function ofField(writing: Writing, of: Scalar, { at }: Predicate): string | undefined {
  if (of.op === 'field' && of.type === 'string') return writing.nameOf(of.name, at)
  return cannotSay(writing, 'calculation', at, { message: 'this asks for a value that is calculated' })
}

function comparison(writing: Writing, predicate: Predicate & { op: 'compare' }): Piece | undefined {
  const { left, right, at } = predicate
  const field = left.op === 'field' ? thereOf(left) : undefined
  if (field !== undefined)
    return cannotSay(writing, 'exists', at, {
      message: `Sumo cannot say whether \`${field}\` is there`,
      because: 'it takes a JSON null for a missing field, and `exists` tells the two apart',
      help: `write \`${field}: null\` under a \`not\` where a null may count as missing`,
    })
  if (isText(left) && isText(right) && predicate.is === 'eq') {
    const name = ofField(writing, left, predicate)
    const other = right.op === 'field' ? ofField(writing, right, predicate) : textOf(right)
    return name === undefined || other === undefined ? undefined : { text: `${name} = ${other}`, binds: 'atom' }
  }
  if (calls(left, 'fold_case') || (left.op === 'call' && left.args.some(arg => calls(arg, 'fold_case'))))
    return cannotSay(writing, 'field-comparison', at, {
      message: 'Sumo cannot compare two fields as Sigma does, where letter case does not count',
      because: '`toLowerCase` tells letters apart that Sigma takes for one: the long `ſ` and `s`, `ς` and `σ`',
    })
  const part = left.op === 'convert' && left.arg.op === 'call' && left.arg.fn === 'date_part'
  return cannotSay(writing, part ? 'time-part' : 'calculation', at, {
    message: part ? 'Sumo cannot take this part out of any time as text' : 'this compares a value that is calculated',
    ...(part ? { because: 'it reads times in one format, and an event may have them in several' } : {}),
  })
}

const isText = (of: Scalar): boolean => (of.op === 'field' || of.op === 'literal') && of.type === 'string'
const calls = (of: Scalar, fn: string): boolean => of.op === 'call' && of.fn === fn
const textOf = (of: Scalar): string | undefined =>
  of.op === 'literal' && typeof of.value === 'string' && isPlain(of.value) ? quote(of.value) : undefined

/** Keywords: in the line of a log that is one; in an event that is structured, Sumo would find keys and what is escaped, too. */
function inWhole(writing: Writing, predicate: Predicate & { op: 'some' }): Piece | undefined {
  const ofEvent = predicate.list.op === 'field' && predicate.list.name === valuesColumn.name
  return cannotSay(writing, 'keywords', predicate.at ?? predicate.where.at, {
    message: ofEvent
      ? 'Sumo cannot look for a text in the values of a structured event'
      : 'this asks for one of several values',
    because: 'its message is JSON, in which names of fields would be found, too, and values are escaped',
    help: 'name the fields that the text may stand in',
  })
}
