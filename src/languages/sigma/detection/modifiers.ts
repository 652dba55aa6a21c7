import type { Span } from '../../../base/span.ts'
import { plainNumber } from '../../../plan/functions/plain-number.ts'
import { parseAddress, parseNetwork, printAddress } from '../../../plan/ip.ts'
import { type Report, warn, wrong } from '../report.ts'
import { base64, base64Offsets, type Encoding, encode } from './bytes.ts'
import type { FieldComparison, TimePart } from './model.ts'
import { expand } from './placeholders.ts'
import { literalOf, open } from './text.ts'
import { nameOf, textVal, type Val } from './values.ts'
import { spellings, withDashes } from './windash.ts'

/** What a modifier needs to know beside the value. */
export interface Around {
  readonly report: Report
  /** The modifier, as written, and where. */
  readonly name: string
  readonly span: Span
  /** The place of it among the modifiers of the item. */
  readonly first: boolean
  readonly placeholders: ReadonlyMap<string, readonly string[]>
}

type Change = (val: Val, around: Around) => Val | undefined

/** A value modifier changes each value in turn; the others say something of the whole item. */
export type Modifier =
  | { readonly of: 'value'; readonly change: Change }
  | { readonly of: 'part'; readonly part: TimePart }
  | { readonly of: 'item' }

const value = (change: Change): Modifier => ({ of: 'value', change })
const part = (name: TimePart): Modifier => ({ of: 'part', part: name })

/** Every modifier of the specification (sigma-appendix-modifiers.md) and the longer names that pySigma also takes. */
export const modifiers: Readonly<Record<string, Modifier>> = {
  contains: value(affix('contains', true, true)),
  startswith: value(affix('startswith', false, true)),
  endswith: value(affix('endswith', true, false)),
  all: { of: 'item' },
  neq: { of: 'item' },
  exists: { of: 'item' },
  cased: value(cased),
  re: value(regex),
  i: value(flag('i')),
  ignorecase: value(flag('i')),
  m: value(flag('m')),
  multiline: value(flag('m')),
  s: value(flag('s')),
  dotall: value(flag('s')),
  cidr: value(cidr),
  lt: value(compare('lt')),
  lte: value(compare('lte')),
  gt: value(compare('gt')),
  gte: value(compare('gte')),
  minute: part('minute'),
  hour: part('hour'),
  day: part('day'),
  week: part('week'),
  month: part('month'),
  year: part('year'),
  base64: value(inBase64),
  base64offset: value(inBase64AnyOffset),
  wide: value(encoded('utf16le')),
  utf16le: value(encoded('utf16le')),
  utf16be: value(encoded('utf16be')),
  utf16: value(encoded('utf16')),
  windash: value(windash),
  expand: value(expanded),
  fieldref: value(fieldRef),
}

function affix(how: FieldComparison, start: boolean, end: boolean): Change {
  return (val, around) => {
    switch (val.is) {
      case 'text':
        return { ...val, parts: open(val.parts, start, end) }
      case 'number':
      case 'bool':
        warn(around.report, 'number-as-text', val.node.span, `\`${around.name}\` reads ${nameOf(val)} as text`, {
          because: 'only texts have parts; some implementations refuse this',
          help: `write '${val.text}'`,
        })
        return textVal(open([{ text: val.text }], start, end), val.node)
      case 'written':
        warn(around.report, 'anchored-regex', around.span, `\`${around.name}\` says nothing of a regex`, {
          because: 'a regex is found anywhere in the value',
          help: 'write `^` or `$` in the regex',
        })
        return val
      case 'field':
        return { ...val, how: val.how === 'equal' || val.how === how ? how : 'contains' }
      case 'encoded':
        return { ...val, parts: open(val.parts, start, end) }
      default:
        return refuse(val, around, 'a text')
    }
  }
}

function cased(val: Val, around: Around): Val | undefined {
  if (val.is === 'text' || val.is === 'field') return { ...val, cased: true }
  if (val.is === 'number' || val.is === 'bool') return val
  return refuse(
    val,
    around,
    'a text',
    val.is === 'written' ? 'a regex counts letter case unless `i` follows' : undefined,
  )
}

function regex(val: Val, around: Around): Val | undefined {
  if (!around.first || (val.is !== 'text' && val.is !== 'number')) {
    const what = around.first ? nameOf(val) : 'a value that another modifier changed'
    return wrong(around.report, 'modifier-value', around.span, `\`re\` cannot read ${what}`, {
      because: 'a regex is the value as it is written',
      help: around.first ? 'write the regex in quotes' : 'put `re` first',
    })
  }
  return { is: 'written', flags: '', node: val.node }
}

function flag(letter: string): Change {
  return (val, around) => {
    if (val.is === 'written') return { ...val, flags: val.flags + letter }
    return wrong(around.report, 'modifier-order', around.span, `\`${around.name}\` is a flag of a regex`, {
      help: `write \`re|${around.name}\``,
    })
  }
}

