import { plainNumber } from '../../../plan/functions/plain-number.ts'
import type { ScalarNode } from './node.ts'

type Typed = Pick<ScalarNode, 'type' | 'text'>

/**
 * What a scalar without quotes is, as PyYAML (with which rules are written and tested) and YAML 1.2 agree: a leading zero makes text,
 * `0x17` a number, a float has a point, and dates, times and `yes` are text.
 */
export function typeOfPlain(written: string): Typed {
  if (/^(?:|~|null|Null|NULL)$/.test(written)) return { type: 'null', text: '' }
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(written)) return { type: 'bool', text: written.toLowerCase() }
  if (/^[-+]?(?:0|[1-9][0-9]*)$/.test(written)) return { type: 'int', text: plainNumber(written) }
  const hex = /^([-+]?)(0x[0-9A-Fa-f]+)$/.exec(written)
  if (hex?.[2] !== undefined) return { type: 'int', text: plainNumber(`${hex[1] === '-' ? '-' : ''}${BigInt(hex[2])}`) }
  if (/^[-+]?(?:(?:0|[1-9][0-9]*)\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]+)?$/.test(written))
    return { type: 'float', text: plainNumber(written) }
  return { type: 'string', text: written }
}

/** Words that YAML 1.1 (and so PyYAML) takes for true and false, and YAML 1.2 for text. */
export const isOldBoolean = (written: string): boolean => /^(?:yes|no|on|off)$/i.test(written)
