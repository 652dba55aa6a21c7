import type { Span } from '../../../base/span.ts'
import { didYouMean } from '../../../base/suggest.ts'
import { type Report, warn, wrong } from '../report.ts'
import { kindOf, type Node, type ScalarNode } from '../yaml/node.ts'
import { isOldBoolean } from '../yaml/scalar.ts'
import type { Item, Test, TimePart } from './model.ts'
import { type Around, apply, modifiers } from './modifiers.ts'
import { readRegex } from './regex.ts'
import { nameOf, placeIn, type Val, valOf } from './values.ts'

/** What is known while the detections of a rule are read. */
export interface Reading {
  readonly report: Report
  readonly placeholders: ReadonlyMap<string, readonly string[]>
}

interface Written {
  readonly field: string | undefined
  readonly fieldSpan: Span
  readonly modifiers: readonly { readonly name: string; readonly span: Span }[]
  readonly key: ScalarNode | undefined
}

/** Reads `field|modifier…: value`, or a keyword (without a key). Undefined where it has no meaning. */
export function readItem(reading: Reading, key: ScalarNode | undefined, value: Node): Item | undefined {
  const { report } = reading
  const written = key === undefined ? keyword(value.span) : readKey(key)
  const span = key === undefined ? value.span : { start: key.span.start, end: value.span.end }
  if (!known(written, report)) return undefined
  const values = valuesOf(written, value, report)
  if (values === undefined) return undefined
  const names = written.modifiers.map(m => m.name)
  if (names.includes('exists')) return existsItem(written, values, span, report)
  const tests: Test[] = []
  for (const node of values) {
    const test = testOf(reading, written, node)
    if (test === undefined) return undefined
    tests.push(test)
  }
  const parts = written.modifiers.flatMap(({ name }) => {
    const modifier = modifiers[name]
    return modifier?.of === 'part' ? [modifier.part] : []
  })
  if (!comparable(parts, tests, span, report)) return undefined
  lintLists(written, values, report)
  const { field, fieldSpan } = written
  return {
    field,
    fieldSpan,
    modifiers: written.modifiers,
    link: names.includes('all') ? 'all' : 'any',
    negated: names.includes('neq'),
    part: parts[0],
    tests,
    span,
  }
}

const keyword = (span: Span): Written => ({ field: undefined, fieldSpan: span, modifiers: [], key: undefined })

function readKey(key: ScalarNode): Written {
  const names = key.written.split('|')
  let at = 0
  const placed = names.map(name => {
    const span = placeIn(key, at, at + Math.max(1, name.length))
    at += name.length + 1
    return { name, span }
  })
  const [field, ...rest] = placed
  return {
    field: field === undefined || field.name === '' ? undefined : field.name,
    fieldSpan: field === undefined || field.name === '' ? key.span : field.span,
    modifiers: rest,
    key,
  }
}

function known({ modifiers: written }: Written, report: Report): boolean {
  let good = true
  const seen = new Set<string>()
  for (const { name, span } of written) {
    if (seen.has(name) && Object.hasOwn(modifiers, name))
      warn(report, 'repeated-modifier', span, `\`${name}\` stands here twice`, { help: 'take one of them away' })
    seen.add(name)
    if (Object.hasOwn(modifiers, name)) continue
    good = false
    const near = didYouMean(name, Object.keys(modifiers))
    wrong(
      report,
      'unknown-modifier',
      span,
      name === '' ? 'there is no modifier after this `|`' : `there is no modifier \`${name}\``,
      {
        because: `the modifiers are ${Object.keys(modifiers).join(', ')}`,
        ...(near === undefined ? {} : { help: near }),
      },
    )
  }
  return good
}

function valuesOf(written: Written, value: Node, report: Report): ScalarNode[] | undefined {
  const nodes = value.is === 'list' ? value.items : [value]
  if (nodes.length === 0)
    return wrong(report, 'empty-list', value.span, 'this list has no values', {
      because: 'it would match nothing, or everything, depending on who reads it',
      help: 'write the values, or `null` where the field has to be missing',
    })
  const scalars: ScalarNode[] = []
  for (const node of nodes) {
    if (node.is !== 'scalar')
      return wrong(
        report,
        'nested-value',
        node.span,
        `a value of ${written.field === undefined ? 'a search' : `\`${written.field}\``} cannot be ${kindOf(node)}`,
        {
          because: 'a field is compared with texts, numbers, true, false and null',
          help: 'write one value, or a flat list of values',
        },
      )
    if (node.type === 'string' && isOldBoolean(node.text) && node.span.end - node.span.start === node.text.length)
      warn(
        report,
        'old-boolean',
        node.span,
        `\`${node.text}\` is text here, and ${/yes|on/i.test(node.text) ? 'true' : 'false'} for readers of YAML 1.1`,
        {
          because: 'pySigma is such a reader',
          help: `write '${node.text}' for the text`,
          fix: [{ span: node.span, text: `'${node.text}'` }],
        },
      )
    scalars.push(node)
  }
  return scalars
}

