import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { thereOf, valuesColumn } from '../../detection.ts'
import { network } from '../../sumo/write/network.ts'
import { found } from '../../sumo/write/texts.ts'
import { quote } from '../lexer.ts'
import { type Asked, askedOf, ofEventId, saysPart } from './event-id.ts'
import { isPlain, nameOf } from './names.ts'
import { cannotSay, type Piece, type Writing } from './say.ts'
import { textTests } from './texts.ts'

type Written = Piece | undefined
type Match = Predicate & { readonly op: 'match' }
type Compare = Predicate & { readonly op: 'compare' }

/** A condition over neutral columns as a rule expression; undefined after saying what cannot be said. */
export function write(writing: Writing, predicate: Predicate): Written {
  switch (predicate.op) {
    case 'always':
      return { text: 'true', binds: 'atom' }
    case 'never':
      return { text: 'false', binds: 'atom' }
    case 'and':
      return joined(all(writing, predicate.args), 'and')
    case 'or': {
      const number = ofNumber(predicate)
      if (number !== undefined) return comparison(writing, number)
      return eventId(writing, predicate) ?? joined(any(writing, predicate.args), 'or')
    }
    case 'not':
      return negated(writing, predicate.arg)
    case 'present':
      return present(writing, predicate, true)
    case 'match':
      return eventId(writing, predicate) ?? joined(any(writing, [predicate]), 'or')
    case 'regex': {
      const name = valueName(writing, predicate.of, predicate)
      return name === undefined ? undefined : found(name.text, predicate.regex)
    }
    case 'within': {
      const name = predicate.of.op === 'convert' ? valueName(writing, predicate.of.arg, predicate) : undefined
      return name === undefined ? undefined : inNetwork(writing, name.text, predicate)
    }
    case 'compare':
      return comparison(writing, predicate)
    case 'some':
      return cannotSay(writing, 'keywords', predicate.at ?? predicate.where.at, {
        message:
          predicate.list.op === 'field' && predicate.list.name === valuesColumn.name
            ? 'a rule expression cannot look for a text in a whole record'
            : 'this asks for one of several values',
        because: 'it reads fields by their names',
        help: 'name the fields that the text may stand in',
      })
    case 'among':
      return cannotSay(writing, 'table', predicate.at, { message: 'this asks whether a value is in a table' })
  }
}

function negated(writing: Writing, arg: Predicate): Written {
  if (arg.op === 'present') return present(writing, arg, false)
  if (arg.op === 'not') return write(writing, arg.arg)
  const inner = write(writing, arg)
  return inner === undefined ? undefined : { text: `NOT (${inner.text})`, binds: 'atom' }
}

function present(writing: Writing, { of, at }: Predicate & { op: 'present' }, wanted: boolean): Written {
  const field = of.op === 'convert' ? of.arg : of
  const named = field.op === 'field' ? nameOf(writing, field.name, at) : undefined
  if (field.op !== 'field' || (of.op === 'convert' && !(named?.type === 'int' && of.to === 'int')))
    return calculated(writing, at)
  if (named === undefined) return undefined
  if (named.type === 'part') {
    const piece = saysPart(writing, field.name === 'Channel' ? 'Channel' : 'EventID', at)
    return piece === undefined || wanted ? piece : { text: `NOT (${piece.text})`, binds: 'atom' }
  }
  return { text: `${named.text} IS ${wanted ? 'NOT ' : ''}NULL`, binds: 'atom' }
}

function joined(pieces: readonly Written[], by: 'and' | 'or'): Written {
  if (!pieces.every(piece => piece !== undefined)) return undefined
  const [only, ...more] = pieces
  if (only === undefined || more.length === 0) return only
  const texts = pieces.map(({ text, binds }) => (binds === 'atom' || binds === by ? text : `(${text})`))
  return { text: texts.join(` ${by.toUpperCase()} `), binds: by }
}

/** Conditions that must all hold, each by itself; undefined where one cannot be said. */
export function writeAll(writing: Writing, args: readonly Predicate[]): readonly Piece[] | undefined {
  const pieces = all(writing, args)
  return pieces.every(piece => piece !== undefined) ? pieces : undefined
}

/** Conditions that must all hold, with what they ask of channel and number put together. */
function all(writing: Writing, args: readonly Predicate[]): Written[] {
  const asked = args.map(arg => askedOf(writing, arg))
  const pair = (['Channel', 'EventID'] as const).flatMap(of => asked.find(a => a?.of === of) ?? [])
  const first = asked.findIndex(a => a !== undefined && pair.includes(a))
  return args.flatMap((arg, i): Written[] => {
    const own: Asked | undefined = asked[i]
    if (own === undefined || !pair.includes(own)) return [write(writing, arg)]
    return i === first ? [ofEventId(writing, pair)] : []
  })
}

function eventId(writing: Writing, predicate: Predicate): Written {
  const asked = askedOf(writing, predicate)
  return asked === undefined ? undefined : ofEventId(writing, [asked])
}

