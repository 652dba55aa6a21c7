import { taxonomy } from '../../event/taxonomy.ts'
import type { Schema } from '../../plan/schema.ts'
import { distinct, field, fieldCompletions } from '../kit/completing.ts'
import type { Completion } from '../language.ts'
import { attributes, helpedModifiers, helpOf } from './help.ts'

type Found = { readonly from: number; readonly options: readonly Completion[] }

/** What can be written at an offset of a rule: an attribute, a field of the events, its modifiers, or a word of a condition. O(length of the text). */
export function complete(text: string, at: number, schema: Schema): Found {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1
  const line = text.slice(lineStart, at)
  const none: Found = { from: at, options: [] }
  const modifier = /^\s*(?:- +)?[^\s:#'"|]+(?:\|\w+)*\|(\w*)$/.exec(line)
  if (modifier !== null) return { from: at - (modifier[1]?.length ?? 0), options: modifierWords }
  const condition = /^\s*condition:\s(?:.*[\s(])?([\w*]*)$/.exec(line)
  if (condition !== null) {
    const options = [...conditionWords, ...selections(text).map(name => field(name))]
    return { from: at - (condition[1]?.length ?? 0), options: distinct(options) }
  }
  const key = /^(\s*)((?:- +)*)([\w.-]*)$/.exec(line)
  if (key === null) return none
  const [, indent = '', , word = ''] = key
  const from = at - word.length
  if (indent === '') return { from, options: keyWords }
  switch (sectionAt(text, lineStart)) {
    case 'detection':
      return { from, options: distinct([...fieldCompletions(schema), ...known, ...words(['condition'])]) }
    case 'logsource':
      return { from, options: words(['category', 'product', 'service']) }
    case 'correlation':
      return { from, options: keyWords }
    default:
      return none
  }
}

/** The attribute at the margin that a line belongs to. */
const sectionAt = (text: string, lineStart: number): string | undefined =>
  [...text.slice(0, lineStart).matchAll(/^([\w-]+):/gm)].at(-1)?.[1]

/** The names of the selections: keys one step inside of `detection`. */
function selections(text: string): readonly string[] {
  const inside = /^detection:[^\S\n]*\n((?:[^\S\n]+.*\n?|[^\S\n]*\n)*)/m.exec(text)?.[1] ?? ''
  const step = /^[^\S\n]+/.exec(inside)?.[0] ?? ''
  return inside
    .split('\n')
    .filter(line => line.startsWith(step) && /^[\w-]+:/.test(line.slice(step.length)))
    .map(line => line.slice(step.length, line.indexOf(':')))
    .filter(name => name !== 'condition' && name !== 'timeframe')
}

const words = (labels: readonly string[]): readonly Completion[] =>
  labels.map(label => ({ label, kind: 'keyword', help: helpOf(label, 'field') }))

function modifierHelp(label: string): Completion['help'] {
  const help = helpOf(`|${label}`, 'field')
  return help && { ...help, title: label }
}

const keyWords = words(attributes)
const conditionWords: readonly Completion[] = ['and', 'or', 'not', '1 of', 'all of', 'them'].map(label => ({
  label,
  kind: 'keyword',
  help: helpOf(label.replace(/^(?:1|all) /, ''), 'keyword'),
}))
const modifierWords: readonly Completion[] = helpedModifiers.map(label => ({
  label,
  kind: 'modifier',
  help: modifierHelp(label),
}))
const known: readonly Completion[] = [...taxonomy].map(([name, { meaning }]) =>
  field(name, { title: name, says: meaning, page: undefined }),
)