function existsItem(written: Written, values: ScalarNode[], span: Span, report: Report): Item | undefined {
  const [node, ...more] = values
  const others = written.modifiers.filter(m => m.name !== 'exists')
  const [other] = others
  if (written.field === undefined)
    return wrong(report, 'exists-keyword', span, '`exists` needs a field', { help: 'write `FieldName|exists: true`' })
  if (other !== undefined)
    return wrong(report, 'modifier-order', other.span, `\`exists\` stands alone, without \`${other.name}\``, {
      because: 'it asks whether the field is there, not for its value',
    })
  if (node === undefined || more.length > 0 || node.type !== 'bool') {
    const bool =
      node !== undefined && more.length === 0 && /^(true|false)$/i.test(node.text) ? node.text.toLowerCase() : undefined
    return wrong(report, 'modifier-value', (node ?? { span }).span, '`exists` is true or false', {
      help: bool === undefined ? 'write `true` or `false`, without quotes' : `write ${bool} without quotes`,
      ...(bool === undefined || node === undefined ? {} : { fix: [{ span: node.span, text: bool }] }),
    })
  }
  const { field, fieldSpan, modifiers } = written
  const test: Test = { is: 'exists', wanted: node.text === 'true', span: node.span }
  return { field, fieldSpan, modifiers, link: 'any', negated: false, part: undefined, tests: [test], span }
}

function testOf(reading: Reading, written: Written, node: ScalarNode): Test | undefined {
  let val: Val = valOf(node)
  for (const [i, { name, span }] of written.modifiers.entries()) {
    const modifier = modifiers[name]
    if (modifier?.of !== 'value') continue
    const around: Around = { report: reading.report, name, span, first: i === 0, placeholders: reading.placeholders }
    const changed = apply(modifier.change, val, around)
    if (changed === undefined) return undefined
    val = changed
  }
  if (written.field === undefined && (val.is === 'null' || val.is === 'compare' || val.is === 'field'))
    return wrong(reading.report, 'keyword-value', node.span, `${nameOf(val)} cannot be searched for in a whole event`, {
      help: 'write a text, or the field it is meant of',
    })
  return finish(val, reading.report)
}

function finish(val: Val, report: Report): Test | undefined {
  const { span } = val.node
  switch (val.is) {
    case 'text':
      return { is: 'text', parts: val.parts, cased: val.cased, span }
    case 'number':
    case 'bool':
      return { is: 'exact', text: val.text, span }
    case 'written': {
      const regex = readRegex(val.node, val.flags, report)
      return regex === undefined ? undefined : { is: 'regex', regex, span }
    }
    case 'encoded':
      return finishEncoded(val, report)
    case 'any': {
      const of = val.of.map(one => finish(one, report))
      return of.every(test => test !== undefined) ? { is: 'any', of, span } : undefined
    }
    case 'null':
      return { is: 'null', span }
    case 'network':
      return { is: 'network', network: val.network, span }
    case 'compare':
      return { is: 'compare', by: val.by, number: val.number, span }
    case 'field':
      return { is: 'field', name: val.name, how: val.how, cased: val.cased, span }
    case 'unresolved':
      return { is: 'unresolved', name: val.name, span }
  }
}

/** UTF-16 that is not encoded further: as text, every second character is NUL, which holds for ASCII only. */
function finishEncoded(val: Val & { is: 'encoded' }, report: Report): Test | undefined {
  const { span } = val.node
  const ascii = val.parts.every(part => !('text' in part) || /^[\0-\x7f]*$/.test(part.text))
  if (!ascii || val.encoding === 'utf16')
    return wrong(report, 'modifier-value', span, 'this text in UTF-16 is no text that an event can hold', {
      because:
        val.encoding === 'utf16'
          ? 'it begins with the bytes FF FE'
          : 'its characters are no longer ASCII with zeros between',
      help: 'encode it further: `wide|base64offset|contains`',
    })
  warn(report, 'bare-utf16', span, 'UTF-16 is looked for as text with a NUL beside every character', {
    because: 'logs hardly ever hold that',
    help: 'encode it further, `wide|base64offset|contains`, or leave the encoding out',
  })
  const pad = (text: string): string => [...text].map(c => (val.encoding === 'utf16be' ? `\0${c}` : `${c}\0`)).join('')
  const parts = val.parts.map(part => ('text' in part ? { text: pad(part.text) } : part))
  return { is: 'text', parts, cased: false, span }
}

function comparable(parts: readonly TimePart[], tests: readonly Test[], span: Span, report: Report): boolean {
  if (parts.length === 0) return true
  if (parts.length > 1) {
    wrong(report, 'modifier-order', span, `an item can take one part of a time, not ${parts.join(' and ')}`, {
      help: 'write one item for each',
    })
    return false
  }
  const bad = tests.find(test => !(test.is === 'compare' || (test.is === 'exact' && /^-?[0-9]/.test(test.text))))
  if (bad === undefined) return true
  wrong(report, 'modifier-value', bad.span, `\`${parts[0]}\` is compared with a number`, {
    help: 'write a number without quotes',
  })
  return false
}

function lintLists({ field, modifiers: written, key }: Written, values: readonly ScalarNode[], report: Report): void {
  const all = written.find(m => m.name === 'all')
  if (all !== undefined && values.length === 1 && field !== undefined)
    warn(report, 'all-of-one', all.span, '`all` of a single value says nothing', {
      because: 'the specification forbids it, and some implementations refuse the rule',
      help: 'take `|all` away, or write more values',
    })
  const none = values.find(v => v.type === 'null')
  if (none !== undefined && values.length > 1)
    warn(report, 'null-in-list', none.span, 'null stands in a list with other values', {
      because: 'the specification gives null an item of its own',
      help: `write a second selection with \`${key?.written ?? 'Field'}: null\`, and \`or\` between them`,
    })
  const names = written.map(m => m.name)
  if (names.includes('base64offset') && !names.includes('contains')) {
    const at = written.find(m => m.name === 'base64offset')
    if (at !== undefined)
      warn(report, 'offset-whole', at.span, '`base64offset` without `contains` compares the whole value', {
        because: 'what it makes is a part of a longer base64 text',
        help: 'write `base64offset|contains`',
      })
  }
}
