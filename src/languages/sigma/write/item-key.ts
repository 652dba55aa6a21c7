import { modifiers } from '../detection/modifiers.ts'

/** The names of the specification for longer ones that pySigma takes too, and the commoner of two equal ones. */
const shorter: Readonly<Record<string, string>> = { ignorecase: 'i', multiline: 'm', dotall: 's', utf16le: 'wide' }

/**
 * `field|modifier…` with each modifier under one name: first the part of a time, then what changes values, in the author's order,
 * last `neq` and `all`, which say something of the whole item. What stands there twice and says so once is written once.
 */
export function canonicalKey(written: string): string {
  const [field = '', ...names] = written.split('|')
  if (!names.every(name => Object.hasOwn(modifiers, name))) return written
  const short = names.map(name => shorter[name] ?? name)
  const parts = short.filter(name => modifiers[name]?.of === 'part')
  const values = short.filter(
    (name, i) => modifiers[name]?.of === 'value' && !(idle.has(name) && short[i - 1] === name),
  )
  const [first, ...flags] = values
  const changes = first === 're' && flags.every(f => flagNames.includes(f)) ? ['re', ...inOrder(flags)] : values
  const ofItem = ['exists', 'neq', 'all'].filter(name => short.includes(name))
  return [field, ...parts, ...changes, ...ofItem].join('|')
}

/** Modifiers that say nothing more when they follow themselves. */
const idle: ReadonlySet<string> = new Set(['contains', 'startswith', 'endswith', 'cased'])

const flagNames: readonly string[] = ['i', 'm', 's']
const inOrder = (flags: readonly string[]): string[] => flagNames.filter(flag => flags.includes(flag))
