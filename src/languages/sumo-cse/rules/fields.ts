import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Span } from '../../../base/span.ts'
import { didYouMean } from '../../../base/suggest.ts'
import type { Located, LocatedObject } from './located.ts'
import type { More } from './model.ts'

/** The keys of one object of a rule file, read one by one; what is left over at the end was not understood. */
export interface Fields {
  readonly at: Span
  readonly diagnostics: Diagnostic[]
  has(name: string): boolean
  /** Where a value stands; the whole object where it is missing. */
  span(name: string): Span
  text(name: string): string | undefined
  number(name: string): number | undefined
  bool(name: string): boolean | undefined
  items(name: string): readonly Located[]
  /** The objects of a list; anything else in it is told. */
  objects(name: string): readonly Fields[]
  texts(name: string): readonly { readonly text: string; readonly span: Span }[]
  object(name: string): Fields | undefined
  /** What nobody has asked for. */
  others(): Record<string, unknown>
  /** The names of that, and where they stand. */
  leftOver(): readonly { readonly name: string; readonly at: Span }[]
  say(diagnostic: Diagnostic): void
}

/** `entity_selectors` of import files and `entitySelectors` of the API are one name. */
export const camelCase = (name: string): string =>
  name.replace(/(?<=[a-z0-9])_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** The fields of an object, by the API's names. */
export function fieldsOf(object: LocatedObject, diagnostics: Diagnostic[]): Fields {
  const entries = new Map([...object.entries].map(([name, entry]) => [camelCase(name), { name, ...entry }]))
  const asked = new Set<string>()
  const find = (name: string): Located | undefined => {
    asked.add(name)
    const value = entries.get(name)?.value
    return value?.is === 'null' ? undefined : value
  }
  const say = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic)
  }
  const wrong = (name: string, value: Located, wanted: string): undefined =>
    void say({
      code: 'sumo-cse/bad-rule',
      severity: 'error',
      message: `\`${name}\` must be ${wanted}, and this is ${kindOf(value)}`,
      span: value.span,
    })
  const fields: Fields = {
    at: object.span,
    diagnostics,
    has: name => find(name) !== undefined,
    span: name => entries.get(name)?.value.span ?? { start: object.span.start, end: object.span.start + 1 },
    text(name) {
      const value = find(name)
      if (value === undefined || value.is === 'string') return value?.text
      return value.is === 'number' ? String(value.value) : wrong(name, value, 'a text')
    },
    number(name) {
      const value = find(name)
      if (value === undefined || value.is === 'number') return value?.value
      // The API writes some times as texts.
      if (value.is === 'string' && /^-?[0-9]+(\.[0-9]+)?$/.test(value.text)) return Number(value.text)
      return wrong(name, value, 'a number')
    },
    bool(name) {
      const value = find(name)
      if (value === undefined || value.is === 'bool') return value?.value
      return wrong(name, value, 'true or false')
    },
    items(name) {
      const value = find(name)
      if (value === undefined || value.is === 'array') return value?.items ?? []
      wrong(name, value, 'a list')
      return []
    },
    texts: name =>
      fields.items(name).flatMap(item => {
        if (item.is === 'string') return [{ text: item.text, span: item.span }]
        wrong(name, item, 'a list of texts')
        return []
      }),
    objects: name =>
      fields.items(name).flatMap(item => {
        if (item.is === 'object') return [fieldsOf(item, diagnostics)]
        wrong(name, item, 'a list of objects')
        return []
      }),
    object(name) {
      const value = find(name)
      if (value === undefined) return undefined
      return value.is === 'object' ? fieldsOf(value, diagnostics) : wrong(name, value, 'an object')
    },
    others: () =>
      Object.fromEntries(
        [...entries].filter(([name]) => !asked.has(name)).map(([name, { value }]) => [name, plain(value)]),
      ),
    leftOver: () =>
      [...entries].filter(([name]) => !asked.has(name)).map(([, entry]) => ({ name: entry.name, at: entry.key })),
    say,
  }
  return fields
}

/** What is left over of a part of a rule, where there is something. */
export function moreOf(fields: Fields): More {
  const others = fields.others()
  return Object.keys(others).length === 0 ? {} : { others }
}

const kinds: Readonly<Record<Located['is'], string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  bool: 'true or false',
  null: 'null',
}

/** What a value is, in words. */
export const kindOf = (value: Located): string => kinds[value.is]

/** JSON without its places. */
export function plain(value: Located): unknown {
  switch (value.is) {
    case 'object':
      return Object.fromEntries([...value.entries].map(([name, entry]) => [name, plain(entry.value)]))
    case 'array':
      return value.items.map(plain)
    case 'string':
      return value.text
    case 'number':
    case 'bool':
      return value.value
    case 'null':
      return null
  }
}

/** One of a few words, or what was meant. */
export function oneOf<T extends string>(fields: Fields, name: string, words: readonly T[], standard: T): T {
  const written = fields.text(name)
  if (written === undefined) return standard
  const word = words.find(w => w.toLowerCase() === written.toLowerCase())
  if (word !== undefined) return word
  fields.say({
    code: 'sumo-cse/bad-rule',
    severity: 'error',
    message: `\`${written}\` is no value of \`${name}\``,
    help: didYouMean(written, words) ?? `it is one of ${words.join(', ')}`,
    span: fields.span(name),
  })
  return standard
}