/** The options of an `or`, with those that ask the same field for texts put together where the first of them stood. */
function any(writing: Writing, args: readonly Predicate[]): Written[] {
  const byField = new Map<string, Match[]>()
  const order: (Predicate | readonly Match[])[] = []
  for (const arg of args) {
    if (arg.op !== 'match' || arg.of.op !== 'field') {
      order.push(arg)
      continue
    }
    const before = byField.get(arg.of.name)
    if (before !== undefined) before.push(arg)
    else {
      const tests = [arg]
      byField.set(arg.of.name, tests)
      order.push(tests)
    }
  }
  return order.flatMap((entry): Written[] => {
    if ('op' in entry) return [write(writing, entry)]
    const [first] = entry
    const whole = entry.length > 1 ? eventId(writing, { op: 'or', args: entry }) : undefined
    if (whole !== undefined) return [whole]
    const name = first === undefined ? undefined : valueName(writing, first.of, first)
    return name === undefined ? [undefined] : textTests(name.text, name.type, entry)
  })
}

/** The comparison of whole numbers in `Field|gt: 5`; beside it stands what the same is of decimals. Undefined of other conditions. */
function ofNumber({ args: [whole, others, ...more] }: Predicate & { op: 'or' | 'and' }): Compare | undefined {
  if (whole?.op !== 'compare' || whole.left.op !== 'convert' || others?.op !== 'and' || more.length > 0)
    return undefined
  return whole.left.to === 'int' && whole.left.arg.op === 'field' ? whole : undefined
}

interface ValueName {
  readonly text: string
  readonly type: 'string' | 'int'
}

function valueName(writing: Writing, of: Scalar, { at }: Predicate): ValueName | undefined {
  if (of.op !== 'field' || of.type !== 'string') return calculated(writing, at)
  const named = nameOf(writing, of.name, at)
  if (named?.type !== 'part') return named
  return cannotSay(writing, 'part-of-event-id', at, {
    message: `a part of \`${of.name}\` cannot be asked for`,
    because: `a record has it in \`${named.text}\`, together with another`,
    help: 'name it whole, without wildcards',
  })
}

function inNetwork(writing: Writing, name: string, predicate: Predicate & { op: 'within' }): Written {
  const before = writing.diagnostics.length
  const piece = network(writing, name, predicate)
  for (let i = before; i < writing.diagnostics.length; i++) {
    const said = writing.diagnostics[i]
    if (said === undefined) continue
    const code = said.code.replace(/^sumo\//, 'sumo-cse/') as typeof said.code
    writing.diagnostics[i] = { ...said, code, message: said.message.replace(/^Sumo /, 'a rule expression ') }
  }
  return piece === undefined ? undefined : { ...piece, text: piece.text.replaceAll(' and ', ' AND ') }
}

const signs = { eq: '=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const

function comparison(writing: Writing, predicate: Compare): Written {
  const { left, right, at, is } = predicate
  const field = left.op === 'field' ? thereOf(left) : undefined
  if (field !== undefined)
    return cannotSay(writing, 'exists', at, {
      message: `a record does not tell whether the log had \`${field}\` with null or not at all`,
      because: '`exists` tells the two apart',
      help: `write \`${field}: null\` under a \`not\` where a null may count as missing`,
    })
  if (left.op === 'field' && left.type === 'string' && is === 'eq') return equalTo(writing, left, right, predicate)
  if (left.op === 'convert' && left.arg.op === 'field' && right.op === 'literal') {
    const named = nameOf(writing, left.arg.name, at)
    if (named === undefined) return undefined
    if (named.type === 'int') return { text: `${named.text} ${signs[is]} ${String(right.value)}`, binds: 'atom' }
    return cannotSay(writing, 'number', at, {
      message: `\`${named.text}\` is a text, and cannot be compared as a number with every digit`,
      because: '`int()` and `float()` also take texts for numbers that are none to Sigma',
    })
  }
  if (usesFold(left))
    return cannotSay(writing, 'field-comparison', at, {
      message: 'two fields cannot be compared as Sigma does, where letter case does not count',
      because: '`lower` tells letters apart that Sigma takes for one: the long `ſ` and `s`, `ς` and `σ`',
    })
  return calculated(writing, at)
}

function equalTo(writing: Writing, left: Scalar, right: Scalar, predicate: Predicate): Written {
  const name = valueName(writing, left, predicate)
  const other = right.op === 'field' ? valueName(writing, right, predicate) : textOf(right)
  if (name === undefined || other === undefined) return undefined
  if (name.type === 'int' || other.type === 'int') return calculated(writing, predicate.at)
  return { text: `${name.text} = ${other.text}`, binds: 'atom' }
}

const textOf = (of: Scalar): ValueName | undefined =>
  of.op === 'literal' && typeof of.value === 'string' && isPlain(of.value)
    ? { text: quote(of.value), type: 'string' }
    : undefined

const usesFold = (of: Scalar): boolean =>
  of.op === 'call' && (of.fn === 'fold_case' || of.args.some(arg => arg.op === 'call' && arg.fn === 'fold_case'))

const calculated = (writing: Writing, at: Predicate['at']): undefined =>
  cannotSay(writing, 'calculation', at, {
    message: 'a rule expression cannot ask for this value, which is calculated',
  })