function cidr(val: Val, around: Around): Val | undefined {
  const text = val.is === 'text' ? literalOf(val.parts) : undefined
  if (text === undefined) return refuse(val, around, 'a network, such as `10.0.0.0/8`')
  const single = parseAddress(text)
  const network = parseNetwork(single === undefined ? text : `${text}/${single.bits}`)
  if (network === undefined)
    return wrong(around.report, 'bad-network', val.node.span, `\`${text}\` is no network`, {
      help: 'write an address, a slash and how many bits count: `10.0.0.0/8`, `fe80::/10`',
    })
  const { address, prefix } = network
  const host = BigInt(address.bits - prefix)
  const base = printAddress({ ...address, value: (address.value >> host) << host })
  if (base !== printAddress(address))
    return wrong(around.report, 'bad-network', val.node.span, `\`${text}\` has bits set that the network leaves open`, {
      because: 'either the address or the number of bits is a slip',
      help: `write \`${base}/${prefix}\` for the whole network, or \`${printAddress(address)}/${address.bits}\` for the one address`,
    })
  return { is: 'network', network: `${base}/${prefix}`, node: val.node }
}

function compare(by: 'lt' | 'lte' | 'gt' | 'gte'): Change {
  return (val, around) => {
    if (val.is === 'number' && /^-?[0-9]/.test(val.text)) return { is: 'compare', by, number: val.text, node: val.node }
    const text = val.is === 'text' ? (literalOf(val.parts) ?? '') : ''
    const plain = plainNumber(text)
    const isNumber = /^-?[0-9]+(\.[0-9]+)?$/.test(plain)
    return wrong(
      around.report,
      'modifier-value',
      val.node.span,
      `\`${around.name}\` compares numbers, and this is ${nameOf(val)}`,
      {
        help: isNumber ? `write ${plain} without quotes` : 'write a number',
        ...(isNumber ? { fix: [{ span: val.node.span, text: plain }] } : {}),
      },
    )
  }
}

function inBase64(val: Val, around: Around): Val | undefined {
  return eachBytes(val, around, bytes => textVal([{ text: base64(bytes) }], val.node, true))
}

function inBase64AnyOffset(val: Val, around: Around): Val | undefined {
  return eachBytes(val, around, bytes => {
    if (bytes.length < 3)
      return wrong(around.report, 'too-short', val.node.span, 'fewer than three bytes cannot be looked for in base64', {
        because: 'every character of their base64 also depends on what stands beside them',
        help: 'take a longer text',
      })
    return { is: 'any', of: base64Offsets(bytes).map(text => textVal([{ text }], val.node, true)), node: val.node }
  })
}

/** Base64 of the bytes of a text; of every spelling where it has several. */
function eachBytes(val: Val, around: Around, make: (bytes: number[]) => Val | undefined): Val | undefined {
  const encoding = val.is === 'encoded' ? val.encoding : 'utf8'
  if (val.is === 'number' || val.is === 'bool') return make(encode(val.text, encoding))
  if (val.is !== 'text' && val.is !== 'encoded') return refuse(val, around, 'a text')
  const texts = spellings(val.parts)
  if (texts === undefined)
    return wrong(
      around.report,
      'too-many-spellings',
      val.node.span,
      'the dashes of this text make too many spellings to encode',
      {
        help: 'write the spellings that you mean, without `windash`',
      },
    )
  const made: Val[] = []
  for (const text of texts.map(literalOf)) {
    if (text === undefined)
      return wrong(around.report, 'wildcard', val.node.span, `\`${around.name}\` cannot encode a wildcard`, {
        because: 'base64 of unknown text is unknown text',
        help: 'write `\\*` or `\\?` for the character itself',
      })
    const one = make(encode(text, encoding))
    if (one === undefined) return undefined
    made.push(one)
  }
  const [only] = made
  return made.length === 1 ? only : { is: 'any', of: made, node: val.node }
}

function encoded(encoding: Encoding): Change {
  return (val, around) =>
    val.is === 'text' ? { is: 'encoded', parts: val.parts, encoding, node: val.node } : refuse(val, around, 'a text')
}

function windash(val: Val, around: Around): Val | undefined {
  if (val.is === 'text') return { ...val, parts: withDashes(val.parts) }
  return val.is === 'number' || val.is === 'bool' ? val : refuse(val, around, 'a text')
}

function expanded(val: Val, around: Around): Val | undefined {
  if (val.is !== 'text') return refuse(val, around, 'a text with a `%placeholder%`')
  return expand(val.parts, val.node, val.cased, around.placeholders)
}

function fieldRef(val: Val, around: Around): Val | undefined {
  if (val.is === 'field') return val
  const name = val.is === 'text' ? literalOf(val.parts) : undefined
  if (name !== undefined && name !== '')
    return { is: 'field', name, how: 'equal', cased: val.is === 'text' && val.cased, node: val.node }
  return wrong(around.report, 'modifier-value', val.node.span, '`fieldref` needs the name of a field', {
    because: 'the value is the name of the field to compare with',
    help: around.first ? 'write the name without wildcards' : 'put `fieldref` first: `fieldref|contains`',
  })
}

function refuse(val: Val, around: Around, wanted: string, because?: string): undefined {
  return wrong(
    around.report,
    'modifier-value',
    val.is === 'written' ? around.span : val.node.span,
    `\`${around.name}\` needs ${wanted}, and this is ${nameOf(val)}`,
    because === undefined ? {} : { because },
  )
}

/** A modifier applied to a value, or to each of several that one value became. */
export function apply(change: Change, val: Val, around: Around): Val | undefined {
  if (val.is === 'unresolved') return val
  if (val.is !== 'any') return change(val, around)
  const of: Val[] = []
  for (const one of val.of) {
    const changed = apply(change, one, around)
    if (changed === undefined) return undefined
    of.push(changed)
  }
  return { ...val, of }
}
